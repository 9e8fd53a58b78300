// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <libpq-fe.h>

#include "azoth/driver/wait_hook.hpp"
#include "dialects/postgresql/driver_cancel.hpp"
#include "dialects/postgresql/driver_result.hpp"

namespace azoth::postgresql {

struct ConnectionFinisher {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
using ConnectionHandle = std::unique_ptr<PGconn, ConnectionFinisher>;

/// An open libpq connection in non-blocking mode: all waiting goes through the hook.
class Wire {
public:
    /// `network_timeout_ms`: see driver::ConnectSettings.
    Wire(ConnectionHandle connection, driver::WaitHook& wait, int network_timeout_ms);

    /// While it lives, the connection is given up when that time has passed, whatever the command; 0: no such limit.
    /// One within another changes nothing.
    class Limit {
    public:
        Limit(Wire& wire, int limit_ms);
        Limit(const Limit&) = delete;
        Limit& operator=(const Limit&) = delete;
        ~Limit() {
            if (is_set_) wire_.limit_ms_ = 0;
        }

    private:
        Wire& wire_;
        const bool is_set_;
    };

    PGconn* handle() const { return connection_.get(); }
    bool is_broken() const;
    void mark_broken() { is_broken_ = true; }
    bool is_in_transaction() const { return PQtransactionStatus(handle()) != PQTRANS_IDLE; }

    /// Checks what a PQsend... function returned. It fails only when the connection is lost.
    void check_sent(int sent);
    /// Sends what libpq has collected.
    void flush();
    /// Sends what the socket takes; true when that was all.
    bool try_flush();
    /// Waits until the socket takes or offers bytes, and reads what there is.
    void wait_for_progress();
    /// The next result of the command at hand; null at its end.
    Result receive();
    /// A result may be received without waiting.
    bool has_result() const { return PQisBusy(handle()) == 0; }

    /// Sends a command and reads all its results; returns the first, or the failure that ended them.
    /// `sent` is what the PQsend... function returned.
    Result exchange(int sent);
    /// Sends a COPY ... FROM STDIN and its data, which `read` gives bit by bit until it returns false. What `read`
    /// throws ends the COPY, and comes from here.
    Result copy_in(const std::string& sql, const std::function<bool(std::string& chunk)>& read);
    /// Sends a COPY ... TO STDOUT; `write` gets its data bit by bit. What `write` throws cancels the COPY, and comes
    /// from here.
    Result copy_out(const std::string& sql, const std::function<void(std::string_view data)>& write);
    /// Sends a command whose answer take_unawaited() will read.
    void send_unawaited(int sent);
    /// Reads the answer that is still on its way; null when there is none. To be called before anything else is sent.
    Result take_unawaited();

    /// Asks the server to stop what the answer is still on its way of, unless that comes soon, without waiting for it.
    void cancel_unawaited();

    /// Commands that take longer are canceled; 0: none is. Sending a command starts the clock.
    void set_timeout(int timeout_ms) { timeout_ms_ = timeout_ms; }
    int timeout_ms() const { return timeout_ms_; }
    /// The command that was answered last was canceled for its time.
    bool has_timed_out() const { return has_timed_out_; }
    std::uint64_t round_trips() const { return round_trips_; }
    void count_round_trip() { ++round_trips_; }
    /// A request to cancel that does not come to its end might hit what is sent later: the connection is given up.
    void finish_cancel() { is_broken_ = !cancel_.finish() || is_broken_; }

    /// What the commands since the last call have done to the prepared statements.
    StatementLoss take_statement_loss();

private:
    void wait(driver::WaitFor condition);
    void start_clock();
    int remaining_ms() const;
    bool answers_within(std::chrono::milliseconds time);
    void handle_timeout();
    [[noreturn]] void give_up();
    /// The answer to the command that was sent.
    Result receive_answer();
    void put_copy_data(const std::string& chunk);
    /// The next data of a COPY ... TO STDOUT; null after the last.
    std::unique_ptr<char, void (*)(void*)> take_copy_data(std::size_t& size);
    void leave_copy(const PGresult* result);

    ConnectionHandle connection_;
    driver::WaitHook& wait_;
    const int network_timeout_ms_;
    int timeout_ms_ = 0;
    int limit_ms_ = 0;
    std::chrono::steady_clock::time_point deadline_;
    std::chrono::steady_clock::time_point limit_end_;
    BackgroundCancel cancel_;
    std::uint64_t round_trips_ = 0;
    bool has_timed_out_ = false;
    bool has_copy_data_ = false;    // a COPY is wanted, and its data ready
    bool wants_copy_data_ = false;  // a COPY is wanted, and there is who takes its data
    bool is_broken_ = false;
    bool is_answer_due_ = false;
    StatementLoss statement_loss_ = StatementLoss::None;
};

}  // namespace azoth::postgresql
