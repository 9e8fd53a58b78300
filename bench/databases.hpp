// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "azoth_blog.hpp"
#include "azoth_client.hpp"
#include "azoth_readings.hpp"
#include "blog_tables.hpp"
#include "raw_blog.hpp"
#include "raw_bulk.hpp"
#include "raw_client.hpp"
#include "raw_readings.hpp"
#include "readings_table.hpp"
#include "users_table.hpp"

namespace azoth::bench {

/// Users with their posts and comments.
struct BlogSubject {
    std::unique_ptr<RawBlog> raw;
    std::unique_ptr<AzothBlog> azoth;
    std::unique_ptr<BlogTables> tables;
};

/// A large table.
struct ReadingsSubject {
    std::unique_ptr<RawReadings> raw;
    std::unique_ptr<AzothReadings> azoth;
    std::unique_ptr<ReadingsTable> table;
};

/// A database to be measured, with open connections on both sides.
struct Database {
    std::string dialect;
    std::string name;  ///< as people write it
    std::string url;
    std::unique_ptr<RawClient> raw;
    std::unique_ptr<AzothClient> azoth;
    std::unique_ptr<UsersTable> users;
    std::unique_ptr<RawBulk> bulk;
    BlogSubject blog;
    ReadingsSubject readings;
};

/// A folder that is removed at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// SQLite in a file of `folder`, and the servers that AZOTH_TEST_POSTGRESQL_URL and AZOTH_TEST_MYSQL_URL name. Says on
/// standard error what is left out.
std::vector<Database> open_databases(const TemporaryFolder& folder);

}  // namespace azoth::bench
