// SPDX-License-Identifier: MIT
// Many and One as members of plain values, which no session knows.
#include "azoth/orm/many.hpp"
#include "azoth/orm/one.hpp"

#include <iterator>
#include <string>
#include <type_traits>
#include <utility>

#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

struct Leaf {
    std::string name;
};

struct Branch {
    std::string name;
    Many<Leaf> leaves;
    One<Leaf> best;
};

static_assert(std::forward_iterator<Many<Leaf>::iterator>);
static_assert(std::is_same_v<std::iterator_traits<Many<Leaf>::iterator>::iterator_category, std::forward_iterator_tag>);

TEST(Many, OwnsTheValuesPutIntoIt) {
    Branch branch{.name = "b", .leaves = {{.name = "one"}, {.name = "two"}}};
    branch.leaves.push_back(Leaf{"three"});

    ASSERT_EQ(branch.leaves.size(), 3U);
    EXPECT_EQ(branch.leaves[2].name, "three");
    EXPECT_EQ(branch.leaves.front().name, "one");
    EXPECT_EQ(branch.leaves.back().name, "three");
}

TEST(Many, CopiesItsValues) {
    Branch branch{.leaves = {{.name = "one"}}};
    Branch copy = branch;
    copy.leaves[0].name = "changed";

    EXPECT_EQ(branch.leaves[0].name, "one");
}

TEST(Many, MovesItsValuesWithoutCopying) {
    Branch branch{.leaves = {{.name = "one"}}};
    const Leaf* const leaf = &branch.leaves[0];
    const Branch moved = std::move(branch);

    EXPECT_EQ(&moved.leaves[0], leaf);
}

TEST(Many, IsIteratedLikeAContainer) {
    const Branch branch{.leaves = {{.name = "one"}, {.name = "two"}}};
    std::string all;
    for (const Leaf& leaf : branch.leaves) all += leaf.name;

    EXPECT_EQ(all, "onetwo");
}

TEST(Many, ErasesAndClears) {
    Branch branch{.leaves = {{.name = "one"}, {.name = "two"}}};
    branch.leaves.erase(0);
    EXPECT_EQ(branch.leaves[0].name, "two");
    branch.leaves.clear();
    EXPECT_TRUE(branch.leaves.empty());
}

TEST(Many, AssignmentReplacesItsValues) {
    Branch branch{.leaves = {{.name = "one"}, {.name = "two"}}};
    branch.leaves = {{.name = "three"}};

    ASSERT_EQ(branch.leaves.size(), 1U);
    EXPECT_EQ(branch.leaves[0].name, "three");
}

TEST(One, OwnsItsValue) {
    const Branch branch{.best = Leaf{"gold"}};

    ASSERT_TRUE(branch.best);
    EXPECT_EQ(branch.best->name, "gold");
    EXPECT_EQ((*branch.best).name, "gold");
}

TEST(One, CopiesItsValue) {
    Branch branch{.best = Leaf{"gold"}};
    Branch copy = branch;
    copy.best->name = "changed";

    EXPECT_EQ(branch.best->name, "gold");
}

TEST(One, AssignmentReplacesItsValue) {
    Branch branch{.best = Leaf{"gold"}};
    branch.best = Leaf{"silver"};
    EXPECT_EQ(branch.best->name, "silver");
    branch.best = nullptr;
    EXPECT_FALSE(branch.best);
}

TEST(One, LookingIntoAnEmptyOneIsAnErrorThatSaysHowToAvoidIt) {
    const Branch branch;

    expect_error<ArgumentError>("empty_relationship", "test it first", [&] { return branch.best->name; });
}

TEST(Ref, UsingAnEmptyOneIsAnErrorThatSaysHowToAvoidIt) {
    const Ref<Leaf> ref;

    EXPECT_FALSE(ref);
    expect_error<ArgumentError>("empty_ref", "an empty Ref was used", [&] { return ref->name; });
}

}  // namespace
}  // namespace azoth::test
