// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "azoth_client.hpp"
#include "raw_client.hpp"
#include "users_table.hpp"

namespace azoth::bench {

/// A database to be measured, with an open connection on both sides.
struct Database {
    std::string dialect;
    std::string name;  ///< as people write it
    std::unique_ptr<RawClient> raw;
    std::unique_ptr<AzothClient> azoth;
    std::unique_ptr<UsersTable> users;
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
