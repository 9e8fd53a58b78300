// SPDX-License-Identifier: MIT
#include "engine/engine_plugins.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <string>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/engine/options.hpp"
#include "azoth/engine/url.hpp"

namespace azoth {
namespace {

using Make = std::unique_ptr<EnginePlugin> (*)();

struct KnownPlugins {
    std::mutex mutex;
    std::map<std::string, Make, std::less<>> by_name;
};

KnownPlugins& known_plugins() {
    // Never destroyed: engines may be made until the program ends.
    static KnownPlugins& all = *new KnownPlugins;
    return all;
}

Make find_plugin(std::string_view name) {
    KnownPlugins& known = known_plugins();
    const std::lock_guard lock(known.mutex);
    const auto found = known.by_name.find(name);
    if (found != known.by_name.end()) return found->second;
    std::string names;
    for (const auto& [other, make] : known.by_name) names += (names.empty() ? "" : ", ") + other;
    throw ArgumentError("unknown_plugin",
                        fmt::format("no engine plugin is known as '{}'; known: {}. Call register_plugin() before the "
                                    "engine is created",
                                    name, names.empty() ? "none" : names));
}

std::unique_ptr<EnginePlugin> make_plugin(std::string_view name) {
    const Make make = find_plugin(name);  // which may itself register others
    auto plugin = make != nullptr ? make() : nullptr;
    if (plugin != nullptr) return plugin;
    throw ArgumentError("bad_plugin",
                        fmt::format("the engine plugin '{}' was registered with a function that is null or gives "
                                    "a null pointer; give register_plugin() one that makes a plugin",
                                    name));
}

}  // namespace

void register_plugin(std::string_view name, Make make) {
    KnownPlugins& known = known_plugins();
    const std::lock_guard lock(known.mutex);
    known.by_name.insert_or_assign(std::string(name), make);
}

namespace engine {

EnginePlugins::EnginePlugins(Url& url, EngineOptions& options) {
    std::vector<std::string> names = url.options.all("plugin");
    url.options.erase("plugin");
    names.insert(names.end(), options.plugins.begin(), options.plugins.end());
    for (const std::string& name : names) plugins_.push_back(make_plugin(name));
    for (const auto& plugin : plugins_) plugin->configure(url, options);
}

void EnginePlugins::engine_created(const Engine& engine) const {
    for (const auto& plugin : plugins_) plugin->engine_created(engine);
}

}  // namespace engine
}  // namespace azoth
