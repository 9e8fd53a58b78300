// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "azoth/base/error.hpp"

namespace azoth::driver {

/// Throws the class of the DatabaseError tree that belongs to `detail.code`: `unique_violation` is a UniqueViolation,
/// `connection_lost` a ConnectionError. A code that it does not know is an OperationalError.
///
/// With it a driver only has to give each of its client's errors a code; every database then means the same by one.
[[noreturn]] void throw_database_error(ErrorDetail detail);

/// The code means that the connection is gone.
bool is_connection_error(std::string_view code);

}  // namespace azoth::driver
