// SPDX-License-Identifier: MIT
#include "engine/slow_query_log.hpp"

#include <fmt/core.h>

#include "azoth/base/log.hpp"

namespace azoth::engine {

void SlowQueryLog::after_execute(const ExecuteEvent& event) {
    if (event.duration_us < limit_us_) return;
    log(LogLevel::Warning, "azoth.slow",
        fmt::format("{}{}slow statement, {:.1f} ms{}: {}", name_.empty() ? "" : "[" + name_ + "] ",
                    event.logging_token.empty() ? "" : "[" + std::string(event.logging_token) + "] ",
                    static_cast<double>(event.duration_us) / 1000.0, event.is_error ? " (failed)" : "", event.sql));
}

}  // namespace azoth::engine
