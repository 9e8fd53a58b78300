// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "azoth/compile/schema_translate_map.hpp"
#include "azoth/compile/transaction_mode.hpp"

namespace azoth {

namespace engine {
class CompiledCache;
}

/// How statements are run. What is left empty comes from the next wider place: one call of execute(), then
/// Connection::execution_options(), then Engine::execution_options() and EngineOptions::execution.
struct ExecutionOptions {
    // Of transactions. Not for a single statement, and not while a transaction is open.
    std::optional<IsolationLevel> isolation_level = {};
    std::optional<bool> read_only = {};   ///< the database refuses changes
    std::optional<bool> deferrable = {};  ///< PostgreSQL: begin waits until a serializable reader cannot conflict

    /// A statement that takes longer fails with OperationalError(`statement_timeout`). Milliseconds; 0: no limit.
    std::optional<int> statement_timeout_ms = {};
    /// Rows are fetched so many at a time, in flat memory, instead of all at once; 0: all at once.
    std::optional<std::size_t> yield_per = {};
    std::optional<bool> row_by_row = {};  ///< of rows that are not fetched all at once: see StreamOptions
    /// Tables are looked for in other schemas than they were declared with: one program for many tenants. The same
    /// compiled statements serve every map.
    std::optional<SchemaTranslateMap> schema_translate_map = {};
    /// Where compiled statements are looked for and kept, instead of in the engine: make_compiled_cache(). A null
    /// pointer: nowhere, each statement is compiled anew.
    std::optional<std::shared_ptr<engine::CompiledCache>> compiled_cache = {};
    /// Stands in brackets before each line of the log, so that those of one task can be told from others.
    std::optional<std::string> logging_token = {};
};

/// `over`, and what it leaves empty from `base`.
ExecutionOptions merged(const ExecutionOptions& base, const ExecutionOptions& over);

}  // namespace azoth
