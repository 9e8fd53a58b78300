// SPDX-License-Identifier: MIT
#include "support/test_server.hpp"

#include <cctype>
#include <cstdlib>
#include <fstream>

namespace azoth::test {
namespace {

std::string variable_of(std::string_view dialect, std::string_view what = "_URL") {
    std::string name = "AZOTH_TEST_";
    for (const char letter : dialect) name += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    return name.append(what);
}

std::optional<std::string> find_line(const char* path, std::string_view name) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
        if (line.size() > name.size() && line.starts_with(name) && line[name.size()] == '=')
            return line.substr(name.size() + 1);
    return std::nullopt;
}

}  // namespace

std::optional<std::string> test_server_url(std::string_view dialect) {
    const std::string variable = variable_of(dialect);
    if (const char* url = std::getenv(variable.c_str()); url != nullptr && *url != '\0') return url;
    if (const char* path = std::getenv("AZOTH_TEST_SERVERS"); path != nullptr) return find_line(path, variable);
    return std::nullopt;
}

std::optional<std::string> test_server_home(std::string_view dialect) {
    const char* path = std::getenv("AZOTH_TEST_SERVERS");
    return path == nullptr ? std::nullopt : find_line(path, variable_of(dialect, "_HOME"));
}

std::string no_test_server(std::string_view dialect) {
    return "no " + std::string(dialect) + " server: set " + variable_of(dialect) +
           ", or run tests/servers/start <file> and set AZOTH_TEST_SERVERS=<file>";
}

}  // namespace azoth::test
