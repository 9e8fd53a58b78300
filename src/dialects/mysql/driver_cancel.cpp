// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_cancel.hpp"

#include <string>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "dialects/mysql/driver_open.hpp"

namespace azoth::mysql {

void KillCanceler::cancel() {
    constexpr int kConnectTimeoutMs = 5000;
    const ConnectionHandle connection = open_connection(options_, kConnectTimeoutMs);
    const std::string sql = fmt::format("KILL QUERY {}", connection_id_);
    try {
        run_and_drop_results(connection.get(), sql.data(), sql.size());
    } catch (const DatabaseError& error) {
        constexpr int kNoSuchThread = 1094;  // it is gone, and its statement with it
        if (error.detail().native_code != kNoSuchThread) throw;
    }
}

}  // namespace azoth::mysql
