// SPDX-License-Identifier: MIT
#include "raw_client.hpp"

#include <map>

namespace azoth::bench {
namespace {

std::map<std::string, ConnectRaw>& known_clients() {
    static std::map<std::string, ConnectRaw> clients;
    return clients;
}

}  // namespace

RegisteredRawClient::RegisteredRawClient(const char* dialect, ConnectRaw connect) {
    known_clients().emplace(dialect, connect);
}

std::unique_ptr<RawClient> connect_raw(const std::string& dialect, const std::string& url) {
    const auto found = known_clients().find(dialect);
    return found == known_clients().end() ? nullptr : found->second(url);
}

}  // namespace azoth::bench
