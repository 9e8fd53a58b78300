// SPDX-License-Identifier: MIT
#pragma once

#include <source_location>

#include "azoth/base/error.hpp"

namespace azoth::engine {

/// Calls `action`; what it throws gets the place of the user's call.
template <class Action>
decltype(auto) placed(const std::source_location& where, Action action) {
    try {
        return action();
    } catch (Error& error) {
        error.annotate_place(where);
        throw;
    }
}

}  // namespace azoth::engine
