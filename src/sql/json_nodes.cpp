// SPDX-License-Identifier: MIT
#include "azoth/sql/json_nodes.hpp"

#include "azoth/sql/cache_key.hpp"

namespace azoth::sql {
namespace {

// Paths are a part of the SQL, not bound: only so can an index on one be used.
void write_steps(CacheKeyWriter& key, const JsonSteps& steps) {
    key.word(steps.size());
    for (const JsonStep& step : steps) {
        key.word(step.is_key ? 1 : 0);
        if (step.is_key)
            key.text(step.key);
        else
            key.word(static_cast<std::uint64_t>(step.position));
    }
}

}  // namespace

void JsonPathNode::write_scalars(CacheKeyWriter& key) const {
    key.word(static_cast<std::uint64_t>(type().precision) << 40 | static_cast<std::uint64_t>(type().scale) << 8 |
             static_cast<std::uint64_t>(form));
    write_steps(key, steps);
}

void JsonTestNode::write_scalars(CacheKeyWriter& key) const {
    key.word(static_cast<std::uint64_t>(test));
    key.word(keys.size());
    for (const std::string& name : keys) key.text(name);
}

void JsonRemoveNode::write_scalars(CacheKeyWriter& key) const { write_steps(key, steps); }

}  // namespace azoth::sql
