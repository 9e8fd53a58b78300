// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace azoth::postgresql {

/// SQL text as libpq takes it, with a zero at its end. Throws DataError(`bad_value`) when there is one inside.
std::string zero_terminated(std::string_view sql);

/// In letters of any case; the word may be a part of a longer one.
bool contains_word(std::string_view text, std::string_view lower_case_word);
/// The same for the first word.
bool starts_with_word(std::string_view sql, std::string_view lower_case_word);

/// Whether SQL names what sets the isolation level of the session's later transactions. It may only seem so.
bool may_set_isolation(std::string_view sql);

/// Whether a statement is a query, so that a cursor can be declared for it.
bool can_have_cursor(std::string_view sql);

}  // namespace azoth::postgresql
