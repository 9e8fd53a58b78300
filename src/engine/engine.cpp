// SPDX-License-Identifier: MIT
#include "azoth/engine/engine.hpp"

#include "azoth/engine/backend.hpp"
#include "engine/connection_state.hpp"
#include "engine/dialect_search.hpp"
#include "engine/engine_core.hpp"
#include "engine/engine_plugins.hpp"
#include "engine/placed.hpp"

namespace azoth {

Engine::Engine(std::shared_ptr<engine::EngineCore> core) : core_(std::move(core)), options_(core_->execution()) {}

Engine::Engine(const Engine&) = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(const Engine&) = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Engine::Engine(std::shared_ptr<engine::EngineCore> core, std::shared_ptr<const ExecutionOptions> options)
    : core_(std::move(core)), options_(std::move(options)) {}

Connection Engine::connect(std::source_location where) const {
    return engine::placed(
        where, [&] { return Connection(std::make_shared<engine::ConnectionState>(core_, options_, where)); });
}

Engine Engine::execution_options(const ExecutionOptions& options) const {
    return {core_, std::make_shared<const ExecutionOptions>(merged(*options_, options))};
}

const Dialect& Engine::dialect() const { return core_->dialect(); }

const Url& Engine::url() const { return core_->url(); }

void Engine::dispose(bool close) const {
    if (close)
        core_->pool().dispose();
    else
        core_->pool().abandon();
    core_->listeners().notify([](EngineListener& listener) { listener.on_dispose(); });
}

std::vector<PoolLoan> Engine::loans() const { return core_->pool().loans(); }

PoolStatus Engine::pool_status() const { return core_->pool().status(); }

EngineStatistics Engine::statistics() const { return core_->statistics(); }

void Engine::add_listener(std::shared_ptr<EngineListener> listener) const {
    core_->listeners().add(std::move(listener));
}

void Engine::remove_listener(const std::shared_ptr<EngineListener>& listener) const {
    core_->listeners().remove(listener);
}

Engine create_engine(std::string_view url) { return create_engine(parse_url(url), EngineOptions{}); }

Engine create_engine(const Url& url) { return create_engine(url, EngineOptions{}); }

Engine create_engine(std::string_view url, const EngineOptions& options) {
    return create_engine(parse_url(url), options);
}

Engine create_engine(const Url& url, const EngineOptions& options) {
    Url target = url;
    EngineOptions chosen = options;
    const engine::EnginePlugins plugins(target, chosen);
    const Backend& backend =
        engine::find_or_load_backend(target.dialect, {chosen.dialect_library, chosen.dialect_folders});
    const Engine engine(std::make_shared<engine::EngineCore>(target, backend, chosen));
    plugins.engine_created(engine);
    return engine;
}

Engine create_engine(const Url& url, const Backend& backend, const EngineOptions& options) {
    Url target = url;
    EngineOptions chosen = options;
    const engine::EnginePlugins plugins(target, chosen);
    const Engine engine(std::make_shared<engine::EngineCore>(target, backend, chosen));
    plugins.engine_created(engine);
    return engine;
}

}  // namespace azoth
