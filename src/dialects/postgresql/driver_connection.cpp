// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_connection.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "azoth/base/error.hpp"
#include "dialects/postgresql/driver_batch.hpp"
#include "dialects/postgresql/driver_cursor.hpp"
#include "dialects/postgresql/driver_errors.hpp"
#include "dialects/postgresql/driver_sql.hpp"

namespace azoth::postgresql {
namespace {

/// As azoth's dialect writes them; what users write may go on after them.
bool controls_transaction(std::string_view sql) {
    if (sql.find(';') != std::string_view::npos) return false;
    static constexpr std::array<std::string_view, 6> kWords = {"BEGIN",   "COMMIT",    "ROLLBACK",
                                                               "RELEASE", "SAVEPOINT", "PREPARE TRANSACTION"};
    return std::ranges::any_of(kWords, [sql](std::string_view word) { return sql.starts_with(word); });
}

}  // namespace

Connection::Connection(ConnectionHandle handle, const driver::ConnectSettings& settings)
    : wire_(std::move(handle), settings.wait != nullptr ? *settings.wait : driver::blocking_wait(),
            settings.network_timeout_ms),
      control_timeout_ms_(settings.control_timeout_ms),
      ping_timeout_ms_(settings.ping_timeout_ms),
      hides_values_(settings.hides_values),
      statements_(settings.statement_cache_size) {
    // Nobody waits for it: the first statement takes the answer.
    is_asking_isolation_ = true;
    wire_.send_unawaited(PQsendQuery(wire_.handle(), "SHOW default_transaction_isolation"));
}

Connection::~Connection() { *are_cursors_open_ = false; }

driver::ServerInfo Connection::server_info() const {
    constexpr int kMajor = 10'000;
    const int version = PQserverVersion(wire_.handle());  // 15.4 is 150004, but 9.6.3 is 90603
    if (version < 10 * kMajor) return {"PostgreSQL", version};
    return {"PostgreSQL", version / kMajor * kMajor + version % kMajor * 100};
}

std::unique_ptr<driver::Cursor> Connection::execute(const driver::Statement& statement,
                                                    std::span<const ValueView> values) {
    parameters_.encode(statement.parameter_types, values);
    return execute_encoded(statement.sql, statement.is_reusable);
}

std::unique_ptr<driver::Cursor> Connection::execute_encoded(std::string_view sql, bool is_reusable) {
    settle();
    streams_.before(sql);
    if (!is_reusable) return open_cursor(execute_unprepared(sql), nullptr);

    follow_dropped_statements();
    const auto prepared = statements_.find(sql, parameters_.forms());
    if (prepared == nullptr) return prepare_and_execute(sql);

    const bool was_in_transaction = is_in_transaction();
    Result result = execute_prepared(*prepared);
    if (!is_outdated(result.get())) return open_cursor(std::move(result), prepared.get());
    statements_.forget(sql, parameters_.forms());
    require_repeatable(result.get(), was_in_transaction);
    return prepare_and_execute(sql);
}

Result Connection::execute_unprepared(std::string_view sql) {
    const std::string text = zero_terminated(sql);
    watch_isolation(sql);
    if (!deferred_.empty()) {
        Batch batch(wire_, {}, take_deferred());
        batch.execute_unprepared(text, parameters_);
        batch.finish();
        return batch.take_answer();
    }
    const auto types = types_of_forms(parameters_.forms());
    return wire_.exchange(PQsendQueryParams(wire_.handle(), text.c_str(), parameters_.count(), types.data(),
                                            parameters_.values(), parameters_.lengths(), parameters_.formats(),
                                            kTextFormat));
}

Result Connection::execute_prepared(const Prepared& prepared) {
    if (!deferred_.empty()) {
        Batch batch(wire_, {}, take_deferred());
        batch.execute(prepared, parameters_);
        batch.finish();
        return batch.take_answer();
    }
    return wire_.exchange(PQsendQueryPrepared(wire_.handle(), prepared.name(), parameters_.count(),
                                              parameters_.values(), parameters_.lengths(), parameters_.formats(),
                                              prepared.result_format()));
}

std::unique_ptr<driver::Cursor> Connection::prepare_and_execute(std::string_view sql) {
    const std::string text = zero_terminated(sql);
    watch_isolation(sql);
    const auto prepared = statements_.make();
    Batch batch(wire_, statements_to_deallocate(), take_deferred());
    batch.prepare(*prepared, text, parameters_.forms());
    batch.execute(*prepared, parameters_);
    batch.finish();
    statements_.keep(sql, parameters_.forms(), prepared);
    return open_cursor(batch.take_answer(), prepared.get());
}

std::unique_ptr<driver::Cursor> Connection::open_cursor(Result result, Prepared* prepared) {
    if (is_failure(result.get())) fail(result.get());
    if (PQresultStatus(result.get()) == PGRES_COPY_OUT)
        throw ProgrammingError("not_supported",
                               "COPY TO STDOUT gives no rows that a cursor can read; take its data by "
                               "postgresql::copy_out()");
    auto layout = prepared == nullptr ? nullptr : prepared->layout();
    if (layout == nullptr) {
        layout = layout_of(result.get());
        if (prepared != nullptr) prepared->set_layout(layout);
    }
    return std::make_unique<Cursor>(std::move(result), std::move(layout), are_cursors_open_);
}

std::shared_ptr<const Layout> Connection::layout_of(const PGresult* result) {
    learn_types(result);
    return make_layout(result, catalog_);
}

/// Costs a round trip when a connection meets a type that is not built in for the first time.
void Connection::learn_types(const PGresult* result) {
    const std::vector<Oid> unknown = catalog_.unknown_types(result);
    if (unknown.empty()) return;
    const std::string question = TypeCatalog::query_for(unknown, PQserverVersion(wire_.handle()));
    const Result answer = wire_.exchange(PQsendQuery(wire_.handle(), question.c_str()));
    if (is_failure(answer.get())) throw_error(answer.get());
    catalog_.learn(unknown, answer.get());
}

/// The parameters of a batch, one row after another.
class Connection::Rows {
public:
    Rows(const driver::Statement& statement, std::span<const ValueView> values, std::size_t count_wanted)
        : values_(values), count_(count_wanted) {
        if (count_ == 0 && !values.empty()) count_ = values.size() / width_of(statement);
        width_ = count_ == 0 ? 0 : values.size() / count_;
    }

