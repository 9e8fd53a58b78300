// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace azoth::sqlite {

/// Whether each `%` of the format is one of those that stored_as() knows.
bool is_time_format(std::string_view format);
/// `YmdHMSf`: the parts that it has, in order.
std::string parts_of_time_format(std::string_view format);

/// An ISO date, time or timestamp in the format. The text itself when it is none of them, or has a year that is not of
/// four digits.
std::string in_time_format(std::string_view format, std::string_view iso);

/// The ISO text of what has the format; the text itself when it has not.
std::string from_time_format(std::string_view format, std::string_view text);

}  // namespace azoth::sqlite
