// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "azoth/driver/connection.hpp"

namespace azoth::engine {

class ConnectionState;

/// The rows of a stream: what fails while they are fetched is an error of the statement that gives them.
///
/// `state` must outlive what is read.
std::unique_ptr<driver::Cursor> watch_cursor(std::unique_ptr<driver::Cursor> cursor, ConnectionState& state,
                                             std::string_view sql);

}  // namespace azoth::engine
