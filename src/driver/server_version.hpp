// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/driver/connection.hpp"

namespace azoth::driver {

/// Throws OperationalError(`server_too_old`) when the server's version is lower than `oldest`, a number as in
/// ServerInfo.
void require_version(const ServerInfo& server, int oldest);

}  // namespace azoth::driver
