// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_wire.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "dialects/postgresql/driver_errors.hpp"

namespace azoth::postgresql {
namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

Wire::Wire(ConnectionHandle connection, driver::WaitHook& wait, int network_timeout_ms)
    : connection_(std::move(connection)), wait_(wait), network_timeout_ms_(network_timeout_ms) {
    PQsetnonblocking(handle(), 1);
}

Wire::Limit::Limit(Wire& wire, int limit_ms) : wire_(wire), is_set_(limit_ms > 0 && wire.limit_ms_ == 0) {
    if (!is_set_) return;
    wire_.limit_ms_ = limit_ms;
    wire_.limit_end_ = Clock::now() + std::chrono::milliseconds(limit_ms);
}

bool Wire::is_broken() const { return is_broken_ || PQstatus(handle()) != CONNECTION_OK; }

void Wire::check_sent(int sent) {
    if (timeout_ms_ != 0) start_clock();
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
    ++round_trips_;
    Result answer = receive();
    if (answer == nullptr) check_sent(0);
    for (Result more = receive(); more != nullptr; more = receive())
        if (is_failure(more.get())) answer = std::move(more);
    finish_cancel();
    if (is_failure(answer.get()) && has_ended_connection(answer.get())) is_broken_ = true;
    return answer;
}

Result Wire::copy_in(const std::string& sql, const std::function<bool(std::string& chunk)>& read) {
    check_sent(PQsendQuery(handle(), sql.c_str()));
    flush();
    has_copy_data_ = true;
    Result start = receive();
    has_copy_data_ = false;
    if (PQresultStatus(start.get()) != PGRES_COPY_IN) {
        while (receive() != nullptr) {
        }
        return start;
    }
    try {
        for (std::string chunk; read(chunk);) put_copy_data(chunk);
    } catch (...) {
        if (is_broken()) throw;
        PQputCopyEnd(handle(), "the rest of the data cannot be sent");
        flush();
        receive_answer();
        throw;
    }
    check_sent(PQputCopyEnd(handle(), nullptr));
    flush();
    return receive_answer();
}

void Wire::put_copy_data(const std::string& chunk) {
    int taken = 0;
    while ((taken = PQputCopyData(handle(), chunk.data(), static_cast<int>(chunk.size()))) == 0) wait_for_progress();
    check_sent(taken);
    flush();
}

Result Wire::copy_out(const std::string& sql, const std::function<void(std::string_view data)>& write) {
    check_sent(PQsendQuery(handle(), sql.c_str()));
    flush();
    wants_copy_data_ = true;
    Result start = receive();
    wants_copy_data_ = false;
    if (PQresultStatus(start.get()) != PGRES_COPY_OUT) {
        while (receive() != nullptr) {
        }
        return start;
    }
    std::exception_ptr refusal;
    std::size_t size = 0;
    while (const auto data = take_copy_data(size)) {
        if (refusal != nullptr) continue;
        try {
            write({data.get(), size});
        } catch (...) {
            refusal = std::current_exception();
            cancel_.start(handle());
        }
    }
    Result answer = receive_answer();
    if (refusal != nullptr) std::rethrow_exception(refusal);
    return answer;
}

std::unique_ptr<char, void (*)(void*)> Wire::take_copy_data(std::size_t& size) {
    char* data = nullptr;
    int taken = 0;
    while ((taken = PQgetCopyData(handle(), &data, 1)) == 0) {
        wait(driver::WaitFor::Readable);
        if (PQconsumeInput(handle()) == 0) check_sent(0);
    }
    size = taken < 0 ? 0 : static_cast<std::size_t>(taken);
    return {data, &PQfreemem};  // libpq gives none when it has ended
}

void Wire::send_unawaited(int sent) {
    check_sent(sent);
    flush();
    is_answer_due_ = true;
}

Result Wire::take_unawaited() {
    if (!std::exchange(is_answer_due_, false)) return nullptr;
    if (timeout_ms_ != 0) start_clock();
    // It has usually come already. A failure to read shows again as the answer.
    PQconsumeInput(handle());
    return receive_answer();
}

void Wire::cancel_unawaited() {
    // To cancel costs a connection of its own, which rows that are nearly there are not worth.
    constexpr std::chrono::milliseconds kPatience{20};
    if (is_answer_due_ && !answers_within(kPatience)) cancel_.start(handle());
}

/// Also when there is a failure to read, which shows again as the answer.
bool Wire::answers_within(std::chrono::milliseconds time) {
    const auto end = Clock::now() + time;
    const bool was_broken = std::exchange(is_broken_, true);  // as in wait()
    bool is_there = PQconsumeInput(handle()) == 0 || has_result();
    while (!is_there && Clock::now() < end) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        if (!wait_.wait(PQsocket(handle()), driver::WaitFor::Readable,
                        static_cast<int>(std::max<std::int64_t>(left, 0))))
            break;
        is_there = PQconsumeInput(handle()) == 0 || has_result();
    }
    is_broken_ = was_broken;
    return is_there;
}

