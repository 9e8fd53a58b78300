// SPDX-License-Identifier: MIT
#include "engine/echo.hpp"

#include <string>

#include <fmt/core.h>

#include "azoth/base/log.hpp"

namespace azoth::engine {
namespace {

void say(std::string_view line) { log(LogLevel::Info, "azoth.engine", line); }

double seconds(std::int64_t microseconds) { return static_cast<double>(microseconds) / 1e6; }

std::string origin(const ExecuteEvent& event) {
    if (event.is_raw) return "[raw sql]";
    if (event.from_cache) return fmt::format("[cached since {:.4g}s ago]", seconds(event.compiled_us));
    return fmt::format("[generated in {:.5f}s]", seconds(event.compiled_us));
}

}  // namespace

void Echo::before_execute(const ExecuteEvent& event) {
    say(event.sql);
    say(fmt::format("{} {}", origin(event), event.parameters_text()));
}

void Echo::after_execute(const ExecuteEvent& event) {
    say(fmt::format("[{} {:.6f}s]", event.is_error ? "failed after" : "took", seconds(event.duration_us)));
}

void Echo::on_begin() { say("BEGIN (implicit)"); }

void Echo::on_commit() { say("COMMIT"); }

void Echo::on_rollback() { say("ROLLBACK"); }

void Echo::on_savepoint(std::string_view name) { say(fmt::format("SAVEPOINT {}", name)); }

void Echo::on_release_savepoint(std::string_view name) { say(fmt::format("RELEASE SAVEPOINT {}", name)); }

void Echo::on_rollback_to_savepoint(std::string_view name) { say(fmt::format("ROLLBACK TO SAVEPOINT {}", name)); }

}  // namespace azoth::engine
