// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "azoth/azoth.hpp"
#include "azoth/orm/class_map.hpp"

namespace azoth::test {
namespace {

struct Leaf;

struct Tree {
    std::int64_t id = 0;
    Many<Leaf> leaves;
};

struct Leaf {
    std::int64_t id = 0;
    std::int64_t tree_id = 0;
    One<Tree> tree;
};

void mapping(Mapper<Tree>& m) {
    m.table("trees");
    m.columns<&Tree::id>();
    m.primary_key(&Tree::id);
    m.relationship<&Tree::leaves>();
}

void mapping(Mapper<Leaf>& m) {
    m.table("leaves");
    m.columns<&Leaf::id, &Leaf::tree_id>();
    m.primary_key(&Leaf::id);
    m.column(&Leaf::tree_id).references(&Tree::id);
    m.relationship<&Leaf::tree>();
}

TEST(Mapping, MayBeUsedFirstByManyThreadsAtOnce) {
    std::atomic<int> paired = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&paired, i] {
            orm::ClassMap& map = i % 2 == 0 ? orm::class_map<Tree>() : orm::class_map<Leaf>();
            map.ensure_configured();
            const orm::Relationship& relationship = *map.relationships().front();
            if (relationship.paired != nullptr && relationship.paired->paired == &relationship) ++paired;
        });
    for (std::thread& thread : threads) thread.join();

    EXPECT_EQ(paired, 8);
}

TEST(Sessions, OfSeveralThreadsShareAnEngine) {
    const Engine engine = create_engine("sqlite://");
    Registry::of<Tree, Leaf>().create_all(engine);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&engine] {
            for (int round = 0; round < 10; ++round) {
                Session session(engine);
                session.add(Tree{.leaves = {Leaf{}, Leaf{}}});
                session.commit();
            }
        });
    for (std::thread& thread : threads) thread.join();

    Session session(engine);
    EXPECT_EQ(session.query<Tree>().count(), 40);
    EXPECT_EQ(session.query<Leaf>().count(), 80);
}

}  // namespace
}  // namespace azoth::test
