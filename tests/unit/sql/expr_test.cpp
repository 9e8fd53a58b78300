// SPDX-License-Identifier: MIT
#include "azoth/sql/expr.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <limits>

#include "azoth/schema/table.hpp"
#include "azoth/sql/condition.hpp"
#include "support/statement_tree.hpp"

namespace azoth::test {
namespace {

struct Expressions : testing::Test {
    MetaData metadata;
    Table users{"users",
                metadata,
                Column("id", Integer{}),
                Column("name", String{30}),
                Column("height", Float{}),
                Column("nick", String{}),
                Column("active", Boolean{})};
    ColumnExpr<int> id = users.c<int>("id");
    ColumnExpr<std::string> name = users.c<std::string>("name");
    ColumnExpr<float> height = users.c<float>("height");
    ColumnExpr<std::optional<std::string>> nick = users.c<std::optional<std::string>>("nick");
    ColumnExpr<bool> active = users.c<bool>("active");

    static const sql::ExpressionNode& right(const Expr<bool>& comparison) {
        return *static_cast<const sql::BinaryNode&>(*comparison.node()).right;
    }
    static TypeKind bound_type(const Expr<bool>& comparison) { return right(comparison).type().kind; }
};

TEST_F(Expressions, ComparesWithValues) {
    EXPECT_EQ(tree(id == 5), "(= users.id 5)");
    EXPECT_EQ(tree(id != 5), "(<> users.id 5)");
    EXPECT_EQ(tree(id < 5), "(< users.id 5)");
    EXPECT_EQ(tree(id <= 5), "(<= users.id 5)");
    EXPECT_EQ(tree(id > 5), "(> users.id 5)");
    EXPECT_EQ(tree(id >= 5), "(>= users.id 5)");
    EXPECT_EQ(tree(name == "sandy"), "(= users.name 'sandy')");
}

TEST_F(Expressions, ComparesWithAnotherExpressionInTheWrittenOrder) {
    const Expr<std::string> literal_name = literal("x");

    EXPECT_EQ(tree(name == nick), "(= users.name users.nick)");
    EXPECT_EQ(tree(name == literal_name), "(= users.name 'x')");
    EXPECT_EQ(tree(literal_name == name), "(= 'x' users.name)");
    EXPECT_EQ(tree(name == name), "(= users.name users.name)");
}

TEST_F(Expressions, ComparesARunTimeColumnWithAnything) {
    EXPECT_EQ(tree(users["id"] == 5), "(= users.id 5)");
    EXPECT_EQ(tree(users["name"] == "sandy"), "(= users.name 'sandy')");
    EXPECT_EQ(tree(users["name"] == std::string("sandy")), "(= users.name 'sandy')");
    EXPECT_EQ(tree(users["id"] == Value(5)), "(= users.id 5)");
    EXPECT_EQ(tree(id == Value(5)), "(= users.id 5)");
}

TEST_F(Expressions, TurnsEqualityWithNullIntoIs) {
    EXPECT_EQ(tree(nick == std::nullopt), "(is users.nick null)");
    EXPECT_EQ(tree(nick != nullptr), "(is-not users.nick null)");
    EXPECT_EQ(tree(nick == std::optional<std::string>()), "(is users.nick null)");
    EXPECT_EQ(tree(users["nick"] == Value()), "(is users.nick null)");
    EXPECT_EQ(tree(nick.is_null()), "(is users.nick null)");
    EXPECT_EQ(tree(nick.is_not_null()), "(is-not users.nick null)");
}

TEST_F(Expressions, PutsNullOnTheRightOfIs) {
    const ExpressionPtr null = detail::make_null();

    EXPECT_EQ(tree(*detail::make_comparison(sql::Operator::Equal, null, nick.node())), "(is users.nick null)");
    EXPECT_EQ(tree(*detail::make_comparison(sql::Operator::Equal, null, null)), "(is null null)");
}

TEST_F(Expressions, KeepsOtherComparisonsWithNull) {
    EXPECT_EQ(tree(nick < std::nullopt), "(< users.nick null)");
    EXPECT_EQ(tree(nick.is_distinct_from(std::nullopt)), "(is-distinct-from users.nick null)");
    EXPECT_EQ(tree(nick.is_not_distinct_from(std::nullopt)), "(is-not-distinct-from users.nick null)");
}

TEST_F(Expressions, BindsValuesWithTheTypeOfTheColumn) {
    EXPECT_EQ(bound_type(id == std::int64_t{5}), TypeKind::Integer);
    EXPECT_EQ(bound_type(users["id"] == 5), TypeKind::Integer);
    EXPECT_EQ(bound_type(height == 0.5), TypeKind::Float);
    EXPECT_EQ(bound_type(height == 1), TypeKind::Float);
    EXPECT_EQ(right(name == "x").type().length, 30);
}

TEST_F(Expressions, WidensTheTypeRatherThanCutTheNumber) {
    EXPECT_EQ(bound_type(id == 5'000'000'000), TypeKind::BigInteger);
    EXPECT_EQ(bound_type(id == 4'000'000'000U), TypeKind::BigInteger);
    EXPECT_EQ(bound_type(id == std::numeric_limits<std::int32_t>::min()), TypeKind::Integer);
    EXPECT_EQ(bound_type(users["id"] == -5'000'000'000), TypeKind::BigInteger);
    EXPECT_EQ(tree(id > 2.5), "(> users.id 2.5)");
    EXPECT_EQ(bound_type(id > 2.5), TypeKind::Double);
    EXPECT_EQ(bound_type(height == 0.1), TypeKind::Double);
    EXPECT_EQ(bound_type(height < 1e300), TypeKind::Double);
}

TEST_F(Expressions, BindsAValueWithoutAColumnByItsOwnType) {
    EXPECT_EQ(literal(5).node()->type().kind, TypeKind::Integer);
    EXPECT_EQ(literal("x").node()->type().kind, TypeKind::String);
    EXPECT_EQ(literal(0.5).node()->type().kind, TypeKind::Double);
}

TEST_F(Expressions, SendsWholeNumbersBesideAFloatAsFloats) {
    EXPECT_EQ(static_cast<const sql::BindNode&>(right(height == 1)).value.kind(), ValueKind::Double);
}

TEST_F(Expressions, TakesDatesBesideADateColumn) {
    using namespace std::chrono_literals;
    using std::chrono::year_month_day;
    Table events("events", metadata, Column("day", Date{}));

    EXPECT_EQ(bound_type(events.c<std::optional<year_month_day>>("day") == 1974y / std::chrono::May / 1),
              TypeKind::Date);
}

TEST_F(Expressions, CollectsTheValuesOfIn) {
    EXPECT_EQ(tree(id.in({1, 2})), "(in users.id [1 2])");
    EXPECT_EQ(tree(id.not_in(std::vector<long>{3})), "(not-in users.id [3])");
    EXPECT_EQ(tree(id.in(std::vector<int>{})), "(in users.id [])");
    EXPECT_EQ(tree(nick.in({"a", "b"})), "(in users.nick ['a' 'b'])");
    EXPECT_EQ(tree(name.in(std::vector<const char*>{"a"})), "(in users.name ['a'])");
    EXPECT_EQ(tree(users["id"].in({1, 2})), "(in users.id [1 2])");
}

TEST_F(Expressions, WidensAListToItsWidestNumber) {
    EXPECT_EQ(bound_type(id.in({1, 2})), TypeKind::Integer);
    EXPECT_EQ(bound_type(id.in(std::vector<std::int64_t>{1, 5'000'000'000, 2})), TypeKind::BigInteger);
    EXPECT_EQ(bound_type(id.in(std::vector<double>{0.5})), TypeKind::Double);
}

TEST_F(Expressions, IncludesBothEndsInBetween) {
    EXPECT_EQ(tree(id.between(1, 9)), "(between users.id 1 9)");
}

TEST_F(Expressions, LabelsAndCasts) {
    EXPECT_EQ(tree(id.label("number")), "(as users.id number)");
    EXPECT_EQ(tree(cast<std::string>(id)), "(cast users.id String)");
    EXPECT_EQ(id.label("number").node()->type().kind, TypeKind::Integer);
}

TEST_F(Expressions, AssignsToColumns) {
    const Assignment renamed = (name = "sandy");
    const Assignment copied = (name = name);
    const Assignment cleared = (nick = std::nullopt);

    EXPECT_EQ(renamed.column->name(), "name");
    EXPECT_EQ(tree(*renamed.value), "'sandy'");
    EXPECT_EQ(tree(*copied.value), "users.name");
    EXPECT_EQ(tree(*cleared.value), "null");
}

TEST_F(Expressions, OrdersByDirectionAndPlaceOfNulls) {
    const Ordering ordering = id.desc().nulls_last();

    EXPECT_TRUE(ordering.item.is_descending);
    EXPECT_EQ(ordering.item.nulls, sql::NullsOrder::Last);
    EXPECT_EQ(id.asc().item.nulls, sql::NullsOrder::Default);
}

}  // namespace
}  // namespace azoth::test
