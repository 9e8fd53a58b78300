// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/engine/backend.hpp"
#include "azoth/types/value.hpp"

namespace azoth::test {

/// What a FakeServer answers to one SQL text.
struct FakeAnswer {
    std::vector<std::string> columns;
    std::vector<std::vector<Value>> rows;
    std::int64_t affected = 0;
    std::int64_t last_insert_id = 0;
    std::string error_code;  ///< instead: it fails with this code
};

/// A database server that answers as it was told and remembers what it was asked.
///
/// Thread safety: all members may be used from several threads.
class FakeServer {
public:
    /// What is asked without an answer has no columns and changes nothing.
    void answer(std::string sql, FakeAnswer answer);
    /// New connections are refused.
    void refuse_connections(bool refuses = true) { refuses_ = refuses; }
    /// The open connections do not answer any more; new ones do.
    void drop_connections() { ++epoch_; }
    /// Its connections need no transaction to read.
    void read_without_transaction() { reads_without_transaction_ = true; }
    /// SQLs in the order in which they came, on all connections; parameters follow as `(1, 'x')`.
    std::vector<std::string> statements() const;
    void forget_statements();

    int opened() const { return opened_; }
    int open() const { return open_; }
    int most_open() const { return most_open_; }
    int pings() const { return pings_; }
    int resets() const { return resets_; }

private:
    friend class FakeConnection;

    FakeAnswer ask(std::string_view sql, std::string_view parameters);
    void count_open();

    mutable std::mutex mutex_;
    std::map<std::string, FakeAnswer, std::less<>> answers_;
    std::vector<std::string> statements_;
    std::atomic<bool> refuses_ = false;
    std::atomic<bool> reads_without_transaction_ = false;
    std::atomic<int> epoch_ = 0;
    std::atomic<int> opened_ = 0;
    std::atomic<int> open_ = 0;
    std::atomic<int> most_open_ = 0;
    std::atomic<int> pings_ = 0;
    std::atomic<int> resets_ = 0;
};

/// A connection to a FakeServer; throws ConnectionError when that refuses.
class FakeConnection final : public driver::Connection {
public:
    explicit FakeConnection(FakeServer& server);
    FakeConnection(const FakeConnection&) = delete;
    FakeConnection& operator=(const FakeConnection&) = delete;
    ~FakeConnection() override { --server_.open_; }

    driver::ServerInfo server_info() const override { return {.product = "Fake", .version = 10000}; }
    std::unique_ptr<driver::Cursor> execute(const driver::Statement& statement,
                                            std::span<const ValueView> parameters) override;
    std::int64_t execute_many(const driver::Statement& statement, std::span<const ValueView> parameters,
                              std::span<std::int64_t> affected) override;
    void run(std::string_view sql) override { ask(sql, {}); }
    bool needs_transaction_to_read() override { return !server_.reads_without_transaction_; }
    bool ping() override;
    bool is_broken() const override { return is_broken_; }
    void reset() override;
    void* native_handle() override { return this; }

private:
    FakeAnswer ask(std::string_view sql, std::span<const ValueView> parameters);

    FakeServer& server_;
    const int epoch_;
    bool is_broken_ = false;
    std::shared_ptr<bool> are_cursors_open_ = std::make_shared<bool>(true);
};

/// Makes connections to a FakeServer; its SQL is that of generic_dialect().
class FakeBackend final : public Backend {
public:
    explicit FakeBackend(FakeServer& server, bool is_private = false) : server_(server), is_private_(is_private) {}

    std::vector<std::string> names() const override { return {"fake"}; }
    const Dialect& dialect(const driver::ServerInfo*) const override { return generic_dialect(); }
    std::unique_ptr<driver::Connection> connect(const Url& url, const driver::ConnectSettings&) const override {
        const std::lock_guard lock(mutex_);
        last_password_ = url.password;
        return std::make_unique<FakeConnection>(server_);
    }
    bool is_private_to_connection(const Url&) const override { return is_private_; }
    std::string last_password() const {
        const std::lock_guard lock(mutex_);
        return last_password_;
    }

private:
    FakeServer& server_;
    const bool is_private_;
    mutable std::mutex mutex_;
    mutable std::string last_password_;
};

}  // namespace azoth::test
