// SPDX-License-Identifier: MIT
// Much at once: rows that come bit by bit from a cursor of the server's, rows that go there by COPY, statements that do
// not wait for each other.
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "dialects/postgresql/driver_batch.hpp"
#include "dialects/postgresql/driver_connection.hpp"
#include "dialects/postgresql/driver_copy_text.hpp"
#include "dialects/postgresql/driver_errors.hpp"
#include "dialects/postgresql/driver_sql.hpp"
#include "dialects/postgresql/driver_stream_cursor.hpp"

namespace azoth::postgresql {

std::unique_ptr<driver::Cursor> Connection::stream(const driver::Statement& statement,
                                                   std::span<const ValueView> values, driver::FetchMode mode) {
    if (!can_have_cursor(statement.sql)) return execute(statement, values);
    parameters_.encode(statement.parameter_types, values);
    settle();
    const std::uint64_t number = streams_.next_number();
    // Outside of a transaction the server collects all rows at once, which is better than none of them.
    const std::string_view hold = is_in_transaction() ? "" : " WITH HOLD";
    has_held_cursors_ = has_held_cursors_ || !hold.empty();
    const Result answer = execute_unprepared(
        fmt::format("DECLARE {} NO SCROLL CURSOR{} FOR {}", OpenStreams::cursor_name(number), hold, statement.sql));
    if (is_failure(answer.get())) fail(answer.get());
    streams_.add(number);
    return std::make_unique<StreamCursor>(*this, number, mode.rows_at_once, are_cursors_open_);
}

Result Connection::run_for_stream(const std::string& sql, int result_format) {
    settle();
    send_deferred();
    Result answer = wire_.exchange(
        PQsendQueryParams(wire_.handle(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, result_format));
    if (is_failure(answer.get())) fail(answer.get());
    return answer;
}

std::shared_ptr<FetchedAhead> Connection::start_for_stream(const std::string& sql, int result_format) {
    settle();
    send_deferred();
    wire_.send_unawaited(
        PQsendQueryParams(wire_.handle(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, result_format));
    fetched_ahead_ = std::make_shared<FetchedAhead>();
    fetched_ahead_->timeout_ms = wire_.timeout_ms();
    return fetched_ahead_;
}

Result Connection::finish_for_stream(FetchedAhead& ahead) {
    if (fetched_ahead_.get() == &ahead) take_fetched_ahead();
    if (failed_ahead_.get() == &ahead) failed_ahead_ = nullptr;
    if (ahead.answer == nullptr) throw_connection_lost(wire_.handle());
    if (is_failure(ahead.answer.get())) fail_ahead(ahead);
    return std::move(ahead.answer);
}

/// A failure is the stream's, which throws it when it gets there. Who comes before is told, too, when it has made the
/// transaction fail.
void Connection::take_fetched_ahead() {
    const std::shared_ptr<FetchedAhead> ahead = std::exchange(fetched_ahead_, nullptr);
    {
        struct Restore {
            Wire& wire;
            int timeout_ms;
            ~Restore() { wire.set_timeout(timeout_ms); }
        } const at_last{wire_, wire_.timeout_ms()};
        wire_.set_timeout(ahead->timeout_ms);
        ahead->answer = wire_.take_unawaited();
        ahead->has_timed_out = ahead->timeout_ms != 0 && wire_.has_timed_out();
    }
    if (ahead->answer == nullptr) return;
    if (PQtransactionStatus(wire_.handle()) == PQTRANS_INERROR) {
        if (is_failure(ahead->answer.get())) failed_ahead_ = ahead;
    } else {
        close_left_streams();
    }
}

/// The end of the transaction need not wait for rows that nobody will read.
void Connection::stop_fetching_ahead() {
    const Wire::Limit limit(wire_, control_timeout_ms_);
    wire_.cancel_unawaited();
    take_fetched_ahead();
}

void Connection::tell_what_failed_ahead() {
    const std::shared_ptr<FetchedAhead> failed = std::exchange(failed_ahead_, nullptr);
    if (failed == nullptr || PQtransactionStatus(wire_.handle()) != PQTRANS_INERROR) return;
    try {
        fail_ahead(*failed);
    } catch (Error& error) {
        error.annotate([](ErrorDetail& detail) {
            detail.message =
                "the next rows of a stream, fetched before they were asked for, or its end have made the transaction "
                "fail; roll it back: " +
                detail.message;
        });
        throw;
    }
}

/// The limit was that of the stream, which is not always that of the statement at hand.
void Connection::fail_ahead(const FetchedAhead& ahead) {
    if (ahead.has_timed_out && is_canceled(ahead.answer.get()))
        throw_statement_timeout(ahead.answer.get(), ahead.timeout_ms);
    throw_error(ahead.answer.get(), hides_values_);
}

void Connection::close_stream(std::uint64_t number) noexcept {
    streams_.leave(number);
    if (wire_.is_broken() || !deferred_.empty() || fetched_ahead_ != nullptr) return;
    try {
        settle(Aborted::Keep);
        if (PQtransactionStatus(wire_.handle()) != PQTRANS_INERROR) close_left_streams();
    } catch (...) {  // The connection is lost, and with it the cursor: the next statement will tell.
    }
}

/// Without waiting: settle() takes the answer. Precondition: none is due.
void Connection::close_left_streams() {
    const std::string sql = streams_.take_left();
    if (sql.empty()) return;
    wire_.send_unawaited(PQsendQuery(wire_.handle(), sql.c_str()));
    is_closing_streams_ = true;
}

/// The server has closed a cursor for a reason that nobody has seen, and now the transaction has failed.
void Connection::note_unclosed_streams(Result answer, Aborted aborted) {
    if (PQtransactionStatus(wire_.handle()) != PQTRANS_INERROR) return;
    failed_ahead_ = std::make_shared<FetchedAhead>();
    failed_ahead_->answer = std::move(answer);
    if (aborted == Aborted::Tell) tell_what_failed_ahead();
    if (aborted == Aborted::Forget) failed_ahead_ = nullptr;
}

void Connection::load_rows(std::string_view sql, std::size_t width, std::span<const ValueView> values) {
    settle();
    send_deferred();
    CopyText text(width, values);
    const Result answer = wire_.copy_in(zero_terminated(sql), [&](std::string& chunk) { return text.read(chunk); });
    if (is_failure(answer.get())) fail(answer.get());
}

/// Each statement is prepared when it is not yet, all in the same pipeline.
void Connection::run_pipeline(std::span<const driver::PipelineItem> items, std::span<std::int64_t> affected) {
    settle();
    follow_dropped_statements();
    std::vector<std::shared_ptr<Prepared>> prepared;
    std::vector<std::string> forms;
    for (const driver::PipelineItem& item : items) {
        watch_isolation(item.statement.sql);
        streams_.before(item.statement.sql);
        parameters_.encode(item.statement.parameter_types, item.parameters);
        forms.emplace_back(parameters_.forms());
        auto found = statements_.find(item.statement.sql, forms.back());
        prepared.push_back(found != nullptr ? std::move(found) : statements_.make());
    }
    Batch batch(wire_, statements_to_deallocate(), take_deferred(), affected);
    for (std::size_t i = 0; i < items.size(); ++i)
        if (!prepared[i]->is_on_server())
            batch.prepare(*prepared[i], zero_terminated(items[i].statement.sql), forms[i]);
    for (std::size_t i = 0; i < items.size(); ++i) {
        parameters_.encode(items[i].statement.parameter_types, items[i].parameters);
        batch.execute(*prepared[i], parameters_);
    }
    batch.finish();
    for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i].statement.is_reusable) statements_.keep(items[i].statement.sql, forms[i], prepared[i]);
    const Result answer = batch.take_answer();
    if (is_outdated(answer.get())) {
        statements_.forget_all();
        throw_outdated(answer.get());
    }
    if (is_failure(answer.get())) fail(answer.get());
}

}  // namespace azoth::postgresql
