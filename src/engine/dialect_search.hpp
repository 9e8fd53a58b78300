// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "azoth/engine/backend.hpp"

namespace azoth::engine {

/// Null when no such database is registered.
const Backend* find_linked_backend(std::string_view name);

/// Where dialects that are not registered may come from: see EngineOptions.
struct DialectPlaces {
    const std::string& library;
    const std::vector<std::string>& folders;
};

/// `url_dialect` may name a driver behind a `+`. Throws: ArgumentError(`unknown_dialect`, `bad_dialect_library`).
const Backend& find_or_load_backend(std::string_view url_dialect, const DialectPlaces& places);

}  // namespace azoth::engine
