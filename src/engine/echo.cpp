// SPDX-License-Identifier: MIT
#include "engine/echo.hpp"

#include <fmt/core.h>

#include "azoth/base/log.hpp"
#include "azoth/compile/transaction_mode.hpp"

namespace azoth::engine {
namespace {

double seconds(std::int64_t microseconds) { return static_cast<double>(microseconds) / 1e6; }

std::string origin(const ExecuteEvent& event) {
    if (event.is_raw) return "[raw sql]";
    if (event.from_cache) return fmt::format("[cached since {:.4g}s ago]", seconds(event.compiled_us));
    return fmt::format("[generated in {:.5f}s]", seconds(event.compiled_us));
}

std::string bracketed(std::string_view text) { return text.empty() ? "" : fmt::format("[{}] ", text); }

}  // namespace

Echo::Echo(const std::string& name, bool shows_statements, bool shows_pool)
    : name_(bracketed(name)), shows_statements_(shows_statements), shows_pool_(shows_pool) {}

void Echo::say(std::string_view line, std::string_view token) const {
    if (!shows_statements_) return;
    if (name_.empty() && token.empty()) return log(LogLevel::Info, "azoth.engine", line);
    log(LogLevel::Info, "azoth.engine", fmt::format("{}{}{}", name_, bracketed(token), line));
}

void Echo::say_of(const driver::Connection& connection, std::string_view what) const {
    if (!shows_pool_) return;
    log(LogLevel::Info, "azoth.pool",
        fmt::format("{}connection {} {}", name_, static_cast<const void*>(&connection), what));
}

void Echo::after_connect(driver::Connection& connection) { say_of(connection, "opened"); }

void Echo::on_checkout(driver::Connection& connection) { say_of(connection, "taken from the pool"); }

void Echo::on_checkin(driver::Connection& connection) { say_of(connection, "given back to the pool"); }

void Echo::on_invalidate(driver::Connection& connection) { say_of(connection, "invalidated"); }

void Echo::on_soft_invalidate(driver::Connection& connection) { say_of(connection, "to be closed when given back"); }

void Echo::on_detach(driver::Connection& connection) { say_of(connection, "detached from the pool"); }

void Echo::on_close(driver::Connection& connection) { say_of(connection, "closed"); }

void Echo::before_execute(const ExecuteEvent& event) {
    if (!shows_statements_) return;
    say(event.sql, event.logging_token);
    say(fmt::format("{} {}", origin(event), event.parameters_text()), event.logging_token);
}

void Echo::after_execute(const ExecuteEvent& event) {
    if (!shows_statements_) return;
    say(fmt::format("[{} {:.6f}s]", event.is_error ? "failed after" : "took", seconds(event.duration_us)),
        event.logging_token);
}

void Echo::on_begin() { say("BEGIN (implicit)"); }

void Echo::on_commit() { say("COMMIT"); }

void Echo::on_rollback() { say("ROLLBACK"); }

void Echo::on_savepoint(std::string_view name) { say(fmt::format("SAVEPOINT {}", name)); }

void Echo::on_release_savepoint(std::string_view name) { say(fmt::format("RELEASE SAVEPOINT {}", name)); }

void Echo::on_rollback_to_savepoint(std::string_view name) { say(fmt::format("ROLLBACK TO SAVEPOINT {}", name)); }

void Echo::on_two_phase(TwoPhaseStep step, std::string_view id) {
    switch (step) {
        case TwoPhaseStep::Prepare: return say(fmt::format("PREPARE TRANSACTION '{}'", id));
        case TwoPhaseStep::CommitPrepared: return say(fmt::format("COMMIT PREPARED '{}'", id));
        case TwoPhaseStep::RollbackPrepared: return say(fmt::format("ROLLBACK PREPARED '{}'", id));
        case TwoPhaseStep::Abandon: return say("ROLLBACK");
        default: return;
    }
}

}  // namespace azoth::engine
