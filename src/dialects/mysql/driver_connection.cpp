// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_connection.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/driver/database_error.hpp"
#include "dialects/mysql/driver.hpp"
#include "dialects/mysql/driver_bulk.hpp"
#include "dialects/mysql/driver_cancel.hpp"
#include "dialects/mysql/driver_error_codes.hpp"
#include "dialects/mysql/driver_errors.hpp"
#include "dialects/mysql/driver_multi_row.hpp"
#include "dialects/mysql/driver_verb.hpp"
#include "driver/failover.hpp"

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

/// With the end of the transaction, or of its part, ends the stream that has the connection for itself.
bool ends_stream(std::string_view sql) {
    return sql == "COMMIT" || sql.starts_with("ROLLBACK") || sql.starts_with("XA ");
}

bool ends_transaction(std::string_view sql) { return sql == "COMMIT" || sql == "ROLLBACK"; }

/// As azoth's dialect writes them (the XA statements by two); what users write may go on after them.
bool controls_transaction(std::string_view sql) {
    if (sql.starts_with("BEGIN NOT") || (sql.find(';') != std::string_view::npos && !sql.starts_with("XA ")))
        return false;
    static constexpr std::array<std::string_view, 7> kWords = {"BEGIN",     "COMMIT", "ROLLBACK",         "RELEASE",
                                                               "SAVEPOINT", "XA ",    "START TRANSACTION"};
    return std::ranges::any_of(kWords, [sql](std::string_view word) { return sql.starts_with(word); });
}

[[noreturn]] void throw_returning_lost() {
    throw OperationalError(
        "sql_error",
        "the rows were changed, but what RETURNING says of them cannot be read, because columns were "
        "added to the table or removed meanwhile; roll back and try again");
}

}  // namespace

std::unique_ptr<driver::Connection> connect_mysql(const Url& url, const driver::ConnectSettings& settings) {
    const std::vector<ConnectOptions> hosts = read_hosts(url);
    ConnectionHandle handle = driver::connect_to_one_of(
        hosts.size(), settings.connect_timeout_ms,
        [&](std::size_t host, int timeout_ms) { return open_connection(hosts[host], timeout_ms); },
        [](const ConnectionHandle& connection) { return takes_changes(connection.get()); });
    ConnectOptions used = hosts.front();
    if (used.socket.empty()) {
        used.host = handle->host;
        used.port = static_cast<std::uint16_t>(handle->port);
    }
    return std::make_unique<MysqlConnection>(std::move(handle), used, settings);
}

MysqlConnection::MysqlConnection(ConnectionHandle handle, const ConnectOptions& options,
                                 const driver::ConnectSettings& settings)
    : handle_(std::move(handle)),
      options_(options),
      control_timeout_ms_(settings.control_timeout_ms),
      ping_timeout_ms_(settings.ping_timeout_ms),
      network_timeout_ms_(options.read_timeout_s != 0 ? static_cast<int>(options.read_timeout_s) * 1000
                                                      : settings.network_timeout_ms),
      hides_values_(settings.hides_values),
      supports_bulk_(options.uses_bulk && supports_bulk(handle_.get())),
      statements_(static_cast<std::size_t>(std::max(settings.statement_cache_size, 1))),
      usual_timeout_ms_(network_timeout_ms_) {
    set_network_timeout(handle_.get(), usual_timeout_ms_);
}

/// While it lives, the server is waited for no longer than that; 0: as long as usual. One within another changes
/// nothing.
class MysqlConnection::Limit {
public:
    Limit(MysqlConnection& connection, int limit_ms)
        : connection_(connection), is_set_(limit_ms > 0 && !connection.is_limited_) {
        if (!is_set_) return;
        connection_.is_limited_ = true;
        set_network_timeout(connection_.handle_.get(), limit_ms);
    }
    Limit(const Limit&) = delete;
    Limit& operator=(const Limit&) = delete;
    ~Limit() {
        if (!is_set_) return;
        connection_.is_limited_ = false;
        set_network_timeout(connection_.handle_.get(), connection_.usual_timeout_ms_);
    }

private:
    MysqlConnection& connection_;
    const bool is_set_;
};

