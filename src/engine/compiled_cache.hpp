// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

#include "azoth/compile/compiled.hpp"
#include "engine/fork_lock.hpp"
#include "engine/statement_effect.hpp"

namespace azoth {
class Dialect;
}

namespace azoth::engine {

/// The shape of a statement in a dialect.
struct CompiledKey {
    std::uint64_t hash = 0;  ///< of `words`
    const Dialect* dialect = nullptr;
    std::span<const std::uint64_t> words;
};

/// A compiled statement, when it was made, and what its SQL leaves of itself.
struct CompiledEntry {
    Compiled compiled;
    std::chrono::steady_clock::time_point made_at;
    Effect effect = Effect::MayPersist;
};

/// A statement's compiled form and how it was come by.
struct CompiledStatement {
    std::shared_ptr<const CompiledEntry> entry;
    bool from_cache = false;
    std::int64_t compile_us = 0;  ///< what compiling took; 0 when from_cache
    bool is_ddl = false;
};

/// Compiled statements by their shape; the least recently used go when it is full.
///
/// Thread safety: all members may be called from several threads.
class CompiledCache {
public:
    /// `capacity` 0 keeps nothing.
    explicit CompiledCache(std::size_t capacity);

    /// Null when it is not there. Counts a hit or a miss.
    std::shared_ptr<const CompiledEntry> find(const CompiledKey& key);
    void insert(const CompiledKey& key, std::shared_ptr<const CompiledEntry> entry);

    std::size_t size() const;
    std::uint64_t hits() const;
    std::uint64_t misses() const;

private:
    struct Item {
        std::uint64_t hash;
        const Dialect* dialect;
        std::vector<std::uint64_t> words;
        std::shared_ptr<const CompiledEntry> entry;

        bool is_for(const CompiledKey& key) const;
    };

    /// A part of the cache with a lock of its own, so that threads seldom meet.
    struct alignas(64) Shard {
        mutable std::mutex mutex;
        const ForkLock fork_lock{mutex};
        std::list<Item> items;  // most recently used first
        std::unordered_map<std::uint64_t, std::list<Item>::iterator> by_hash;
        std::uint64_t hits = 0;
        std::uint64_t misses = 0;

        void erase(std::list<Item>::iterator item);
    };

    Shard& shard_of(std::uint64_t hash) { return shards_[(hash >> 56) % shard_count_]; }
    std::uint64_t sum(std::uint64_t Shard::*counter) const;

    std::array<Shard, 8> shards_;
    std::size_t shard_count_;
    std::size_t capacity_of_shard_;
};

}  // namespace azoth::engine
