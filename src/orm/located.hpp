// SPDX-License-Identifier: MIT
#pragma once

#include <source_location>

#include "engine/placed.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// A call of the user's: errors get its place, if it is known, and so does the connection that it takes.
template <class Call>
decltype(auto) located(SessionCore& session, const std::source_location& where, Call call) {
    if (where.line() != 0) session.place = where;
    return engine::placed(where, call);
}

}  // namespace azoth::orm
