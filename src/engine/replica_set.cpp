// SPDX-License-Identifier: MIT
#include "engine/replica_set.hpp"

#include <unordered_map>
#include <utility>

#include "azoth/base/error.hpp"

namespace azoth {
namespace engine {
namespace {

thread_local int primary_scopes = 0;
thread_local std::unordered_map<std::uint64_t, std::chrono::steady_clock::time_point> sticks_until;

std::atomic<std::uint64_t> last_number = 0;

}  // namespace

ReplicaSet::ReplicaSet(Engine primary, const std::vector<Engine>& replicas, const ReplicaOptions& options)
    : number_(++last_number),
      primary_(std::move(primary)),
      primary_reader_(primary_.execution_options({.read_only = true})),
      options_(options) {
    replicas_.reserve(replicas.size());
    for (const Engine& replica : replicas) replicas_.emplace_back(replica.execution_options({.read_only = true}));
}

bool ReplicaSet::sticks() const {
    if (primary_scopes > 0) return true;
    const auto found = sticks_until.find(number_);
    if (found == sticks_until.end()) return false;
    if (Clock::now() < found->second) return true;
    sticks_until.erase(found);
    return false;
}

std::optional<std::size_t> ReplicaSet::next() {
    if (sticks()) return std::nullopt;
    const Clock::rep now = Clock::now().time_since_epoch().count();
    for (std::size_t tried = 0; tried < replicas_.size(); ++tried) {
        const std::size_t index = turn_.fetch_add(1, std::memory_order_relaxed) % replicas_.size();
        if (replicas_[index].alone_until.load(std::memory_order_relaxed) <= now) return index;
    }
    return std::nullopt;
}

void ReplicaSet::leave_alone(std::size_t index) {
    const auto until = Clock::now() + std::chrono::milliseconds(options_.retry_after_ms);
    replicas_[index].alone_until.store(until.time_since_epoch().count(), std::memory_order_relaxed);
}

void ReplicaSet::stick() {
    if (options_.stick_ms <= 0) return;
    const Clock::time_point now = Clock::now();
    std::erase_if(sticks_until, [now](const auto& entry) { return entry.second <= now; });
    sticks_until[number_] = now + std::chrono::milliseconds(options_.stick_ms);
}

void ReplicaSet::dispose() const {
    primary_.dispose();
    for (const Replica& replica : replicas_) replica.engine.dispose();
}

}  // namespace engine

ReplicatedEngine::PrimaryScope::PrimaryScope() { ++engine::primary_scopes; }

ReplicatedEngine::PrimaryScope::~PrimaryScope() { --engine::primary_scopes; }

ReplicatedEngine::ReplicatedEngine(Engine primary, std::vector<Engine> replicas, const ReplicaOptions& options)
    : set_(std::make_shared<engine::ReplicaSet>(std::move(primary), replicas, options)) {}

const Engine& ReplicatedEngine::primary() const { return set_->primary(); }

Engine ReplicatedEngine::reader() const {
    const auto index = set_->next();
    return index ? set_->replica(*index) : set_->primary_reader();
}

Connection ReplicatedEngine::connect_for_reading(std::source_location where) const {
    for (auto index = set_->next(); index; index = set_->next()) {
        try {
            return set_->replica(*index).connect(where);
        } catch (const ConnectionError&) {
            set_->leave_alone(*index);
        }
    }
    return set_->primary_reader().connect(where);
}

void ReplicatedEngine::stick_to_primary() const { set_->stick(); }

void ReplicatedEngine::dispose() const { set_->dispose(); }

}  // namespace azoth
