// SPDX-License-Identifier: MIT
#include "azoth/engine/execution_options.hpp"

namespace azoth {
namespace {

template <class T>
void fill(std::optional<T>& value, const std::optional<T>& base) {
    if (!value) value = base;
}

}  // namespace

ExecutionOptions merged(const ExecutionOptions& base, const ExecutionOptions& over) {
    ExecutionOptions result = over;
    fill(result.isolation_level, base.isolation_level);
    fill(result.read_only, base.read_only);
    fill(result.deferrable, base.deferrable);
    fill(result.statement_timeout_ms, base.statement_timeout_ms);
    fill(result.yield_per, base.yield_per);
    fill(result.row_by_row, base.row_by_row);
    fill(result.schema_translate_map, base.schema_translate_map);
    fill(result.compiled_cache, base.compiled_cache);
    fill(result.logging_token, base.logging_token);
    return result;
}

}  // namespace azoth
