// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace azoth::test {

/// The URL of the server that tests of a dialect may use: from AZOTH_TEST_<DIALECT>_URL, or else from the line of that
/// name in the file that AZOTH_TEST_SERVERS names (tests/servers/start writes one).
std::optional<std::string> test_server_url(std::string_view dialect);

/// The folder of a server that tests/servers/start has started: `server.crt` or `data/server.crt`, and a Unix socket.
std::optional<std::string> test_server_home(std::string_view dialect);

/// For GTEST_SKIP: what to do so that test_server_url() finds a server.
std::string no_test_server(std::string_view dialect);

}  // namespace azoth::test
