// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string_view>

namespace azoth {

class Engine;
struct EngineOptions;
struct Url;

/// Something that is added to engines by name, without a change of the program: `?plugin=name` in the URL, or
/// EngineOptions::plugins. Made anew for each engine.
class EnginePlugin {
public:
    virtual ~EnginePlugin() = default;

    /// Before the engine is made. May change both; takes options of the URL that are its own out of it, since dialects
    /// refuse what they do not know.
    virtual void configure(Url& /*url*/, EngineOptions& /*options*/) {}
    /// The engine has been made, and nothing is opened yet: the place for Engine::add_listener(). What it throws comes
    /// from create_engine(). The plugin is destroyed afterwards.
    virtual void engine_created(const Engine& /*engine*/) {}
};

/// Makes a plugin known to create_engine(). The one registered last under a name is used.
///
///     register_plugin("audit", [] () -> std::unique_ptr<EnginePlugin> { return std::make_unique<Audit>(); });
///
/// Thread safety: may be called from several threads.
void register_plugin(std::string_view name, std::unique_ptr<EnginePlugin> (*make)());

}  // namespace azoth