    std::size_t count() const { return count_; }
    std::span<const ValueView> operator[](std::size_t row) const { return between(row, row + 1); }
    std::span<const ValueView> between(std::size_t first, std::size_t last) const {
        return values_.subspan(first * width_, (last - first) * width_);
    }
    Rows from(std::size_t first) const {
        Rows rest = *this;
        rest.values_ = between(first, count_);
        rest.count_ -= first;
        return rest;
    }

private:
    static std::size_t width_of(const driver::Statement& statement) {
        if (statement.parameter_types.empty())
            throw ProgrammingError("wrong_parameter_count",
                                   "cannot tell the rows of a batch apart: give the types of "
                                   "the statement's parameters");
        return statement.parameter_types.size();
    }

    std::span<const ValueView> values_;
    std::size_t count_;
    std::size_t width_;
};

std::int64_t Connection::execute_many(const driver::Statement& statement, std::span<const ValueView> values,
                                      std::span<std::int64_t> affected) {
    Rows rows(statement, values, affected.size());
    std::int64_t total = 0;
    if (affected.empty() && !statement.array_sql.empty()) rows = rows.from(execute_arrays(statement, rows, total));
    if (rows.count() == 0) return total;
    settle();
    const bool was_in_transaction = is_in_transaction();
    std::int64_t changed = 0;
    Result answer = send_rows(statement, rows, affected, changed);
    if (is_outdated(answer.get())) {
        statements_.forget_all();
        require_repeatable(answer.get(), was_in_transaction);
        answer = send_rows(statement, rows, affected, changed);
    }
    if (is_failure(answer.get())) fail(answer.get());
    return total + changed;
}

std::vector<std::unique_ptr<driver::Cursor>> Connection::execute_each(const driver::Statement& statement,
                                                                      std::span<const ValueView> values,
                                                                      std::size_t row_count) {
    if (row_count == 0) return {};
    const Rows rows(statement, values, row_count);
    settle();
    const bool was_in_transaction = is_in_transaction();
    std::int64_t changed = 0;
    std::vector<Result> answers(row_count);
    Result answer = send_rows(statement, rows, {}, changed, &answers);
    if (answer != nullptr && is_outdated(answer.get())) {
        statements_.forget_all();
        require_repeatable(answer.get(), was_in_transaction);
        answers = std::vector<Result>(row_count);
        answer = send_rows(statement, rows, {}, changed, &answers);
    }
    if (answer != nullptr && is_failure(answer.get())) fail(answer.get());
    const auto layout = layout_of(answers.front().get());
    std::vector<std::unique_ptr<driver::Cursor>> cursors;
    for (Result& rows_of_one : answers)
        cursors.push_back(std::make_unique<Cursor>(std::move(rows_of_one), layout, are_cursors_open_));
    return cursors;
}

std::size_t Connection::execute_arrays(const driver::Statement& statement, const Rows& rows, std::int64_t& total) {
    constexpr std::size_t kMostRows = 8192;
    std::size_t done = 0;
    while (rows.count() - done > 1) {
        const std::size_t next = std::min(rows.count(), done + kMostRows);
        if (!parameters_.encode_columns(statement.parameter_types, rows.between(done, next))) break;
        total += execute_encoded(statement.array_sql, statement.is_reusable)->affected_rows();
        done = next;
    }
    return done;
}

void Connection::fail(const PGresult* failure) {
    if (wire_.has_timed_out() && is_canceled(failure)) throw_statement_timeout(failure, wire_.timeout_ms());
    throw_error(failure, hides_values_);
}

/// NULLs and mixed kinds of values may need several variants of a statement. Looking at all rows first also finds
/// values that cannot be sent before anything is sent.
Connection::Variants Connection::find_variants(const driver::Statement& statement, const Rows& rows) {
    follow_dropped_statements();
    Variants variants;
    for (std::size_t i = 0; i < rows.count(); ++i) {
        parameters_.encode(statement.parameter_types, rows[i]);
        if (variants.contains(parameters_.forms())) continue;
        auto prepared = statement.is_reusable ? statements_.find(statement.sql, parameters_.forms()) : nullptr;
        variants.emplace(parameters_.forms(), prepared != nullptr ? std::move(prepared) : statements_.make());
    }
    return variants;
}

Result Connection::send_rows(const driver::Statement& statement, const Rows& rows, std::span<std::int64_t> affected,
                             std::int64_t& total, std::vector<Result>* answers) {
    const std::string sql = zero_terminated(statement.sql);
    const Variants variants = find_variants(statement, rows);
    Batch batch(wire_, statements_to_deallocate(), take_deferred(), affected, answers);
    for (const auto& [forms, prepared] : variants)
        if (!prepared->is_on_server()) batch.prepare(*prepared, sql, forms);
    for (std::size_t i = 0; i < rows.count(); ++i) {
        parameters_.encode(statement.parameter_types, rows[i]);
        batch.execute(*variants.find(parameters_.forms())->second, parameters_);
    }
    batch.finish();
    if (statement.is_reusable)
        for (const auto& [forms, prepared] : variants) statements_.keep(sql, forms, prepared);
    total = batch.affected_rows();
    return batch.take_answer();
}

void Connection::require_repeatable(const PGresult* failure, bool was_in_transaction) {
    if (was_in_transaction) throw_outdated(failure);
}

void Connection::follow_dropped_statements() {
    const StatementLoss loss = wire_.take_statement_loss();
    if (loss == StatementLoss::Dropped) statements_.forget_all();
    if (loss == StatementLoss::Outdated) statements_.drop_all();
}

/// In a failed transaction the server obeys nothing but its end: they have to wait.
std::vector<std::string> Connection::statements_to_deallocate() {
    if (PQtransactionStatus(wire_.handle()) == PQTRANS_INERROR) return {};
    return statements_.take_dropped();
}

void Connection::run(std::string_view sql) {
    streams_.before(sql);
    if (ends_deferred(sql)) return deferred_.clear();
    const bool is_rollback = sql.starts_with("ROLLBACK");
    if (fetched_ahead_ != nullptr && sql == "ROLLBACK") stop_fetching_ahead();
    if (fetched_ahead_ != nullptr) take_fetched_ahead();  // which may take longer than the limit
    const Wire::Limit limit(wire_, controls_transaction(sql) ? control_timeout_ms_ : 0);
    settle(is_rollback ? Aborted::Forget : Aborted::Tell);
    // The server would roll back and call that a success.
    if (sql == "COMMIT" && PQtransactionStatus(wire_.handle()) == PQTRANS_INERROR) throw_aborted();
    const std::string text = zero_terminated(sql);
    watch_isolation(sql);
    // A pipeline takes single statements only. (One text of all would not do: an error of syntax would undo the BEGIN.)
    if (text.find(';') != std::string::npos) send_deferred();
    Result answer;
    if (deferred_.empty()) {
        answer = wire_.exchange(PQsendQuery(wire_.handle(), text.c_str()));
    } else {
        parameters_.encode({}, {});
        answer = execute_unprepared(sql);
    }
    if (is_failure(answer.get())) fail(answer.get());
    streams_.after(sql);
    if (is_rollback) close_left_streams();  // those that were left while the transaction could not go on
}

void Connection::run_later(std::string_view sql) {
    std::string text = zero_terminated(sql);
    send_deferred();
    deferred_ = std::move(text);
}

void Connection::run_unawaited(std::string_view sql) {
    streams_.before(sql);
    if (ends_deferred(sql)) return deferred_.clear();
    if (fetched_ahead_ != nullptr) stop_fetching_ahead();
    const Wire::Limit limit(wire_, control_timeout_ms_);
    settle(Aborted::Forget);
    send_deferred();
    wire_.send_unawaited(PQsendQuery(wire_.handle(), zero_terminated(sql).c_str()));
}

/// Reads the answer that is still on its way, if any. To be called before anything else is sent.
/// Throws: ConnectionError when that is an error; the connection is then broken.
void Connection::settle(Aborted aborted) {
    if (fetched_ahead_ != nullptr) take_fetched_ahead();
    if (aborted == Aborted::Forget) failed_ahead_ = nullptr;
    if (aborted == Aborted::Tell) tell_what_failed_ahead();
    const Wire::Limit limit(wire_, control_timeout_ms_);
    Result answer = wire_.take_unawaited();
    if (answer == nullptr) return;
    const bool was_question = std::exchange(is_asking_isolation_, false);
    const bool was_closing = std::exchange(is_closing_streams_, false);
    if (!is_failure(answer.get())) {
        if (was_question) is_read_committed_ = std::string_view(PQgetvalue(answer.get(), 0, 0)) == "read committed";
        return;
    }
    if (was_question && !wire_.is_broken()) return;
    if (was_closing && !wire_.is_broken()) return note_unclosed_streams(std::move(answer), aborted);
    wire_.mark_broken();
    if (has_ended_connection(answer.get())) throw_error(answer.get());
    throw_connection_lost(wire_.handle());
}

/// The level that was asked for once is not that of the session any more.
void Connection::watch_isolation(std::string_view sql) {
    if (is_read_committed_ && may_set_isolation(sql)) is_read_committed_ = false;
}

void Connection::send_deferred() {
    if (!deferred_.empty()) run(take_deferred());
}

/// What is done through the handle must find the connection idle, and in the transaction that it belongs to.
void* Connection::native_handle() {
    settle();
    send_deferred();
    is_read_committed_ = false;  // what is set there is not seen here
    streams_.doubt();
    return wire_.handle();
}

bool Connection::ping() {
    if (is_broken()) return false;
    const Wire::Limit limit(wire_, ping_timeout_ms_);
    try {
        settle(Aborted::Forget);
        return !is_failure(wire_.exchange(PQsendQuery(wire_.handle(), "")).get());
    } catch (const DatabaseError&) {
        return false;
    }
}

void Connection::reset() {
    deferred_.clear();
    if (std::exchange(has_held_cursors_, false)) run_unawaited("CLOSE ALL");
    streams_.clear();
    *are_cursors_open_ = false;
    are_cursors_open_ = std::make_shared<bool>(true);
}

}  // namespace azoth::postgresql
