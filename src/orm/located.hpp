// SPDX-License-Identifier: MIT
#pragma once

#include <source_location>

#include "azoth/base/error.hpp"

namespace azoth::orm {

/// Errors get the place of the user's call.
template <class Call>
decltype(auto) located(const std::source_location& where, Call call) {
    try {
        return call();
    } catch (Error& error) {
        error.annotate_place(where);
        throw;
    }
}

}  // namespace azoth::orm