void MysqlConnection::close_cursors() noexcept {
    rows_due_.close_all();
    open_cursors_.close_all();
    open_streams_.close_all();
}

MysqlConnection::~MysqlConnection() {
    close_cursors();
    handle_.reset();  // before the statements, so that not each of them says good-bye to the server
}

driver::ServerInfo MysqlConnection::server_info() const {
    return {.product = mariadb_connection(handle_.get()) != 0 ? "MariaDB" : "MySQL",
            .version = static_cast<int>(mysql_get_server_version(handle_.get())),
            .backslash_escapes = (handle_->server_status & SERVER_STATUS_NO_BACKSLASH_ESCAPES) == 0};
}

template <class Action>
auto MysqlConnection::watch(Action action) {
    try {
        return action();
    } catch (const ConnectionError&) {
        is_broken_ = true;
        throw;
    } catch (DatabaseError& error) {
        if (hides_values_) error.annotate([](ErrorDetail& detail) { detail.message = message_without_values(detail); });
        throw;
    }
}

std::shared_ptr<PreparedStatement> MysqlConnection::prepare(const driver::Statement& statement) {
    std::shared_ptr<PreparedStatement> found = statements_.find(statement.sql);
    if (found != nullptr && !found->is_in_use) return found;
    auto prepared = std::make_shared<PreparedStatement>(handle_.get(), statement.sql, options_.zero_dates);
    ++round_trips_;
    if (statement.is_reusable && found == nullptr) statements_.insert(statement.sql, prepared);
    return prepared;
}

std::shared_ptr<PreparedStatement> MysqlConnection::run_prepared(const driver::Statement& statement,
                                                                 std::span<const ValueView> parameters) {
    std::shared_ptr<PreparedStatement> prepared = prepare(statement);
    ++round_trips_;
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
        if (affected.empty() && parameters.size() > width && is_fit_for_bulk(*prepared))
            if (const auto insert = MultiRowInsert::parse(statement.sql))
                return run_inserts(statement, *insert, parameters, width);
        return run_rows(statement, parameters, width, affected);
    });
}

