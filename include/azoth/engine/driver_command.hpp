// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace azoth {

namespace driver {
class Connection;
}

/// What a DriverCommand has done.
struct CommandOutcome {
    std::int64_t affected = -1;   ///< rows changed; -1: not known, or none can be
    std::uint64_t rows_read = 0;  ///< for EngineStatistics::rows
};

/// Something that a client can do beyond statements, such as COPY: Connection::run_command() runs it like one.
class DriverCommand {
public:
    virtual ~DriverCommand() = default;
    /// `sql` is what was given to run_command(), or what a listener has made of it.
    virtual CommandOutcome run(driver::Connection& client, std::string_view sql) = 0;
};

}  // namespace azoth
