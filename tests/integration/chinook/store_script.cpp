// SPDX-License-Identifier: MIT
#include "integration/chinook/store_script.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/test_database.hpp"

namespace azoth::test::chinook {
namespace {

std::string without_comments(const std::string& script) {
    std::string result;
    for (std::size_t at = 0; at < script.size();) {
        const std::size_t start = std::min(script.find("/*", at), script.size());
        result.append(script, at, start - at);
        const std::size_t end = script.find("*/", start);
        at = end == std::string::npos ? script.size() : end + 2;
    }
    return result;
}

bool is_about_databases(std::string_view statement) {
    for (const std::string_view start : {"DROP DATABASE", "CREATE DATABASE", "USE ", "\\c"})
        if (statement.starts_with(start)) return true;
    return false;
}

}  // namespace

std::optional<std::string> script_folder() {
    const char* const given = std::getenv("AZOTH_CHINOOK");
    const std::string folder = given != nullptr ? given : AZOTH_CHINOOK_FOLDER;
    if (!std::filesystem::exists(folder + "/chinook_" + tested_dialect() + ".sql")) return std::nullopt;
    return folder;
}

std::vector<std::string> statements_of(const std::string& script) {
    std::vector<std::string> statements;
    std::string statement;
    bool is_quoted = false;
    for (const char letter : without_comments(script)) {
        if (letter == '\'') is_quoted = !is_quoted;
        if (letter != ';' || is_quoted) {
            if (!statement.empty() || std::string_view(" \r\n\t").find(letter) == std::string_view::npos)
                statement += letter;
            continue;
        }
        if (!is_about_databases(statement)) statements.push_back(statement);
        statement.clear();
    }
    return statements;
}

void run_script(Connection& connection, const std::string& folder) {
    std::ifstream file(folder + "/chinook_" + tested_dialect() + ".sql");
    const std::string script{std::istreambuf_iterator<char>(file), {}};
    for (const std::string& statement : statements_of(script)) connection.run(statement);
    connection.commit();
}

}  // namespace azoth::test::chinook
