// SPDX-License-Identifier: MIT
#include "engine/compiled_cache.hpp"

#include <algorithm>
#include <utility>

#include "azoth/engine/compiled_cache.hpp"

namespace azoth::engine {
namespace {

// Below that many statements, a few shards would forget some while others have room.
constexpr std::size_t kLeastCapacityToShard = 128;

std::uint64_t hash_of(const CompiledKey& key) { return key.hash ^ reinterpret_cast<std::uintptr_t>(key.dialect) >> 4; }

}  // namespace

CompiledCache::CompiledCache(std::size_t capacity)
    : shard_count_(capacity < kLeastCapacityToShard ? 1 : shards_.size()),
      capacity_of_shard_(capacity / shard_count_) {}

bool CompiledCache::Item::is_for(const CompiledKey& key) const {
    return dialect == key.dialect && std::ranges::equal(words, key.words);
}

void CompiledCache::Shard::erase(std::list<Item>::iterator item) {
    by_hash.erase(item->hash);
    items.erase(item);
}

std::shared_ptr<const CompiledEntry> CompiledCache::find(const CompiledKey& key) {
    const std::uint64_t hash = hash_of(key);
    Shard& shard = shard_of(hash);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.by_hash.find(hash);
    if (found == shard.by_hash.end() || !found->second->is_for(key)) {
        ++shard.misses;
        return nullptr;
    }
    ++shard.hits;
    shard.items.splice(shard.items.begin(), shard.items, found->second);
    return found->second->entry;
}

void CompiledCache::insert(const CompiledKey& key, std::shared_ptr<const CompiledEntry> entry) {
    if (capacity_of_shard_ == 0) return;
    const std::uint64_t hash = hash_of(key);
    Shard& shard = shard_of(hash);
    const std::lock_guard lock(shard.mutex);
    // Another thread may have been faster; or another statement has the same hash, and gives way.
    if (const auto found = shard.by_hash.find(hash); found != shard.by_hash.end()) shard.erase(found->second);
    if (shard.items.size() == capacity_of_shard_) shard.erase(std::prev(shard.items.end()));
    shard.items.push_front({hash, key.dialect, {key.words.begin(), key.words.end()}, std::move(entry)});
    shard.by_hash.emplace(hash, shard.items.begin());
}

std::uint64_t CompiledCache::sum(std::uint64_t Shard::*counter) const {
    std::uint64_t total = 0;
    for (const Shard& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        total += shard.*counter;
    }
    return total;
}

std::uint64_t CompiledCache::hits() const { return sum(&Shard::hits); }

std::uint64_t CompiledCache::misses() const { return sum(&Shard::misses); }

std::size_t CompiledCache::size() const {
    std::size_t total = 0;
    for (const Shard& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        total += shard.items.size();
    }
    return total;
}

}  // namespace azoth::engine

namespace azoth {

std::shared_ptr<engine::CompiledCache> make_compiled_cache(std::size_t capacity) {
    return std::make_shared<engine::CompiledCache>(capacity);
}

CompiledCacheStatus status_of(const engine::CompiledCache& cache) {
    return {.size = cache.size(), .hits = cache.hits(), .misses = cache.misses()};
}

}  // namespace azoth
