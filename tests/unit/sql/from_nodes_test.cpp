// SPDX-License-Identifier: MIT
#include "azoth/sql/from_nodes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "azoth/schema/table.hpp"
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/select.hpp"
#include "support/expect_error.hpp"
#include "unit/sql/fake_entity.hpp"

namespace azoth::test {
namespace {

using testing::ElementsAre;

struct FromNodes : testing::Test {
    MetaData metadata;
    Table t{"t", metadata, Column("a", Integer{}), Column("b", String{30})};
    ColumnExpr<int> a = t.c<int>("a");
    ColumnExpr<std::string> b = t.c<std::string>("b");

    template <class... Ts>
    static std::vector<std::string> names(const Select<Ts...>& query) {
        std::vector<std::string> names;
        const FromHandle subquery = query.subquery("s");
        for (const auto& column : subquery.node()->columns()) names.push_back(column.name);
        return names;
    }
};

TEST_F(FromNodes, GiveColumnsTheirNameAndType) {
    const sql::ColumnPtr column = t.node()->column("b");

    EXPECT_EQ(column->name(), "b");
    EXPECT_EQ(column->type(), String{30});
    EXPECT_EQ(column->from, t.node());
}

TEST_F(FromNodes, ListTheirColumnsWhenOneIsMissing) {
    expect_error<ArgumentError>("no_such_column", "'t' has no column 'c'; it has a, b", [&] { t["c"]; });
}

TEST_F(FromNodes, KeepTheirTableAlive) {
    sql::ColumnPtr column;
    {
        MetaData shortlived;
        column = Table("gone", shortlived, Column("x", Integer{})).node()->column("x");
    }
    EXPECT_EQ(column->name(), "x");
    EXPECT_EQ(column->from->name(), "gone");
}

TEST_F(FromNodes, HaveIdsThatAreNeverUsedAgain) {
    std::uint64_t first = 0;
    {
        MetaData shortlived;
        first = Table("x", shortlived).definition().id();
    }
    MetaData later;
    EXPECT_GT(Table("x", later).definition().id(), first);
}

TEST_F(FromNodes, ShowTheColumnsOfWhatTheyAlias) {
    const FromHandle alias(make_node<sql::AliasNode>(t.node(), "older"));

    EXPECT_EQ(alias["b"].column()->type(), String{30});
    EXPECT_EQ(alias["b"].column()->from->name(), "older");
}

TEST_F(FromNodes, NameTheColumnsOfASelect) {
    EXPECT_THAT(names(select(a, b.label("title"), a + 1, literal(2))), ElementsAre("a", "title", "anon_1", "anon_2"));
}

TEST_F(FromNodes, NumberNamesThatAreTakenAlready) {
    EXPECT_THAT(names(select(a, a, a.label("a_1"), a)), ElementsAre("a", "a_1", "a_1_1", "a_2"));
}

TEST_F(FromNodes, OfferTheLoadedColumnsOfAnEntity) {
    const FakeEntity entity(t.table_node(), {1});
    Select<int> query;
    query.add(entity, t.node());
    query.add(a.node());

    EXPECT_THAT(names(query), ElementsAre("b", "a"));
}

TEST_F(FromNodes, KeepTheTypesOfASelect) {
    const FromHandle subquery = select(b.label("x"), a * 0.5).subquery();

    EXPECT_EQ(subquery["x"].column()->type(), String{30});
    EXPECT_EQ(subquery["anon_1"].column()->type().kind, TypeKind::Double);
}

TEST_F(FromNodes, HoldASelectAsItWas) {
    auto query = select(a);
    const FromHandle subquery = query.subquery("s");
    query = std::move(query).limit(1);
    query.add(b.node());

    const auto& node = static_cast<const sql::QueryFromNode&>(*subquery.node());
    const auto& select = static_cast<const sql::SelectNode&>(*node.query);
    EXPECT_EQ(select.items.size(), 1);
    EXPECT_FALSE(select.limit);
}

}  // namespace
}  // namespace azoth::test
