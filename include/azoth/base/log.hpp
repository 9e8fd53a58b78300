// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string_view>

namespace azoth {

enum class LogLevel { Debug, Info, Warning, Error };

/// Receives what azoth has to say. Derive from it to send the lines to your logger.
///
/// Thread safety: write() may be called from several threads at once.
class LogSink {
public:
    virtual ~LogSink() = default;

    /// `channel` says who speaks: `azoth.engine` (SQL), `azoth.pool`, `azoth.orm`, `azoth.driver`.
    virtual void write(LogLevel level, std::string_view channel, std::string_view line) = 0;
};

/// Replaces the sink of the process; null brings back the first one, which writes to standard error.
///
/// Returns the sink in force before.
std::shared_ptr<LogSink> set_log_sink(std::shared_ptr<LogSink> sink);

/// Hands one line to the sink in force.
void log(LogLevel level, std::string_view channel, std::string_view line);

}  // namespace azoth
