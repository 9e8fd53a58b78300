// SPDX-License-Identifier: MIT
#include "orm/identity_map.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

#include "azoth/orm/mapper.hpp"

namespace azoth::test {
namespace {

using orm::IntegerKeyMap;
using orm::ObjectHeader;

struct Numbered {
    std::int64_t id = 0;
};

void mapping(Mapper<Numbered>& m) {
    m.table("identity_map_numbered");
    m.columns<&Numbered::id>();
    m.primary_key(&Numbered::id);
}

struct SmallNumbered {
    std::int16_t id = 0;
};

void mapping(Mapper<SmallNumbered>& m) {
    m.table("identity_map_small");
    m.columns<&SmallNumbered::id>();
    m.primary_key(&SmallNumbered::id);
}

/// Makes objects that belong to no session.
class Objects {
public:
    Objects() : region_(new orm::Region(nullptr)) { region_->retain(); }
    Objects(const Objects&) = delete;
    Objects& operator=(const Objects&) = delete;
    ~Objects() { region_->release(); }

    template <class Object = Numbered>
    ObjectHeader& with(std::int64_t key) {
        ObjectHeader& header = region_->create(orm::class_map<Object>());
        static_cast<Object*>(header.object())->id = static_cast<decltype(Object::id)>(key);
        return header;
    }
    void snapshot(ObjectHeader& header) { header.set_snapshot(region_->save_snapshot(header)); }

private:
    orm::Region* const region_;
};

TEST(IntegerKeyMap, FindsWhatWasInserted) {
    Objects objects;
    IntegerKeyMap map;
    ObjectHeader& header = objects.with(-7);
    map.insert(header);

    EXPECT_EQ(map.find(-7), &header);
    EXPECT_EQ(map.find(7), nullptr);
}

TEST(IntegerKeyMap, FindsNegativeKeysOfSmallMembers) {
    Objects objects;
    IntegerKeyMap map;
    ObjectHeader& header = objects.with<SmallNumbered>(-7);
    map.insert(header);

    EXPECT_EQ(map.find(-7), &header);
}

TEST(IntegerKeyMap, FindsByTheKeyOfTheRowWhateverTheObjectSays) {
    Objects objects;
    IntegerKeyMap map;
    ObjectHeader& header = objects.with(1);
    objects.snapshot(header);
    map.insert(header);
    static_cast<Numbered*>(header.object())->id = 2;
    map.reserve(1000);

    EXPECT_EQ(map.find(1), &header);
    EXPECT_EQ(map.find(2), nullptr);
}

TEST(IntegerKeyMap, AnEmptyOneFindsNothing) {
    IntegerKeyMap map;
    map.erase(1);

    EXPECT_EQ(map.find(1), nullptr);
}

TEST(IntegerKeyMap, InsertsWhereItHasLookedFirst) {
    Objects objects;
    IntegerKeyMap map;
    std::vector<ObjectHeader*> headers;
    for (std::int64_t key = 0; key < 1000; ++key) {
        IntegerKeyMap::Slot& slot = map.slot_for(key);
        ASSERT_TRUE(slot.is_empty());
        headers.push_back(&objects.with(key));
        map.insert(slot, key, *headers.back());
    }

    EXPECT_EQ(map.size(), headers.size());
    for (std::size_t i = 0; i < headers.size(); ++i)
        ASSERT_EQ(map.slot_for(static_cast<std::int64_t>(i)).object(), headers[i]);
}

TEST(IntegerKeyMap, KeepsItsObjectsWhenRoomIsMadeForMore) {
    Objects objects;
    IntegerKeyMap map;
    ObjectHeader& header = objects.with(3);
    map.insert(header);
    map.reserve(1000);
    map.reserve(0);

    EXPECT_EQ(map.find(3), &header);
    EXPECT_EQ(map.size(), 1U);
}

TEST(IntegerKeyMap, MakesRoomForMoreWhenAllHaveGone) {
    Objects objects;
    IntegerKeyMap map;
    for (std::int64_t key = 0; key < 14; ++key) map.insert(objects.with(key));
    for (std::int64_t key = 0; key < 14; ++key) map.erase(key);
    map.reserve(100);
    ObjectHeader& header = objects.with(3);
    map.insert(header);

    EXPECT_EQ(map.find(3), &header);
    EXPECT_EQ(map.find(4), nullptr);
    EXPECT_EQ(map.size(), 1U);
}

TEST(IntegerKeyMap, FindsKeysAtAnyDistanceFromEachOther) {
    for (int shift = 0; shift < 52; ++shift) {
        Objects objects;
        IntegerKeyMap map;
        std::vector<ObjectHeader*> headers;
        for (std::int64_t i = 0; i < 300; ++i) {
            headers.push_back(&objects.with((i - 150) * (std::int64_t{1} << shift)));
            map.insert(*headers.back());
        }

        for (std::int64_t i = 0; i < 300; ++i)
            ASSERT_EQ(map.find((i - 150) * (std::int64_t{1} << shift)), headers[static_cast<std::size_t>(i)]) << shift;
        EXPECT_EQ(map.find(150 * (std::int64_t{1} << shift)), nullptr);
    }
}

TEST(IntegerKeyMap, AgreesWithAStandardMapOverManyRandomSteps) {
    std::mt19937 random(42);
    // Keys that collide: few distinct values, far apart.
    const auto random_key = [&] { return static_cast<std::int64_t>(random() % 200) * 4294967296 - 7; };
    Objects objects;
    IntegerKeyMap map;
    std::map<std::int64_t, ObjectHeader*> model;
    for (int step = 0; step < 20000; ++step) {
        const std::int64_t key = random_key();
        if (random() % 3 == 0) {
            map.erase(key);
            model.erase(key);
        } else {
            ObjectHeader& header = objects.with(key);
            map.insert(header);
            model[key] = &header;
        }
        const std::int64_t probe = random_key();
        const auto expected = model.find(probe);
        ASSERT_EQ(map.find(probe), expected == model.end() ? nullptr : expected->second) << "step " << step;
    }
    EXPECT_EQ(map.size(), model.size());
}

}  // namespace
}  // namespace azoth::test
