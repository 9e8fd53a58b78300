// SPDX-License-Identifier: MIT
#include "support/own_server.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>

namespace azoth::test {
namespace {

void run_script(const std::string& command) {
    if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
}

std::string script(std::string_view name) {
    return AZOTH_SERVER_SCRIPTS "/" + std::string(name);
}

std::string variable_of(std::string_view dialect, std::string_view what) {
    std::string name = "AZOTH_TEST_";
    for (const char letter : dialect) name += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    return name.append(what);
}

std::string value_of(const std::string& file, const std::string& variable) {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(variable + "=")) return line.substr(variable.size() + 1);
    return {};
}

auto& servers() {
    static std::map<std::pair<std::string, std::size_t>, std::unique_ptr<OwnServer>> all;
    return all;
}

class StopServers final : public testing::Environment {
    void TearDown() override { servers().clear(); }
};

[[maybe_unused]] const testing::Environment* const stop_servers = testing::AddGlobalTestEnvironment(new StopServers);

}  // namespace

OwnServer::OwnServer(std::string_view dialect) : dialect_(dialect) {
    static int count = 0;
    file_ = std::filesystem::temp_directory_path() /
            ("azoth-own-server-" + std::to_string(getpid()) + "-" + std::to_string(++count) + ".env");
    // The one that has a URL already is not started.
    const std::string other = variable_of(dialect == "mysql" ? "postgresql" : "mysql", "_URL=none ");
    run_script("env -u " + variable_of(dialect, "_URL ") + other + script("start ") + file_);
    const std::string url = value_of(file_, variable_of(dialect, "_URL"));
    if (!url.empty()) url_ = parse_url(url);
}

OwnServer::~OwnServer() {
    try {
        run_script(script("stop ") + file_);
    } catch (const std::exception&) {
        // Nothing is lost but the folder of a server that is thrown away.
    }
}

void OwnServer::power(std::string_view verb) const {
    run_script(script("power ") + std::string(verb) + " " + file_ + " " + dialect_);
}

void OwnServer::make_standby() const {
    const std::string data = value_of(file_, variable_of(dialect_, "_HOME")) + "/data";
    std::ofstream(data + "/standby.signal");
}

OwnServer& own_server(std::string_view dialect, std::size_t number) {
    std::unique_ptr<OwnServer>& server = servers()[{std::string(dialect), number}];
    if (server == nullptr) server = std::make_unique<OwnServer>(dialect);
    return *server;
}

}  // namespace azoth::test
