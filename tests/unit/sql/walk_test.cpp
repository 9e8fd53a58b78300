// SPDX-License-Identifier: MIT
#include "azoth/sql/walk.hpp"

#include <gtest/gtest.h>

#include "support/bookshop.hpp"

namespace azoth::test {
namespace {

using Walks = Bookshop;

std::vector<sql::NodeKind> kinds(const sql::Node& root) {
    std::vector<sql::NodeKind> result;
    sql::Walk walk(root);
    while (const sql::Node* node = walk.next()) result.push_back(node->kind());
    return result;
}

TEST_F(Walks, MeetParentsBeforeTheirChildren) {
    using enum sql::NodeKind;
    EXPECT_EQ(kinds(*(pages + 1 > 300).node()), (std::vector{Binary, Binary, Column, Table, Bind, Bind}));
}

TEST_F(Walks, MeetEachNodeOnce) {
    const Expr<int> sum = pages + 1;
    using enum sql::NodeKind;
    EXPECT_EQ(kinds(*(sum == sum).node()), (std::vector{Binary, Binary, Column, Table, Bind}));
}

TEST_F(Walks, GoIntoSubqueriesAndWhatStandsInFrom) {
    const FromHandle thick = select(id).where(pages > 300).subquery("thick");
    const auto found = kinds(*select(thick["id"]).where(exists(select(author_id))).node());
    EXPECT_EQ(std::count(found.begin(), found.end(), sql::NodeKind::Select), 3);
    EXPECT_EQ(std::count(found.begin(), found.end(), sql::NodeKind::Table), 2);
}

TEST_F(Walks, LeaveOutWhatIsSkipped) {
    sql::Walk walk(*(pages == 1).node());
    walk.next();
    walk.skip_children();
    EXPECT_EQ(walk.next(), nullptr);
}

TEST_F(Walks, TakeDeepTrees) {
    Expr<int> sum = pages;
    for (int i = 0; i < 10'000; ++i) sum = sum + 1;
    EXPECT_EQ(kinds(*sum.node()).size(), 20'002U);
}

}  // namespace
}  // namespace azoth::test