std::int64_t MysqlConnection::run_inserts(const driver::Statement& statement, const MultiRowInsert& insert,
                                          std::span<const ValueView> parameters, std::size_t width) {
    std::int64_t total = 0;
    std::vector<ParameterType> types;
    while (!parameters.empty()) {
        const std::size_t most = count_rows_that_fit(parameters, width, kBestMessageSize);
        const std::size_t count = rows_of_next_statement(most, width);
        types.clear();
        for (std::size_t i = 0; i < count; ++i)
            types.insert(types.end(), statement.parameter_types.begin(), statement.parameter_types.end());
        const std::string sql = insert.with_rows(count);
        const auto prepared = run_prepared({sql, types, statement.is_reusable}, parameters.first(count * width));
        prepared->free_result();
        total += prepared->affected_rows();
        parameters = parameters.subspan(count * width);
    }
    return total;
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
        ++round_trips_;
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

/// A statement with a cursor of the server's is not kept: it would always have one.
std::unique_ptr<driver::Cursor> MysqlConnection::stream(const driver::Statement& statement,
                                                        std::span<const ValueView> parameters, driver::FetchMode mode) {
    if (changes_rows(statement.sql)) return execute(statement, parameters);
    return watch([&] {
        settle();
        if (mode.row_by_row && !(open_cursors_.is_empty() && open_streams_.is_empty()))
            throw ProgrammingError("stream_open",
                                   "a stream that reads row by row needs its connection for itself, and another result "
                                   "has rows left; read its last row or destroy it first, use another connection, or "
                                   "stream without row_by_row");
        round_trips_ += 2;
        auto prepared = std::make_unique<PreparedStatement>(handle_.get(), statement.sql, options_.zero_dates);
        if (mode.row_by_row)
            prepared->execute_row_by_row(statement.parameter_types, parameters);
        else
            prepared->execute_with_cursor(statement.parameter_types, parameters, mode.rows_at_once);
        return std::make_unique<MysqlStreamCursor>(std::move(prepared), mode.row_by_row ? rows_due_ : open_streams_,
                                                   round_trips_, is_broken_, hides_values_);
    });
}

void MysqlConnection::set_statement_timeout(int timeout_ms) {
    if (!rows_due_.is_empty()) {
        timeout_due_ms_ = timeout_ms;
        return;
    }
    timeout_due_ms_.reset();
    const bool is_mariadb = mariadb_connection(handle_.get()) != 0;
    run(is_mariadb ? fmt::format("SET max_statement_time = {}.{:03}", timeout_ms / 1000, timeout_ms % 1000)
                   : fmt::format("SET max_execution_time = {}", timeout_ms));
    // The server keeps the time as long as it can be reached.
    constexpr int kGraceMs = 2000;
    usual_timeout_ms_ = timeout_ms == 0           ? network_timeout_ms_
                        : network_timeout_ms_ > 0 ? std::min(network_timeout_ms_, timeout_ms + kGraceMs)
                                                  : timeout_ms + kGraceMs;
    set_network_timeout(handle_.get(), usual_timeout_ms_);
}

std::shared_ptr<driver::Canceler> MysqlConnection::make_canceler() {
    return std::make_shared<KillCanceler>(options_, mysql_thread_id(handle_.get()));
}

void MysqlConnection::run(std::string_view sql) {
    const Limit limit(*this, controls_transaction(sql) ? control_timeout_ms_ : 0);
    if (ends_stream(sql)) rows_due_.close_all();
    watch([&] {
        settle();
        query(sql);
        if (ends_transaction(sql)) is_in_transaction_ = false;
    });
}

void MysqlConnection::run_later(std::string_view sql) {
    if (sql != "BEGIN") return run(sql);
    watch([&] {
        require_no_rows_due();
        take_unawaited();
        begin();
    });
}

// With autocommit off, COMMIT and ROLLBACK are followed by the next transaction as soon as there is a statement.
void MysqlConnection::begin() {
    const Limit limit(*this, control_timeout_ms_);
    if ((handle_->server_status & SERVER_STATUS_IN_TRANS) != 0) {
        query("BEGIN");
    } else if ((handle_->server_status & SERVER_STATUS_AUTOCOMMIT) != 0) {
        query("SET autocommit = 0");
        has_autocommit_turned_off_ = true;
    }
    is_in_transaction_ = true;
}

void MysqlConnection::run_unawaited(std::string_view sql) {
    rows_due_.close_all();
    open_streams_.close_all();  // which could not be told to the server while an answer is due
    watch([&] {
        settle();
        ++round_trips_;
        if (mysql_send_query(handle_.get(), sql.data(), sql.size()) != 0) throw_last_error(handle_.get());
        is_answer_due_ = true;
        if (ends_transaction(sql)) is_in_transaction_ = false;
    });
}

void MysqlConnection::require_no_rows_due() const {
    if (!rows_due_.is_empty())
        throw ProgrammingError("stream_open",
                               "a stream that reads row by row has its connection for itself; read its last row or "
                               "destroy it first, use another connection, or stream without row_by_row");
}

void MysqlConnection::settle() {
    require_no_rows_due();
    take_unawaited();
    if (timeout_due_ms_) set_statement_timeout(*timeout_due_ms_);
    if (is_in_transaction_ || !has_autocommit_turned_off_) return;
    const Limit limit(*this, control_timeout_ms_);
    query("SET autocommit = 1");
    has_autocommit_turned_off_ = false;
}

void MysqlConnection::take_unawaited() {
    if (!std::exchange(is_answer_due_, false)) return;
    const Limit limit(*this, control_timeout_ms_);
    if (mysql_read_query_result(handle_.get()) == 0) return;
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
    const Limit limit(*this, ping_timeout_ms_);
    try {
        watch([&] { take_unawaited(); });
    } catch (const ConnectionError&) {
        return false;
    }
    is_broken_ = mysql_ping(handle_.get()) != 0;
    return !is_broken_;
}

}  // namespace azoth::mysql
