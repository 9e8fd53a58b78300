// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_wire.hpp"

#include <algorithm>
#include <utility>

#include "azoth/base/error.hpp"
#include "dialects/postgresql/driver_errors.hpp"

namespace azoth::postgresql {

Wire::Wire(ConnectionHandle connection, driver::WaitHook& wait) : connection_(std::move(connection)), wait_(wait) {
    PQsetnonblocking(handle(), 1);
}

bool Wire::is_broken() const { return is_broken_ || PQstatus(handle()) != CONNECTION_OK; }

void Wire::check_sent(int sent) {
    if (sent == 1) return;
    is_broken_ = true;
    throw_connection_lost(handle());
}

bool Wire::try_flush() {
    const int left = PQflush(handle());
    if (left < 0) check_sent(0);
    return left == 0;
}

void Wire::flush() {
    while (!try_flush()) wait_for_progress();
}

void Wire::wait_for_progress() {
    wait(driver::WaitFor::Either);
    // A server that is itself blocked in writing to us does not read: what it has to say must be taken first.
    if (PQconsumeInput(handle()) == 0) check_sent(0);
}

Result Wire::receive() {
    while (PQisBusy(handle()) != 0) {
        wait(driver::WaitFor::Readable);
        if (PQconsumeInput(handle()) == 0) break;  // PQgetResult() then makes a result of the failure.
    }
    Result result(PQgetResult(handle()));
    if (result == nullptr) return result;
    statement_loss_ = std::max(statement_loss_, statement_loss(result.get()));
    leave_copy(result.get());
    return result;
}

Result Wire::exchange(int sent) {
    check_sent(sent);
    flush();
    return receive_answer();
}

Result Wire::receive_answer() {
    Result answer = receive();
    if (answer == nullptr) check_sent(0);
    for (Result more = receive(); more != nullptr; more = receive())
        if (is_failure(more.get())) answer = std::move(more);
    if (is_failure(answer.get()) && has_ended_connection(answer.get())) is_broken_ = true;
    return answer;
}

void Wire::send_unawaited(int sent) {
    check_sent(sent);
    flush();
    is_answer_due_ = true;
}

Result Wire::take_unawaited() {
    if (!std::exchange(is_answer_due_, false)) return nullptr;
    // It has usually come already. A failure to read shows again as the answer.
    PQconsumeInput(handle());
    return receive_answer();
}

StatementLoss Wire::take_statement_loss() { return std::exchange(statement_loss_, StatementLoss::None); }

void Wire::wait(driver::WaitFor condition) {
    // When the hook gives up, the answer is still on its way and nobody will take it.
    const bool was_broken = std::exchange(is_broken_, true);
    if (!wait_.wait(PQsocket(handle()), condition, -1))
        throw ConnectionError("connection_lost",
                              "the wait for PostgreSQL's answer was given up: the connection cannot be used any more");
    is_broken_ = was_broken;
}

/// A COPY statement waits for its data, or goes on sending it: the one fails, the other's rows are dropped.
void Wire::leave_copy(const PGresult* result) {
    if (PQresultStatus(result) == PGRES_COPY_IN)
        PQputCopyEnd(handle(), "azoth cannot send the data of COPY FROM STDIN: use INSERT");
    if (PQresultStatus(result) != PGRES_COPY_OUT) return;
    for (int size = 0; size >= 0;) {
        char* row = nullptr;
        size = PQgetCopyData(handle(), &row, 1);
        PQfreemem(row);
        if (size != 0) continue;
        wait(driver::WaitFor::Readable);
        if (PQconsumeInput(handle()) == 0) check_sent(0);
    }
}

}  // namespace azoth::postgresql
