// SPDX-License-Identifier: MIT
#include "driver/server_version.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::driver {
namespace {

std::string version_text(int version) {
    return fmt::format("{}.{}.{}", version / 10'000, version / 100 % 100, version % 100);
}

}  // namespace

void require_version(const ServerInfo& server, int oldest) {
    if (server.version >= oldest) return;
    throw OperationalError("server_too_old",
                           fmt::format("the database is {} {}, but azoth needs {} or later", server.product,
                                       version_text(server.version), version_text(oldest)));
}

}  // namespace azoth::driver
