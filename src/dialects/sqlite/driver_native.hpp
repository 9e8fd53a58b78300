// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

#include "azoth/driver/connection.hpp"

namespace azoth::sqlite {

/// The client's handle. Throws ArgumentError(`not_sqlite`).
sqlite3* native(driver::Connection& connection);

}  // namespace azoth::sqlite
