// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/engine/options.hpp"
#include "engine/pool.hpp"

namespace azoth::engine {

/// The rules of the pool that the options ask for. Throws ArgumentError(`bad_option`).
PoolRules pool_rules(const EngineOptions& options, bool is_private_to_connection);

}  // namespace azoth::engine
