// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver_connection.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "dialects/sqlite/driver.hpp"
#include "dialects/sqlite/driver_errors.hpp"
#include "dialects/sqlite/driver_values.hpp"

namespace azoth::sqlite {
namespace {

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

bool is_writer(std::string_view sql) {
    static constexpr std::array<std::string_view, 6> kReaders = {"SELECT", "WITH",    "VALUES",
                                                                 "PRAGMA", "EXPLAIN", "SAVEPOINT"};
    sql.remove_prefix(std::min(sql.find_first_not_of(" \t\r\n"), sql.size()));
    const auto same_letter = [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == b; };
    return std::ranges::none_of(kReaders, [&](std::string_view word) {
        return std::ranges::equal(sql.substr(0, word.size()), word, same_letter);
    });
}

}  // namespace

std::unique_ptr<driver::Connection> connect_sqlite(const Url& url, const driver::ConnectSettings& settings) {
    return std::make_unique<SqliteConnection>(read_options(url),
                                              static_cast<std::size_t>(std::max(settings.statement_cache_size, 1)));
}

SqliteConnection::SqliteConnection(OpenOptions options, std::size_t statement_cache_size)
    : options_(std::move(options)),
      handle_(open_database(options_)),
      limit_(handle_.get()),
      statements_(statement_cache_size) {}

SqliteConnection::~SqliteConnection() {
    if (canceler_ != nullptr) canceler_->let_go();
    open_cursors_.close_all();
}

driver::ServerInfo SqliteConnection::server_info() const {
    const int number = sqlite3_libversion_number();  // 3.40.1 is 3040001
    return {.product = "SQLite", .version = number / 1'000'000 * 10'000 + number / 1000 % 1000 * 100 + number % 1000};
}

template <class Action>
auto SqliteConnection::watch(Action action) {
    try {
        return action();
    } catch (const ConnectionError&) {
        is_broken_ = true;
        throw;
    }
}

std::shared_ptr<PreparedStatement> SqliteConnection::prepare(const driver::Statement& statement) {
    std::shared_ptr<PreparedStatement> found = statements_.find(statement.sql);
    if (found != nullptr && !found->is_in_use) return found;
    auto prepared = std::make_shared<PreparedStatement>(handle_.get(), limit_, statement.sql, statement.is_reusable);
    if (statement.is_reusable && found == nullptr) statements_.insert(statement.sql, prepared);
    return prepared;
}

PreparedStatement& SqliteConnection::prepare_for_call(const driver::Statement& statement,
                                                      std::shared_ptr<PreparedStatement>& made) {
    const std::shared_ptr<PreparedStatement>& known = statements_.find(statement.sql);
    if (known != nullptr && !known->is_in_use) return *known;
    made = prepare(statement);
    return *made;
}

std::unique_ptr<driver::Cursor> SqliteConnection::execute(const driver::Statement& statement,
                                                          std::span<const ValueView> parameters) {
    return watch([&] {
        std::shared_ptr<PreparedStatement> prepared = prepare(statement);
        begin_for(*prepared);
        auto cursor = std::make_unique<SqliteCursor>(std::move(prepared), open_cursors_);
        cursor->start(statement.parameter_types, parameters);
        return cursor;
    });
}

void SqliteConnection::take_first(const driver::Statement& statement, std::span<const ValueView> parameters,
                                  driver::RowTaker& taker) {
    watch([&] {
        std::shared_ptr<PreparedStatement> made;
        PreparedStatement& prepared = prepare_for_call(statement, made);
        begin_for(prepared);
        Execution execution(prepared);
        execution.start(statement.parameter_types, parameters, KeyInterest::None, ParameterMemory::LastsForExecution);
        if (!execution.has_row()) return;
        read_row(prepared.handle(), prepared.cells());
        taker.take(prepared.cells().data(), prepared.columns());
    });
}

template <class Finish>
void SqliteConnection::run_rows(const driver::Statement& statement, std::span<const ValueView> parameters,
                                std::size_t row_count, KeyInterest interest, Finish finish) {
    watch([&] {
        const std::shared_ptr<PreparedStatement> prepared = prepare(statement);
        const std::size_t width = row_width(*prepared, parameters.size(), row_count);
        begin_for(*prepared);
        const std::size_t rows = row_count == 0 && width != 0 ? parameters.size() / width : row_count;
        for (std::size_t row = 0; row < rows; ++row) {
            Execution execution(*prepared);
            execution.start(statement.parameter_types, parameters.subspan(row * width, width), interest);
            while (execution.has_row()) execution.step();
            finish(row, execution);
        }
    });
}

std::int64_t SqliteConnection::execute_many(const driver::Statement& statement, std::span<const ValueView> parameters,
                                            std::span<std::int64_t> affected) {
    std::int64_t total = 0;
    run_rows(statement, parameters, affected.size(), KeyInterest::None, [&](std::size_t row, const Execution& done) {
        if (!affected.empty()) affected[row] = done.affected_rows();
        total += done.affected_rows();
    });
    return total;
}

void SqliteConnection::insert_many(const driver::Statement& statement, std::span<const ValueView> parameters,
                                   std::span<std::int64_t> keys) {
    if (keys.empty()) return;
    run_rows(statement, parameters, keys.size(), KeyInterest::Wanted,
             [&](std::size_t row, const Execution& done) { keys[row] = done.last_insert_id(); });
}

void SqliteConnection::run_later(std::string_view sql) {
    if (sql != "BEGIN") return run(sql);
    defers_begin_ = true;
}

void SqliteConnection::begin_now(bool is_writer) {
    const bool takes_lock = options_.begin == BeginMode::Immediate || (options_.begin == BeginMode::Auto && is_writer);
    run_control(takes_lock ? Control::BeginImmediate : Control::Begin);
    defers_begin_ = false;
}

void SqliteConnection::run(std::string_view sql) {
    const Control control = control_of(sql);
    if (control == Control::None) refuse_nul(sql);
    const bool ends_transaction = control == Control::Commit || control == Control::Rollback;
    if (ends_transaction && std::exchange(defers_begin_, false)) return;  // it has not begun
    watch([&] {
        if (defers_begin_) begin_now(is_writer(sql));
        if (control == Control::None) return run_text(sql);
        run_control(control == Control::Rollback && has_only_read() ? Control::Commit : control);
    });
}

/// Ending a transaction that has changed nothing is much cheaper by COMMIT.
bool SqliteConnection::has_only_read() const {
    return open_cursors_.is_empty() && sqlite3_txn_state(handle_.get(), nullptr) != SQLITE_TXN_WRITE;
}

void* SqliteConnection::native_handle() {
    watch([&] { begin_for(false); });
    return handle_.get();
}

std::shared_ptr<driver::Canceler> SqliteConnection::make_canceler() {
    if (canceler_ == nullptr) canceler_ = std::make_shared<InterruptCanceler>(handle_.get());
    return canceler_;
}

SqliteConnection::Control SqliteConnection::control_of(std::string_view sql) {
    return static_cast<Control>(std::ranges::find(kControls, sql) - kControls.begin());
}

void SqliteConnection::run_text(std::string_view sql) {
    if (sqlite3_exec(handle_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        throw_last_error(handle_.get());
}

void SqliteConnection::run_control(Control control) {
    const auto position = static_cast<std::size_t>(control);
    std::unique_ptr<PreparedStatement>& prepared = controls_[position];
    if (prepared == nullptr)
        prepared = std::make_unique<PreparedStatement>(handle_.get(), limit_, kControls[position], true);
    Execution(*prepared).start({}, {}, KeyInterest::None);
}

void SqliteConnection::reset() {
    defers_begin_ = false;
    open_cursors_.close_all();
    apply_foreign_keys(handle_.get(), options_);
}

}  // namespace azoth::sqlite
