// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <libpq-fe.h>

#include "azoth/driver/wait_hook.hpp"
#include "dialects/postgresql/driver_result.hpp"

namespace azoth::postgresql {

struct ConnectionFinisher {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
using ConnectionHandle = std::unique_ptr<PGconn, ConnectionFinisher>;

/// An open libpq connection in non-blocking mode: all waiting goes through the hook.
class Wire {
public:
    Wire(ConnectionHandle connection, driver::WaitHook& wait);

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
    /// Sends a command whose answer take_unawaited() will read.
    void send_unawaited(int sent);
    /// Reads the answer that is still on its way; null when there is none. To be called before anything else is sent.
    Result take_unawaited();

    /// What the commands since the last call have done to the prepared statements.
    StatementLoss take_statement_loss();

private:
    void wait(driver::WaitFor condition);
    /// The answer to the command that was sent.
    Result receive_answer();
    void leave_copy(const PGresult* result);

    ConnectionHandle connection_;
    driver::WaitHook& wait_;
    bool is_broken_ = false;
    bool is_answer_due_ = false;
    StatementLoss statement_loss_ = StatementLoss::None;
};

}  // namespace azoth::postgresql
