// SPDX-License-Identifier: MIT
#include "azoth/engine/mock_engine.hpp"

#include <string>
#include <vector>

#include "azoth/driver/connection.hpp"
#include "azoth/engine/backend.hpp"

namespace azoth {
namespace {

class EmptyCursor final : public driver::Cursor {
public:
    std::span<const driver::ResultColumn> columns() const override { return {}; }
    const ValueView* next() override { return nullptr; }
    std::int64_t affected_rows() const override { return 0; }
    std::int64_t last_insert_id() const override { return 0; }
};

class MockConnection final : public driver::Connection {
public:
    explicit MockConnection(std::shared_ptr<SqlSink> sink) : sink_(std::move(sink)) {}

    driver::ServerInfo server_info() const override { return {}; }
    std::unique_ptr<driver::Cursor> execute(const driver::Statement& statement, std::span<const ValueView>) override {
        sink_->write(statement.sql);
        return std::make_unique<EmptyCursor>();
    }
    void run(std::string_view sql) override { sink_->write(sql); }
    bool ping() override { return true; }
    bool is_broken() const override { return false; }
    void reset() override {}
    void* native_handle() override { return nullptr; }

private:
    const std::shared_ptr<SqlSink> sink_;
};

/// Of another backend it takes the dialect only.
class MockBackend final : public Backend {
public:
    MockBackend(const Backend& original, std::shared_ptr<SqlSink> sink) : original_(original), sink_(std::move(sink)) {}

    std::vector<std::string> names() const override { return original_.names(); }
    const Dialect& dialect(const driver::ServerInfo*) const override { return original_.dialect(nullptr); }
    std::unique_ptr<driver::Connection> connect(const Url&, const driver::ConnectSettings&) const override {
        return std::make_unique<MockConnection>(sink_);
    }

private:
    const Backend& original_;
    const std::shared_ptr<SqlSink> sink_;
};

}  // namespace

MockEngine::MockEngine(std::string_view dialect, std::shared_ptr<SqlSink> sink)
    : backend_(std::make_unique<MockBackend>(find_backend(dialect), std::move(sink))),
      engine_(std::make_unique<const Engine>(
          create_engine(Url{.dialect = std::string(dialect)}, *backend_,
                        {.pool = PoolKind::Null, .execution = {.isolation_level = IsolationLevel::Autocommit}}))) {}

MockEngine::MockEngine(MockEngine&&) noexcept = default;

MockEngine::~MockEngine() = default;

}  // namespace azoth
