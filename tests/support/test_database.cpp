// SPDX-License-Identifier: MIT
#include "support/test_database.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include "azoth/base/error.hpp"
#include "azoth/engine/backend.hpp"
#include "support/test_server.hpp"

namespace azoth::test {
namespace {

namespace fs = std::filesystem;

class TestDatabase {
public:
    virtual ~TestDatabase() = default;
    virtual Url empty() = 0;
};

/// A new file each time: what a test has left open keeps the old one.
class FileDatabase final : public TestDatabase {
public:
    FileDatabase() {
        std::string pattern = fs::temp_directory_path() / "azoth-test-XXXXXX";
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make the folder " + pattern);
        folder_ = pattern;
    }
    ~FileDatabase() override {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    Url empty() override {
        fs::remove_all(folder_);
        fs::create_directory(folder_);
        return {.dialect = "sqlite",
                .database = folder_ / (std::to_string(++count_) + ".db"),
                .options = {{"synchronous", "off"}}};
    }

private:
    fs::path folder_;
    int count_ = 0;
};

void run(const Url& url, const std::vector<std::string>& statements) {
    const auto connection = find_backend(url.dialect).connect(url, {});
    for (const std::string& statement : statements) connection->run(statement);
}

/// A database of its own on a server, dropped after the last test.
class ServerDatabase final : public TestDatabase {
public:
    explicit ServerDatabase(const Url& server) : server_(server), own_(server) {
        own_.database = "azoth_test_" + std::to_string(getpid());
        run(server_, {"DROP DATABASE IF EXISTS " + own_.database, "CREATE DATABASE " + own_.database});
    }
    ~ServerDatabase() override {
        try {
            run(server_, {"DROP DATABASE " + own_.database});
        } catch (const Error&) {
            // The server may be gone, or a test may have left a connection: the database does no harm.
        }
    }
    Url empty() override {
        if (own_.dialect == "postgresql")
            run(own_, {"SET client_min_messages = warning", "DROP SCHEMA public CASCADE", "CREATE SCHEMA public"});
        else
            run(server_, {"DROP DATABASE IF EXISTS " + own_.database,
                          "CREATE DATABASE " + own_.database + " CHARACTER SET utf8mb4"});
        return own_;
    }

private:
    const Url server_;
    Url own_;
};

std::unique_ptr<TestDatabase> open_database(std::string_view dialect) {
    if (dialect == "sqlite") return std::make_unique<FileDatabase>();
    const std::optional<std::string> server = test_server_url(dialect);
    return server ? std::make_unique<ServerDatabase>(parse_url(*server)) : nullptr;
}

auto& databases() {
    static std::map<std::string, std::unique_ptr<TestDatabase>, std::less<>> all;
    return all;
}

/// To drop a database takes a connection, and libpq cannot log in any more during static destruction: what it needs of
/// OpenSSL has been cleaned up by then.
class DropDatabases final : public testing::Environment {
    void TearDown() override { databases().clear(); }
};

[[maybe_unused]] const testing::Environment* const drop_databases =
    testing::AddGlobalTestEnvironment(new DropDatabases);

}  // namespace

std::string tested_dialect() {
    const char* name = std::getenv("AZOTH_TEST_BACKEND");
    return name != nullptr && *name != '\0' ? name : "sqlite";
}

std::optional<Url> make_empty_database(std::string_view dialect) {
    auto found = databases().find(dialect);
    if (found == databases().end()) found = databases().emplace(dialect, open_database(dialect)).first;
    if (found->second == nullptr) return std::nullopt;
    return found->second->empty();
}

std::string why_no_database(std::string_view dialect) {
    return no_test_server(dialect);
}

}  // namespace azoth::test
