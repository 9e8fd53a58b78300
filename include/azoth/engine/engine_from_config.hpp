// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/engine/engine.hpp"

namespace azoth {

namespace engine {
using ConfigEntries = std::vector<std::pair<std::string, std::string>>;
Engine engine_from_entries(const ConfigEntries& entries, std::string_view prefix);
}  // namespace engine

/// An engine from texts, as they stand in a configuration file: `azoth.url`, and with the names of EngineOptions
/// `azoth.pool_size`, `azoth.echo`, ...; of ExecutionOptions `azoth.isolation_level`, `azoth.statement_timeout_ms`, ...
/// Keys that do not begin with the prefix are left alone.
///
/// `config` is a std::map of strings, or any other range of pairs. Numbers are written as such, switches as `true` or
/// `false` (`on`, `off`, `1`, `0`), a pool as `queue`, `null`, `static` or `singleton_thread`, a level as `READ
/// COMMITTED`.
///
/// Throws: ArgumentError(`bad_option`) for an unknown key or a value that cannot be read; `bad_url` without a URL.
template <class Config>
Engine engine_from_config(const Config& config, std::string_view prefix = "azoth.") {
    engine::ConfigEntries entries;
    for (const auto& [key, value] : config) entries.emplace_back(key, value);
    return engine::engine_from_entries(entries, prefix);
}

}  // namespace azoth
