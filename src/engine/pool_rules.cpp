// SPDX-License-Identifier: MIT
#include "engine/pool_rules.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::engine {
namespace {

void require_at_least(int least, std::string_view option, int value) {
    if (value >= least) return;
    throw ArgumentError("bad_option",
                        fmt::format("EngineOptions::{} is {}; it must be at least {}", option, value, least));
}

void check(const EngineOptions& options) {
    require_at_least(0, "pool_size", options.pool_size);
    require_at_least(-1, "max_overflow", options.max_overflow);
    require_at_least(-1, "pool_timeout_ms", options.pool_timeout_ms);
    require_at_least(-1, "pool_recycle_seconds", options.pool_recycle_seconds);
    require_at_least(0, "pool_pre_ping_idle_ms", options.pool_pre_ping_idle_ms);
    if (options.pool_size == 0 && options.max_overflow == 0)
        throw ArgumentError("bad_option",
                            "EngineOptions::pool_size and max_overflow are both 0, so that there could "
                            "never be a connection; give one of them at least 1");
}

void set_sizes(PoolRules& rules, PoolKind kind, const EngineOptions& options) {
    switch (kind) {
        case PoolKind::Null:
            rules.keep = 0;
            rules.most = -1;
            break;
        case PoolKind::Static:
            rules.keep = 1;
            rules.most = 1;
            break;
        case PoolKind::SingletonThread:
            rules.keep = options.pool_size;
            rules.most = -1;
            rules.is_per_thread = true;
            break;
        case PoolKind::Queue:
        case PoolKind::Default:
            rules.keep = options.pool_size;
            rules.most = options.max_overflow < 0 ? -1 : options.pool_size + options.max_overflow;
            break;
    }
}

}  // namespace

PoolRules pool_rules(const EngineOptions& options, bool is_private_to_connection) {
    check(options);
    const bool is_default = options.pool == PoolKind::Default;
    PoolRules rules{.timeout_ms = options.pool_timeout_ms,
                    .recycle_seconds = options.pool_recycle_seconds,
                    .pre_ping = options.pool_pre_ping,
                    .ping_idle_ms = options.pool_pre_ping_idle_ms,
                    .use_lifo = options.pool_use_lifo};
    set_sizes(rules, is_default && is_private_to_connection ? PoolKind::Static : options.pool, options);
    // The database would be gone with its connection.
    if (is_private_to_connection) rules.recycle_seconds = -1;
    return rules;
}

}  // namespace azoth::engine
