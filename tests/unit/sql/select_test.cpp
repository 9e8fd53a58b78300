// SPDX-License-Identifier: MIT
#include "azoth/sql/select.hpp"

#include <gtest/gtest.h>

#include "azoth/schema/table.hpp"
#include "azoth/sql/arithmetic.hpp"
#include "support/expect_error.hpp"
#include "support/statement_tree.hpp"
#include "unit/sql/fake_entity.hpp"

namespace azoth::test {
namespace {

struct Selects : testing::Test {
    MetaData metadata;
    Table t{"t", metadata, Column("a", Integer{}), Column("b", String{})};
    Table u{"u", metadata, Column("a", Integer{})};
    ColumnExpr<int> a = t.c<int>("a");
    ColumnExpr<std::string> b = t.c<std::string>("b");
};

/// Opens what Select keeps for itself.
struct OpenSelect : Select<int> {
    using Select::add_join;
    using Select::edit;
    explicit OpenSelect(const Select<int>& other) : Select(other) {}
};

TEST_F(Selects, HaveTheTypesOfWhatTheySelect) {
    static_assert(std::same_as<decltype(select(a, b)), Select<int, std::string>>);
    static_assert(std::same_as<decltype(select(a + 1)), Select<int>>);
    static_assert(std::same_as<decltype(select(a, t["b"])), Select<Row>>);
    EXPECT_EQ(select(a, b).node()->items.size(), 2);
}

TEST_F(Selects, CollectClausesInAnyOrder) {
    const auto query = select(a).limit(2).order_by(b).having(a > 1).where(a == 1).group_by(a).where(b == "x").offset(3);

    const sql::SelectNode& node = *query.node();
    ASSERT_EQ(node.where.size(), 2);
    EXPECT_EQ(tree(*node.where[0]), "(= t.a 1)");
    EXPECT_EQ(tree(*node.where[1]), "(= t.b 'x')");
    EXPECT_EQ(tree(*node.group_by.at(0)), "t.a");
    EXPECT_EQ(tree(*node.having.at(0)), "(> t.a 1)");
    EXPECT_EQ(tree(*node.order_by.at(0).expression), "t.b");
    EXPECT_EQ(tree(*node.limit), "2");
    EXPECT_EQ(tree(*node.offset), "3");
    EXPECT_FALSE(node.is_distinct);
}

TEST_F(Selects, StayAsTheyWereWhenAClauseIsAdded) {
    const auto query = select(a).where(a == 1);
    const auto narrower = query.where(a == 2).limit(1).distinct();

    EXPECT_EQ(query.node()->where.size(), 1);
    EXPECT_FALSE(query.node()->limit);
    EXPECT_FALSE(query.node()->is_distinct);
    EXPECT_EQ(narrower.node()->where.size(), 2);
}

TEST_F(Selects, StayAsTheyWereWhenACopyGrows) {
    const auto query = select(a);
    auto copy = query;
    copy = std::move(copy).where(a == 1);

    EXPECT_EQ(query.node()->where.size(), 0);
    EXPECT_EQ(copy.node()->where.size(), 1);
}

TEST_F(Selects, GrowInPlaceWhileTheyAreTemporaries) {
    auto query = select(a);
    const sql::SelectNode* node = query.node().get();
    query = std::move(query).where(a == 1).order_by(a).limit(3);

    EXPECT_EQ(query.node().get(), node);
}

TEST_F(Selects, TakeNoRowsButNotLess) {
    EXPECT_EQ(tree(*select(a).limit(0).node()->limit), "0");
    expect_error<ArgumentError>("negative_row_count", "limit(-1)", [&] { select(a).limit(-1); });
    expect_error<ArgumentError>("negative_row_count", "offset(-2)", [&] { select(a).offset(-2); });
}

TEST_F(Selects, JoinOnAnyCondition) {
    const auto query = select(a).join(u, u["a"] == a).outerjoin(t, a == 1);

    const auto& joins = query.node()->joins;
    ASSERT_EQ(joins.size(), 2);
    EXPECT_EQ(joins[0].kind, sql::JoinKind::Inner);
    EXPECT_EQ(joins[0].target, u.node());
    EXPECT_EQ(tree(*joins[0].on), "(= u.a t.a)");
    EXPECT_EQ(joins[1].kind, sql::JoinKind::LeftOuter);
}

struct RelationshipJoins : Selects {
    RelationshipJoins() { entity.target = u.node(); }

    /// From where the entity's relationship is joined.
    sql::FromPtr left_of(const Select<int>& query) {
        OpenSelect open(query);
        open.add_join(sql::JoinKind::Inner, {nullptr, nullptr, nullptr, &entity, 0});
        EXPECT_EQ(open.node()->joins.back().left, entity.asked_from);
        EXPECT_EQ(open.node()->joins.back().target, u.node());
        return entity.asked_from;
    }

    FakeEntity entity{t.table_node(), {0}};
    sql::FromPtr older = make_node<sql::AliasNode>(t.node(), "older");
    sql::FromPtr younger = make_node<sql::AliasNode>(t.node(), "younger");
    ColumnExpr<int> older_a{older->column("a")};
    ColumnExpr<int> younger_a{younger->column("a")};
};

TEST_F(RelationshipJoins, StartFromTheTableOfTheClass) {
    EXPECT_EQ(left_of(select(a)), t.node());
    EXPECT_EQ(left_of(select(u.c<int>("a"))), t.node());
}

TEST_F(RelationshipJoins, StartFromTheOnlyAliasThatIsSelectedFrom) {
    EXPECT_EQ(left_of(select(older_a)), older);
    EXPECT_EQ(left_of(select(older_a + 1)), older);
    EXPECT_EQ(left_of(select(u.c<int>("a")).join(FromHandle(older), older_a == 1)), older);
}

TEST_F(RelationshipJoins, StartFromTheAliasOfTheEntity) {
    Select<int> query;
    query.add(entity, older);

    EXPECT_EQ(left_of(query), older);
}

TEST_F(RelationshipJoins, PreferTheTableToItsAliases) {
    EXPECT_EQ(left_of(select(older_a + a)), t.node());
    EXPECT_EQ(left_of(select(older_a + younger_a)), t.node());
}

}  // namespace
}  // namespace azoth::test
