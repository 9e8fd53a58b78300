// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver_execution.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "azoth/driver/database_error.hpp"
#include "dialects/sqlite/driver_errors.hpp"
#include "dialects/sqlite/driver_values.hpp"

namespace azoth::sqlite {
namespace {

/// Finds out whether a statement generates a key: SQLite keeps the last one for the connection, whoever made it.
class KeyWatch {
public:
    explicit KeyWatch(sqlite3* database) : database_(database), before_(sqlite3_last_insert_rowid(database)) {
        sqlite3_set_last_insert_rowid(database_, 0);
    }
    KeyWatch(const KeyWatch&) = delete;
    KeyWatch& operator=(const KeyWatch&) = delete;
    ~KeyWatch() {
        if (key() == 0) sqlite3_set_last_insert_rowid(database_, before_);
    }

    std::int64_t key() const { return sqlite3_last_insert_rowid(database_); }

private:
    sqlite3* database_;
    std::int64_t before_;
};

}  // namespace

Execution::Execution(PreparedStatement& statement) : statement_(&statement) { statement_->is_in_use = true; }

void Execution::start(std::span<const ParameterType> types, std::span<const ValueView> parameters, KeyInterest interest,
                      ParameterMemory memory) {
    PreparedStatement& statement = *statement_;  // the first step may give it back already
    has_copied_parameters_ = memory == ParameterMemory::LastsForCall && statement.returns_rows() &&
                             std::ranges::any_of(parameters, &has_bytes, &ValueView::kind);
    bind_values(statement, types, parameters,
                has_copied_parameters_ ? ParameterLifetime::Unknown : ParameterLifetime::UntilFinished);
    if (statement.may_change_data()) changes_before_ = sqlite3_total_changes64(statement.database());
    if (statement.may_change_data() && interest == KeyInterest::Wanted)
        step_and_watch_key();
    else
        step();
    if (statement.returns_rows()) statement.refresh_columns();
}

void Execution::step_and_watch_key() {
    const bool must_keep_last_key = statement_->asks_for_last_key();
    sqlite3* database = statement_->database();
    if (must_keep_last_key) {
        step();
        last_key_ = sqlite3_last_insert_rowid(database);
    } else {
        const KeyWatch watch(database);
        step();
        last_key_ = watch.key();
    }
}

void Execution::step() {
    statement_->limit().start();
    const int result = sqlite3_step(statement_->handle());
    has_row_ = result == SQLITE_ROW;
    if (has_row_) return;
    if (result == SQLITE_DONE) {
        if (statement_->may_change_data()) count_changes();
        finish();
        return;
    }
    ErrorDetail error = describe_error(statement_->database());
    if (result == SQLITE_INTERRUPT && statement_->limit().was_exceeded()) {
        error.code = "statement_timeout";
        error.message =
            fmt::format("the statement took longer than {} ms; raise statement_timeout_ms, or make it do less",
                        statement_->limit().timeout_ms());
    }
    finish();
    driver::throw_database_error(std::move(error));
}

void Execution::count_changes() {
    sqlite3* database = statement_->database();
    // A statement that is no INSERT, UPDATE or DELETE leaves the count of the one before.
    if (sqlite3_total_changes64(database) != changes_before_) affected_rows_ = sqlite3_changes64(database);
}

void Execution::finish() noexcept {
    if (statement_ == nullptr) return;
    sqlite3_reset(statement_->handle());
    if (has_copied_parameters_) sqlite3_clear_bindings(statement_->handle());
    statement_->is_in_use = false;
    statement_ = nullptr;
    has_row_ = false;
}

}  // namespace azoth::sqlite
