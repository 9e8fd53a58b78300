// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "azoth/engine/engine_plugin.hpp"

namespace azoth::engine {

/// The plugins of one engine that is about to be made.
class EnginePlugins {
public:
    /// Makes those that URL and options name, takes their names out of the URL, and lets them change both.
    ///
    /// Throws: ArgumentError(`unknown_plugin`) that lists the known ones.
    EnginePlugins(Url& url, EngineOptions& options);

    void engine_created(const Engine& engine) const;

private:
    std::vector<std::unique_ptr<EnginePlugin>> plugins_;
};

}  // namespace azoth::engine
