// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <future>
#include <memory>
#include <thread>

#include <libpq-fe.h>

#include "azoth/driver/connection.hpp"

namespace azoth::postgresql {

class Canceler final : public driver::Canceler {
public:
    /// Throws: std::bad_alloc.
    explicit Canceler(PGconn* connection);

    /// Blocks until the server has taken note.
    void cancel() override;
    /// Like cancel(), without an error.
    void try_cancel() noexcept;

private:
    struct Freer {
        void operator()(PGcancel* cancel) const noexcept { PQfreeCancel(cancel); }
    };

    std::unique_ptr<PGcancel, Freer> cancel_;
};

/// A request to cancel that nobody waits for, because the server may not answer.
class BackgroundCancel {
public:
    BackgroundCancel() = default;
    BackgroundCancel(const BackgroundCancel&) = delete;
    BackgroundCancel& operator=(const BackgroundCancel&) = delete;
    ~BackgroundCancel() { give_up(); }

    /// Nothing happens when the system has no thread for it: then the server's answer is to be waited for.
    void start(PGconn* connection) noexcept;
    bool is_running() const { return thread_.joinable(); }
    /// The server has answered: the request must be over before the next statement, or it would hit that. False when
    /// it is not, after some time.
    bool finish();

private:
    void give_up() noexcept;

    std::thread thread_;
    std::future<void> is_over_;
};

}  // namespace azoth::postgresql
