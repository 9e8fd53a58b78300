// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_connection.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/driver/database_error.hpp"
#include "dialects/mysql/driver.hpp"
#include "dialects/mysql/driver_bulk.hpp"
#include "dialects/mysql/driver_errors.hpp"

namespace azoth::mysql {
namespace {

/// More in one message is not faster, and both sides have to hold it.
constexpr std::size_t kBestMessageSize = 1U << 20U;

std::size_t row_width(const PreparedStatement& statement, std::size_t value_count, std::size_t row_count) {
    const std::size_t width = statement.parameter_count();
    const bool fits = row_count != 0 ? value_count == row_count * width
                                     : value_count == 0 || (width != 0 && value_count % width == 0);
    if (!fits)
        throw ProgrammingError(
            "wrong_parameter_count",
            fmt::format("the statement has {} parameters, into which {} values cannot be divided", width, value_count));
    return width;
}

bool ends_transaction(std::string_view sql) { return sql == "COMMIT" || sql == "ROLLBACK"; }

[[noreturn]] void throw_returning_lost() {
    throw OperationalError(
        "sql_error",
        "the rows were changed, but what RETURNING says of them cannot be read, because columns were "
        "added to the table or removed meanwhile; roll back and try again");
}

}  // namespace

std::unique_ptr<driver::Connection> connect_mysql(const Url& url, const driver::ConnectSettings& settings) {
    const ConnectOptions options = read_options(url);
    return std::make_unique<MysqlConnection>(open_connection(options, settings.connect_timeout_ms),
                                             static_cast<std::size_t>(std::max(settings.statement_cache_size, 1)),
                                             options.zero_dates);
}

MysqlConnection::MysqlConnection(ConnectionHandle handle, std::size_t statement_cache_size, ZeroDates zero_dates)
    : handle_(std::move(handle)),
      supports_bulk_(supports_bulk(handle_.get())),
      zero_dates_(zero_dates),
      statements_(statement_cache_size) {}

MysqlConnection::~MysqlConnection() {
    open_cursors_.close_all();
    handle_.reset();  // before the statements, so that not each of them says good-bye to the server
}

driver::ServerInfo MysqlConnection::server_info() const {
    return {.product = mariadb_connection(handle_.get()) != 0 ? "MariaDB" : "MySQL",
            .version = static_cast<int>(mysql_get_server_version(handle_.get()))};
}

template <class Action>
auto MysqlConnection::watch(Action action) {
    try {
        return action();
    } catch (const ConnectionError&) {
        is_broken_ = true;
        throw;
    }
}

std::shared_ptr<PreparedStatement> MysqlConnection::prepare(const driver::Statement& statement) {
    std::shared_ptr<PreparedStatement> found = statements_.find(statement.sql);
    if (found != nullptr && !found->is_in_use) return found;
    auto prepared = std::make_shared<PreparedStatement>(handle_.get(), statement.sql, zero_dates_);
    if (statement.is_reusable && found == nullptr) statements_.insert(statement.sql, prepared);
    return prepared;
}

std::shared_ptr<PreparedStatement> MysqlConnection::run_prepared(const driver::Statement& statement,
                                                                 std::span<const ValueView> parameters) {
    std::shared_ptr<PreparedStatement> prepared = prepare(statement);
    if (!prepared->execute(statement.parameter_types, parameters)) {
        const bool has_changed_rows = prepared->changes_rows();
        statements_.erase(statement.sql);
        prepared.reset();
        if (has_changed_rows) throw_returning_lost();
        prepared = prepare(statement);
        if (!prepared->execute(statement.parameter_types, parameters)) throw_last_error(prepared->handle());
    }
    if (prepared->is_used_up()) statements_.erase(statement.sql);
    return prepared;
}

std::unique_ptr<driver::Cursor> MysqlConnection::execute(const driver::Statement& statement,
                                                         std::span<const ValueView> parameters) {
    return watch([&] {
        settle();
        return std::make_unique<MysqlCursor>(run_prepared(statement, parameters), open_cursors_);
    });
}

std::int64_t MysqlConnection::execute_many(const driver::Statement& statement, std::span<const ValueView> parameters,
                                           std::span<std::int64_t> affected) {
    return watch([&] {
        settle();
        const std::shared_ptr<PreparedStatement> prepared = prepare(statement);
        const std::size_t width = row_width(*prepared, parameters.size(), affected.size());
        if (affected.empty() && supports_bulk_ && is_fit_for_bulk(*prepared))
            return run_bulk(statement, parameters, *prepared);
        return run_rows(statement, parameters, width, affected);
    });
}

std::int64_t MysqlConnection::run_rows(const driver::Statement& statement, std::span<const ValueView> parameters,
                                       std::size_t width, std::span<std::int64_t> affected) {
    const std::size_t row_count = affected.empty() && width != 0 ? parameters.size() / width : affected.size();
    std::int64_t total = 0;
    for (std::size_t row = 0; row < row_count; ++row) {
        const auto prepared = run_prepared(statement, parameters.subspan(row * width, width));
        prepared->free_result();
        if (!affected.empty()) affected[row] = prepared->affected_rows();
        total += prepared->affected_rows();
    }
    return total;
}

std::int64_t MysqlConnection::run_bulk(const driver::Statement& statement, std::span<const ValueView> parameters,
                                       PreparedStatement& prepared) {
    const std::size_t width = prepared.parameter_count();
    std::int64_t total = 0;
    while (!parameters.empty()) {
        std::size_t done = execute_bulk(prepared, statement.parameter_types, parameters, kBestMessageSize);
        if (done == 0) {
            done = 1;
            total += run_rows(statement, parameters.first(width), width, {});
        } else {
            total += prepared.affected_rows();
        }
        parameters = parameters.subspan(done * width);
    }
    return total;
}

void MysqlConnection::run(std::string_view sql) {
    watch([&] {
        settle();
        query(sql);
        if (ends_transaction(sql)) is_in_transaction_ = false;
    });
}

void MysqlConnection::run_later(std::string_view sql) {
    if (sql != "BEGIN") return run(sql);
    watch([&] {
        take_unawaited();
        begin();
    });
}

// With autocommit off, COMMIT and ROLLBACK are followed by the next transaction as soon as there is a statement.
void MysqlConnection::begin() {
    if ((handle_->server_status & SERVER_STATUS_IN_TRANS) != 0) {
        query("BEGIN");
    } else if ((handle_->server_status & SERVER_STATUS_AUTOCOMMIT) != 0) {
        query("SET autocommit = 0");
        has_autocommit_turned_off_ = true;
    }
    is_in_transaction_ = true;
}

void MysqlConnection::run_unawaited(std::string_view sql) {
    watch([&] {
        settle();
        if (mysql_send_query(handle_.get(), sql.data(), sql.size()) != 0) throw_last_error(handle_.get());
        is_answer_due_ = true;
        if (ends_transaction(sql)) is_in_transaction_ = false;
    });
}

void MysqlConnection::settle() {
    take_unawaited();
    if (is_in_transaction_ || !has_autocommit_turned_off_) return;
    query("SET autocommit = 1");
    has_autocommit_turned_off_ = false;
}

void MysqlConnection::take_unawaited() {
    if (!std::exchange(is_answer_due_, false) || mysql_read_query_result(handle_.get()) == 0) return;
    ErrorDetail detail = describe_error(handle_.get());
    detail.code = "connection_lost";
    driver::throw_database_error(std::move(detail));
}

/// What is done through the handle must find the connection idle, and outside of a transaction with autocommit.
void* MysqlConnection::native_handle() {
    watch([&] { settle(); });
    return handle_.get();
}

bool MysqlConnection::ping() {
    if (is_broken_) return false;
    try {
        watch([&] { take_unawaited(); });
    } catch (const ConnectionError&) {
        return false;
    }
    is_broken_ = mysql_ping(handle_.get()) != 0;
    return !is_broken_;
}

}  // namespace azoth::mysql
