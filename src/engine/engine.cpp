// SPDX-License-Identifier: MIT
#include "azoth/engine/engine.hpp"

#include "azoth/engine/backend.hpp"
#include "engine/connection_state.hpp"
#include "engine/engine_core.hpp"
#include "engine/placed.hpp"

namespace azoth {

Engine::Engine(std::shared_ptr<engine::EngineCore> core) : core_(std::move(core)) {}

Connection Engine::connect(std::source_location where) const {
    return engine::placed(where, [&] { return Connection(std::make_shared<engine::ConnectionState>(core_, where)); });
}

const Dialect& Engine::dialect() const { return core_->dialect(); }

const Url& Engine::url() const { return core_->url(); }

void Engine::dispose() const { core_->pool().dispose(); }

PoolStatus Engine::pool_status() const { return core_->pool().status(); }

EngineStatistics Engine::statistics() const { return core_->statistics(); }

void Engine::add_listener(std::shared_ptr<EngineListener> listener) const {
    core_->listeners().add(std::move(listener));
}

void Engine::remove_listener(const std::shared_ptr<EngineListener>& listener) const {
    core_->listeners().remove(listener);
}

Engine create_engine(std::string_view url, EngineOptions options) { return create_engine(parse_url(url), options); }

Engine create_engine(const Url& url, EngineOptions options) {
    return create_engine(url, find_backend(url.dialect), options);
}

Engine create_engine(const Url& url, const Backend& backend, EngineOptions options) {
    return Engine(std::make_shared<engine::EngineCore>(url, backend, options));
}

}  // namespace azoth
