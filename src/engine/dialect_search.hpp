// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/engine/backend.hpp"

namespace azoth::engine {

/// Null when no such database is registered.
const Backend* find_linked_backend(std::string_view name);

/// While it lives, what this thread registers is collected here instead of becoming known.
class CollectedBackends {
public:
    CollectedBackends();
    CollectedBackends(const CollectedBackends&) = delete;
    CollectedBackends& operator=(const CollectedBackends&) = delete;
    ~CollectedBackends();

    void add(std::unique_ptr<Backend> backend) { all_.push_back(std::move(backend)); }
    std::vector<std::unique_ptr<Backend>> take() { return std::move(all_); }

private:
    std::vector<std::unique_ptr<Backend>> all_;
    CollectedBackends* const around_;
};

/// Where dialects that are not registered may come from: see EngineOptions.
struct DialectPlaces {
    const std::string& library;
    const std::vector<std::string>& folders;
};

/// `url_dialect` may name a driver behind a `+`. Throws: ArgumentError(`unknown_dialect`, `bad_dialect_library`).
const Backend& find_or_load_backend(std::string_view url_dialect, const DialectPlaces& places);

}  // namespace azoth::engine
