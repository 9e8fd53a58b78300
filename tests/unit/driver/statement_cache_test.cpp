// SPDX-License-Identifier: MIT
#include "azoth/driver/statement_cache.hpp"

#include <gtest/gtest.h>

namespace azoth::test {
namespace {

using Cache = driver::StatementCache<int>;

TEST(StatementCache, FindsWhatWasInserted) {
    Cache cache(2);
    cache.insert("SELECT 1", std::make_shared<int>(1));

    EXPECT_EQ(*cache.find("SELECT 1"), 1);
    EXPECT_EQ(cache.find("SELECT 2"), nullptr);
}

TEST(StatementCache, KeepsItsOwnCopyOfTheText) {
    Cache cache(2);
    std::string sql = "SELECT 1";
    cache.insert(sql, std::make_shared<int>(1));

    sql = "SELECT 2";

    EXPECT_NE(cache.find("SELECT 1"), nullptr);
}

TEST(StatementCache, DropsTheLeastRecentlyUsed) {
    Cache cache(2);
    cache.insert("SELECT 1", std::make_shared<int>(1));
    cache.insert("SELECT 2", std::make_shared<int>(2));
    cache.find("SELECT 1");

    cache.insert("SELECT 3", std::make_shared<int>(3));

    EXPECT_EQ(cache.find("SELECT 2"), nullptr);
    EXPECT_NE(cache.find("SELECT 1"), nullptr);
    EXPECT_EQ(cache.size(), 2U);
}

TEST(StatementCache, HoldsOneStatementAtLeast) {
    Cache cache(0);
    cache.insert("SELECT 1", std::make_shared<int>(1));

    EXPECT_NE(cache.find("SELECT 1"), nullptr);
}

TEST(StatementCache, LeavesADroppedStatementToThoseWhoStillUseIt) {
    Cache cache(1);
    cache.insert("SELECT 1", std::make_shared<int>(1));
    const std::shared_ptr<int> in_use = cache.find("SELECT 1");

    cache.insert("SELECT 2", std::make_shared<int>(2));

    EXPECT_EQ(in_use.use_count(), 1);
    EXPECT_EQ(*in_use, 1);
}

TEST(StatementCache, ForgetsAnErasedStatement) {
    Cache cache(2);
    const auto prepared = std::make_shared<int>(1);
    cache.insert("SELECT 1", prepared);

    cache.erase("SELECT 1");
    cache.erase("SELECT 2");

    EXPECT_EQ(cache.find("SELECT 1"), nullptr);
    EXPECT_EQ(prepared.use_count(), 1);
}

TEST(StatementCache, ForgetsEverythingWhenCleared) {
    Cache cache(2);
    const auto prepared = std::make_shared<int>(1);
    cache.insert("SELECT 1", prepared);

    cache.clear();

    EXPECT_EQ(cache.size(), 0U);
    EXPECT_EQ(prepared.use_count(), 1);
}

}  // namespace
}  // namespace azoth::test
