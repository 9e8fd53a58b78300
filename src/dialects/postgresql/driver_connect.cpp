// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>
#include <libpq-fe.h>

#include "azoth/base/error.hpp"
#include "azoth/base/log.hpp"
#include "dialects/postgresql/driver.hpp"
#include "dialects/postgresql/driver_connection.hpp"
#include "dialects/postgresql/driver_errors.hpp"
#include "dialects/postgresql/driver_login.hpp"
#include "driver/failover.hpp"

namespace azoth::postgresql {
namespace {

using Clock = std::chrono::steady_clock;

class Deadline {
public:
    /// 0 or less: none.
    explicit Deadline(int timeout_ms) : timeout_ms_(timeout_ms), start_(Clock::now()) {}

    int limit_ms() const { return timeout_ms_; }
    int remaining_ms() const {
        if (timeout_ms_ <= 0) return -1;
        const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start_).count();
        return static_cast<int>(std::max<std::int64_t>(timeout_ms_ - passed, 0));
    }

private:
    int timeout_ms_;
    Clock::time_point start_;
};

/// Unless `hides_values` is null, nothing is logged: what functions say may show any value.
void log_notice(void* hides_values, const PGresult* notice) noexcept {
    if (hides_values != nullptr) return;
    const auto field = [notice](int code) {
        const char* text = PQresultErrorField(notice, code);
        return std::string_view(text == nullptr ? "" : text);
    };
    try {
        log(LogLevel::Debug, "azoth.driver",
            fmt::format("PostgreSQL says: {}: {}", field(PG_DIAG_SEVERITY), field(PG_DIAG_MESSAGE_PRIMARY)));
    } catch (...) {  // A sink's trouble must not unwind through libpq, and a notice is not worth a connection.
    }
}

ConnectionHandle start(const Login& login, const Login::Host& host) {
    std::vector<const char*> names;
    std::vector<const char*> values;
    const auto add = [&](const char* name, const std::string& value) {
        if (value.empty()) return;
        names.push_back(name);
        values.push_back(value.c_str());
    };
    for (const auto& [name, value] : login.settings) add(name.c_str(), value);
    add("host", host.name);
    add("port", host.port);
    names.push_back(nullptr);
    values.push_back(nullptr);
    ConnectionHandle handle(PQconnectStartParams(names.data(), values.data(), 0));
    if (handle == nullptr) throw std::bad_alloc();
    return handle;
}

std::string target_of(const PGconn* connection) {
    const auto text = [](const char* value) { return std::string_view(value == nullptr ? "" : value); };
    return fmt::format("{}:{} as '{}'", text(PQhost(connection)), text(PQport(connection)), text(PQuser(connection)));
}

[[noreturn]] void throw_timeout(const PGconn* connection, int limit_ms) {
    throw ConnectionError("connection_failed",
                          fmt::format("cannot connect to PostgreSQL at {}: no answer within {} ms; check the address "
                                      "and the firewall, or raise the connect timeout",
                                      target_of(connection), limit_ms));
}

void finish_opening(PGconn* connection, driver::WaitHook& wait, const Deadline& deadline) {
    PostgresPollingStatusType status = PGRES_POLLING_WRITING;
    if (PQstatus(connection) == CONNECTION_BAD) status = PGRES_POLLING_FAILED;
    while (status != PGRES_POLLING_OK) {
        if (status == PGRES_POLLING_FAILED) throw_connect_error(connection, target_of(connection));
        const auto condition = status == PGRES_POLLING_READING ? driver::WaitFor::Readable : driver::WaitFor::Writable;
        if (!wait.wait(PQsocket(connection), condition, deadline.remaining_ms()))
            throw_timeout(connection, deadline.limit_ms());
        status = PQconnectPoll(connection);
    }
}

ConnectionHandle open(const Login& login, const Login::Host& host, const driver::ConnectSettings& settings,
                      int timeout_ms) {
    static bool hides = true;
    driver::WaitHook& wait = settings.wait != nullptr ? *settings.wait : driver::blocking_wait();
    const Deadline deadline(timeout_ms);
    ConnectionHandle handle = start(login, host);
    PQsetNoticeReceiver(handle.get(), log_notice, settings.hides_values ? &hides : nullptr);
    PQsetErrorVerbosity(handle.get(), PQERRORS_VERBOSE);  // throw_connect_error() reads the SQLSTATE from the text.
    finish_opening(handle.get(), wait, deadline);
    PQsetErrorVerbosity(handle.get(), PQERRORS_DEFAULT);
    return handle;
}

/// Servers before version 14 do not tell, and are taken to.
bool takes_changes(const PGconn* connection) {
    const auto is_on = [connection](const char* name) {
        const char* value = PQparameterStatus(connection, name);
        return value != nullptr && std::string_view(value) == "on";
    };
    return !is_on("in_hot_standby") && !is_on("default_transaction_read_only");
}

}  // namespace

std::unique_ptr<driver::Connection> connect_postgresql(const Url& url, const driver::ConnectSettings& settings) {
    const Login login = make_login(url);
    ConnectionHandle handle = driver::connect_to_one_of(
        login.hosts.size(), login.connect_timeout_ms.value_or(settings.connect_timeout_ms),
        [&](std::size_t host, int timeout_ms) { return open(login, login.hosts[host], settings, timeout_ms); },
        [](const ConnectionHandle& connection) { return takes_changes(connection.get()); });
    return std::make_unique<Connection>(std::move(handle), settings);
}

}  // namespace azoth::postgresql
