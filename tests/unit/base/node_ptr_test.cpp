// SPDX-License-Identifier: MIT
#include "azoth/base/node_ptr.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace azoth::test {
namespace {

struct Node : Counted {
    explicit Node(int& deaths) : deaths_(deaths) {}
    Node(const Node&) = default;
    ~Node() override { ++deaths_; }

    int& deaths_;
};

struct Leaf : Node {
    using Node::Node;
};

class NodePtrTest : public testing::Test {
protected:
    int deaths = 0;
};

TEST_F(NodePtrTest, DeletesTheNodeWithItsLastOwner) {
    auto first = make_node<Node>(deaths);
    auto second = first;

    first = nullptr;
    EXPECT_EQ(deaths, 0);
    second = nullptr;
    EXPECT_EQ(deaths, 1);
}

TEST_F(NodePtrTest, LeavesAMovedFromHandleEmpty) {
    auto first = make_node<Node>(deaths);
    const NodePtr<Node> second = std::move(first);

    EXPECT_FALSE(first);
    EXPECT_TRUE(second->has_one_owner());
}

TEST_F(NodePtrTest, MayBeAssignedToItself) {
    auto node = make_node<Node>(deaths);
    const auto& same = node;

    node = same;

    EXPECT_EQ(deaths, 0);
    EXPECT_TRUE(node->has_one_owner());
}

TEST_F(NodePtrTest, HandsANodeOnToAHandleOnItsBase) {
    auto leaf = make_node<Leaf>(deaths);
    const NodePtr<const Node> node = std::move(leaf);

    EXPECT_FALSE(leaf);
    EXPECT_TRUE(node->has_one_owner());
}

TEST_F(NodePtrTest, SharesANodeWithAHandleOnItsBase) {
    const auto leaf = make_node<Leaf>(deaths);
    const NodePtr<const Node> node = leaf;

    EXPECT_EQ(node.get(), leaf.get());
    EXPECT_FALSE(leaf->has_one_owner());
}

TEST_F(NodePtrTest, IsEqualWhenTheNodeIsTheSame) {
    const auto node = make_node<Node>(deaths);

    EXPECT_EQ(node, NodePtr<Node>(node));
    EXPECT_NE(node, make_node<Node>(deaths));
    EXPECT_EQ(NodePtr<Node>(), nullptr);
}

TEST_F(NodePtrTest, LeavesANodeThatLivesForeverAlone) {
    Node forever(deaths);  // an owner that never goes
    forever.live_forever();

    for (int i = 0; i < 3; ++i) const NodePtr<Node> owner(&forever);
    const auto copy = make_node<Node>(forever);

    EXPECT_EQ(deaths, 0);
    EXPECT_FALSE(forever.has_one_owner());
    EXPECT_TRUE(copy->has_one_owner()) << "a copy is a node like any other";
}

TEST_F(NodePtrTest, StartsCountingAnewForACopyOfTheNode) {
    const auto node = make_node<Node>(deaths);
    const auto second_owner = node;

    EXPECT_TRUE(make_node<Node>(*node)->has_one_owner());
}

}  // namespace
}  // namespace azoth::test
