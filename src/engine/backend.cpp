// SPDX-License-Identifier: MIT
#include "azoth/engine/backend.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "engine/dialect_search.hpp"

namespace azoth {
namespace {

/// The databases that are linked into the program, or were registered by it. They stay for as long as it runs.
class Backends {
public:
    void add(std::unique_ptr<Backend> backend) {
        const std::lock_guard lock(mutex_);
        backends_.push_back(std::move(backend));
    }

    /// Null when there is none. The one registered last wins, so that a program may replace one.
    const Backend* find(std::string_view name) const {
        const std::lock_guard lock(mutex_);
        const auto found = std::find_if(backends_.rbegin(), backends_.rend(), [&](const auto& backend) {
            const std::vector<std::string> names = backend->names();
            const auto plus = name.find('+');
            const bool has_driver = plus != std::string_view::npos && name.substr(plus + 1) == backend->driver_name();
            return std::find(names.begin(), names.end(), name) != names.end() ||
                   (has_driver && std::find(names.begin(), names.end(), name.substr(0, plus)) != names.end());
        });
        return found == backends_.rend() ? nullptr : found->get();
    }

    std::string known_names() const {
        const std::lock_guard lock(mutex_);
        std::string text;
        for (const auto& backend : backends_) text += (text.empty() ? "" : ", ") + backend->names().front();
        return text.empty() ? "none" : text;
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::unique_ptr<Backend>> backends_;
};

/// Dialects register before main(), in an order that nobody knows.
Backends& backends() {
    // Never destroyed: engines may live as long as the program.
    static Backends& all = *new Backends;
    return all;
}

}  // namespace

bool Backend::is_private_to_connection(const Url&) const { return false; }

bool Backend::is_lost_without_connections(const Url&) const { return false; }

const Backend* engine::find_linked_backend(std::string_view name) { return backends().find(name); }

namespace {

/// Of this thread, while it loads a library.
thread_local engine::CollectedBackends* collecting = nullptr;

}  // namespace

engine::CollectedBackends::CollectedBackends() : around_(std::exchange(collecting, this)) {}

engine::CollectedBackends::~CollectedBackends() { collecting = around_; }

void register_backend(std::unique_ptr<Backend> backend) {
    if (collecting != nullptr) return collecting->add(std::move(backend));
    backends().add(std::move(backend));
}

const Backend& find_backend(std::string_view name) {
    if (const Backend* backend = backends().find(name)) return *backend;
    throw ArgumentError(
        "unknown_dialect",
        fmt::format("no database is known as '{0}'; known: {1}. If azoth has it, link its CMake component: "
                    "target_link_libraries(your_program azoth::{0}). EngineOptions::dialect_folders says where others "
                    "are loaded from",
                    name, backends().known_names()));
}

}  // namespace azoth
