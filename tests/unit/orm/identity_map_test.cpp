// SPDX-License-Identifier: MIT
#include "orm/identity_map.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

namespace azoth::test {
namespace {

using orm::IntegerKeyMap;
using orm::ObjectHeader;

TEST(IntegerKeyMap, FindsWhatWasInserted) {
    IntegerKeyMap map;
    ObjectHeader header;
    map.insert(-7, header);

    EXPECT_EQ(map.find(-7), &header);
    EXPECT_EQ(map.find(7), nullptr);
}

TEST(IntegerKeyMap, AnEmptyOneFindsNothing) {
    IntegerKeyMap map;
    map.erase(1);

    EXPECT_EQ(map.find(1), nullptr);
}

TEST(IntegerKeyMap, InsertsWhereItHasLookedFirst) {
    IntegerKeyMap map;
    std::vector<ObjectHeader> headers(1000);
    for (std::size_t i = 0; i < headers.size(); ++i) {
        const auto key = static_cast<std::int64_t>(i);
        IntegerKeyMap::Slot& slot = map.slot_for(key);
        ASSERT_EQ(slot.object, nullptr);
        map.insert(slot, key, headers[i]);
    }

    EXPECT_EQ(map.size(), headers.size());
    for (std::size_t i = 0; i < headers.size(); ++i)
        ASSERT_EQ(map.slot_for(static_cast<std::int64_t>(i)).object, &headers[i]);
}

TEST(IntegerKeyMap, KeepsItsObjectsWhenRoomIsMadeForMore) {
    IntegerKeyMap map;
    ObjectHeader header;
    map.insert(3, header);
    map.reserve(1000);
    map.reserve(0);

    EXPECT_EQ(map.find(3), &header);
    EXPECT_EQ(map.size(), 1U);
}

TEST(IntegerKeyMap, AgreesWithAStandardMapOverManyRandomSteps) {
    std::mt19937 random(42);
    std::vector<ObjectHeader> headers(64);
    IntegerKeyMap map;
    std::map<std::int64_t, ObjectHeader*> model;
    for (int step = 0; step < 20000; ++step) {
        // Keys that collide: few distinct values, far apart.
        const std::int64_t key = static_cast<std::int64_t>(random() % 200) * 4294967296 - 7;
        if (random() % 3 == 0) {
            map.erase(key);
            model.erase(key);
        } else {
            ObjectHeader& header = headers[random() % headers.size()];
            map.insert(key, header);
            model[key] = &header;
        }
        const std::int64_t probe = static_cast<std::int64_t>(random() % 200) * 4294967296 - 7;
        const auto expected = model.find(probe);
        ASSERT_EQ(map.find(probe), expected == model.end() ? nullptr : expected->second) << "step " << step;
    }
    EXPECT_EQ(map.size(), model.size());
}

}  // namespace
}  // namespace azoth::test
