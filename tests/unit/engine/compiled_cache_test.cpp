// SPDX-License-Identifier: MIT
#include "engine/compiled_cache.hpp"

#include <gtest/gtest.h>

#include "azoth/compile/dialect.hpp"

namespace azoth::test {
namespace {

using engine::CompiledCache;
using engine::CompiledEntry;
using engine::CompiledKey;

using Words = std::vector<std::uint64_t>;

std::shared_ptr<const CompiledEntry> entry(std::string sql) {
    return std::make_shared<CompiledEntry>(CompiledEntry{.compiled = {.sql = std::move(sql)}});
}

std::string find(CompiledCache& cache, const CompiledKey& key) {
    const auto found = cache.find(key);
    return found == nullptr ? "nothing" : found->compiled.sql;
}

CompiledKey key(const Words& words, std::uint64_t hash = 1) {
    return {hash, &generic_dialect(), words};
}

TEST(CompiledCache, FindsAStatementByItsShape) {
    CompiledCache cache(10);
    cache.insert(key({1, 2}), entry("SELECT 1"));

    EXPECT_EQ(find(cache, key({1, 2})), "SELECT 1");
}

TEST(CompiledCache, TellsShapesOfTheSameHashApart) {
    CompiledCache cache(10);
    cache.insert(key({1, 2}), entry("SELECT 1"));

    EXPECT_EQ(find(cache, key({1, 3})), "nothing");
    EXPECT_EQ(find(cache, key({1, 2, 3})), "nothing");
}

TEST(CompiledCache, KeepsTheLaterOfTwoShapesOfTheSameHash) {
    CompiledCache cache(10);
    cache.insert(key({1}), entry("SELECT 1"));
    cache.insert(key({2}), entry("SELECT 2"));

    EXPECT_EQ(find(cache, key({2})), "SELECT 2");
    EXPECT_EQ(cache.size(), 1U);
}

TEST(CompiledCache, TellsDialectsApart) {
    CompiledCache cache(10);
    const Words words{1};
    cache.insert({1, &generic_dialect(), words}, entry("SELECT 1"));

    EXPECT_EQ(find(cache, {1, nullptr, words}), "nothing");
}

TEST(CompiledCache, ForgetsTheLeastRecentlyUsed) {
    CompiledCache cache(2);
    cache.insert(key({1}, 1), entry("SELECT 1"));
    cache.insert(key({2}, 2), entry("SELECT 2"));
    find(cache, key({1}, 1));
    cache.insert(key({3}, 3), entry("SELECT 3"));

    EXPECT_EQ(find(cache, key({1}, 1)), "SELECT 1");
    EXPECT_EQ(find(cache, key({2}, 2)), "nothing");
    EXPECT_EQ(find(cache, key({3}, 3)), "SELECT 3");
}

TEST(CompiledCache, KeepsNothingWithoutCapacity) {
    CompiledCache cache(0);
    cache.insert(key({1}), entry("SELECT 1"));

    EXPECT_EQ(find(cache, key({1})), "nothing");
}

TEST(CompiledCache, StaysWithinItsCapacity) {
    CompiledCache cache(500);
    for (std::uint64_t i = 0; i < 5000; ++i) {
        const Words words{i};
        cache.insert(key(words, i * 0x9E3779B97F4A7C15ULL), entry("SELECT 1"));
    }

    EXPECT_LE(cache.size(), 500U);
    EXPECT_GT(cache.size(), 400U);
}

TEST(CompiledCache, CountsHitsAndMisses) {
    CompiledCache cache(10);
    cache.insert(key({1}), entry("SELECT 1"));
    find(cache, key({1}));
    find(cache, key({1}));
    find(cache, key({2}, 2));

    EXPECT_EQ(cache.hits(), 2U);
    EXPECT_EQ(cache.misses(), 1U);
}

TEST(CompiledCache, LeavesAForgottenStatementToThoseWhoUseIt) {
    CompiledCache cache(1);
    cache.insert(key({1}, 1), entry("SELECT 1"));
    const auto in_use = cache.find(key({1}, 1));
    cache.insert(key({2}, 2), entry("SELECT 2"));

    EXPECT_EQ(in_use->compiled.sql, "SELECT 1");
}

}  // namespace
}  // namespace azoth::test