StatementLoss Wire::take_statement_loss() { return std::exchange(statement_loss_, StatementLoss::None); }

void Wire::wait(driver::WaitFor condition) {
    // When the hook gives up, the answer is still on its way and nobody will take it.
    const bool was_broken = std::exchange(is_broken_, true);
    while (!wait_.wait(PQsocket(handle()), condition, remaining_ms())) handle_timeout();
    is_broken_ = was_broken;
}

void Wire::start_clock() {
    deadline_ = Clock::now() + std::chrono::milliseconds(timeout_ms_);
    has_timed_out_ = false;
}

int Wire::remaining_ms() const {
    if (limit_ms_ == 0 && timeout_ms_ == 0) return network_timeout_ms_ > 0 ? network_timeout_ms_ : -1;
    const auto end = limit_ms_ != 0 ? limit_end_ : deadline_;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
    return static_cast<int>(std::max<std::int64_t>(left, 0));
}

/// The server is asked to stop and given some more time to say that it has.
void Wire::handle_timeout() {
    constexpr std::chrono::milliseconds kGrace{2000};
    if (limit_ms_ != 0 || timeout_ms_ == 0 || has_timed_out_) give_up();
    has_timed_out_ = true;
    cancel_.start(handle());
    deadline_ = Clock::now() + kGrace;
}

void Wire::give_up() {
    if (limit_ms_ == 0 && timeout_ms_ != 0)
        throw ConnectionError(
            "connection_lost",
            fmt::format("PostgreSQL has answered neither a statement within {} ms nor the request to cancel it: the "
                        "network or the server hangs, and the connection was given up",
                        timeout_ms_));
    throw ConnectionError(
        "connection_lost",
        fmt::format("the wait for PostgreSQL's answer was given up after {} ms: the network or the server hangs, and "
                    "the connection cannot be used any more; where this is not long enough, raise {}",
                    limit_ms_ != 0 ? limit_ms_ : network_timeout_ms_,
                    limit_ms_ != 0 ? "EngineOptions::commit_timeout_ms or pool_pre_ping_timeout_ms"
                                   : "EngineOptions::network_timeout_ms"));
}

/// A COPY statement waits for its data, or goes on sending it: the one fails, the other's rows are dropped.
void Wire::leave_copy(const PGresult* result) {
    if (PQresultStatus(result) == PGRES_COPY_IN && !has_copy_data_)
        PQputCopyEnd(handle(), "the data of COPY FROM STDIN is sent by postgresql::copy_in()");
    if (PQresultStatus(result) != PGRES_COPY_OUT || wants_copy_data_) return;
    std::size_t size = 0;
    while (take_copy_data(size) != nullptr) {
    }
}

}  // namespace azoth::postgresql
