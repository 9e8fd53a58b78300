// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/engine/engine.hpp"

namespace azoth::test {

/// Records the SQL that an engine sends, as long as it lives. BEGIN and COMMIT are not among it.
///
///     StatementLog log(engine());
///     session.commit();
///     expect_statements(log, 2);
///
/// Thread safety: all members may be called from several threads.
class StatementLog {
public:
    explicit StatementLog(Engine engine);
    StatementLog(const StatementLog&) = delete;
    StatementLog& operator=(const StatementLog&) = delete;
    ~StatementLog();

    /// A batch counts once.
    std::vector<std::string> sql() const;
    /// How many rows of parameters each was run with.
    std::vector<std::size_t> row_counts() const;
    std::size_t count(std::string_view sql_part) const;
    void clear();

private:
    class Listener;

    Engine engine_;
    std::shared_ptr<Listener> listener_;
};

/// Expects that so many statements were sent, and shows them if it were others.
void expect_statements(const StatementLog& log, std::size_t count,
                       const std::source_location& place = std::source_location::current());

}  // namespace azoth::test
