// SPDX-License-Identifier: MIT
#include "databases.hpp"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/core.h>

#include "raw_programs.hpp"

namespace azoth::bench {
namespace {

std::filesystem::path make_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "azoth-bench.XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot create the folder " + pattern);
    return pattern;
}

BlogSubject open_blog(const Database& database) {
    BlogSubject blog{.raw = connect_raw<RawBlog>(database.dialect, database.url),
                     .azoth = std::make_unique<AzothBlog>(database.url)};
    blog.tables = std::make_unique<BlogTables>(*blog.raw, *database.users);
    return blog;
}

ReadingsSubject open_readings(const Database& database) {
    ReadingsSubject readings{.raw = connect_raw<RawReadings>(database.dialect, database.url),
                             .azoth = std::make_unique<AzothReadings>(database.url)};
    readings.table = std::make_unique<ReadingsTable>(*readings.raw);
    return readings;
}

void add_database(std::vector<Database>& databases, std::string dialect, std::string name, const std::string& url) {
    std::unique_ptr<RawClient> raw = connect_raw<RawClient>(dialect, url);
    if (raw == nullptr) return;
    Database& database = databases.emplace_back(Database{std::move(dialect), std::move(name), url, std::move(raw)});
    database.azoth = std::make_unique<AzothClient>(url);
    database.users = std::make_unique<UsersTable>(*database.raw);
    database.bulk = connect_raw<RawBulk>(database.dialect, url);
    database.blog = open_blog(database);
    database.readings = open_readings(database);
}

void add_server(std::vector<Database>& databases, const char* variable, std::string dialect, std::string name) {
    const char* url = std::getenv(variable);
    if (url != nullptr && *url != '\0')
        add_database(databases, std::move(dialect), std::move(name), url);
    else
        fmt::print(stderr, "{} is left out: {} is not set\n", name, variable);
}

}  // namespace

TemporaryFolder::TemporaryFolder() : path_(make_folder()) {}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::vector<Database> open_databases(const TemporaryFolder& folder) {
    std::vector<Database> databases;
    // The servers write nothing through to the disk either, which would hide what the client side costs.
    add_database(databases, "sqlite", "SQLite",
                 fmt::format("sqlite:///{}?synchronous=off", (folder.path() / "bench.db").string()));
    add_server(databases, "AZOTH_TEST_POSTGRESQL_URL", "postgresql", "PostgreSQL");
    add_server(databases, "AZOTH_TEST_MYSQL_URL", "mysql", "MariaDB");
    return databases;
}

}  // namespace azoth::bench
