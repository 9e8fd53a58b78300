// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_cancel.hpp"

#include <array>
#include <new>

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

void BackgroundCancel::start(PGconn* connection) {
    give_up();
    thread_ = std::thread([canceler = std::make_shared<Canceler>(connection)] { canceler->try_cancel(); });
}

void BackgroundCancel::finish() {
    if (thread_.joinable()) thread_.join();
}

void BackgroundCancel::give_up() noexcept {
    if (thread_.joinable()) thread_.detach();
}

}  // namespace azoth::postgresql
