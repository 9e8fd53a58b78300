// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_cancel.hpp"

#include <array>
#include <exception>
#include <new>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::postgresql {

Canceler::Canceler(PGconn* connection) : cancel_(PQgetCancel(connection)) {
    if (cancel_ == nullptr) throw std::bad_alloc();
}

void Canceler::cancel() {
    std::array<char, 256> reason{};  // as long as libpq asks for
    if (PQcancel(cancel_.get(), reason.data(), static_cast<int>(reason.size())) == 1) return;
    throw ConnectionError("connection_failed",
                          fmt::format("cannot tell PostgreSQL to cancel a statement: {}", reason.data()));
}

void Canceler::try_cancel() noexcept {
    std::array<char, 256> reason{};
    PQcancel(cancel_.get(), reason.data(), static_cast<int>(reason.size()));
}

void BackgroundCancel::start(PGconn* connection) noexcept {
    give_up();
    try {
        std::promise<void> over;
        is_over_ = over.get_future();
        thread_ = std::thread([canceler = std::make_shared<Canceler>(connection), over = std::move(over)]() mutable {
            canceler->try_cancel();
            over.set_value();
        });
    } catch (const std::exception&) {  // std::system_error or std::bad_alloc
    }
}

bool BackgroundCancel::finish() {
    if (!thread_.joinable()) return true;
    // It opens a connection, for which a network that drops packets may take minutes.
    if (is_over_.wait_for(std::chrono::seconds(2)) != std::future_status::ready) {
        give_up();
        return false;
    }
    thread_.join();
    return true;
}

void BackgroundCancel::give_up() noexcept {
    if (thread_.joinable()) thread_.detach();
}

}  // namespace azoth::postgresql
