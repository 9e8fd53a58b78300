// SPDX-License-Identifier: MIT
#include "azoth/sql/text.hpp"

#include <gtest/gtest.h>

#include "support/expect_error.hpp"
#include "support/statement_tree.hpp"

namespace azoth::test {
namespace {

TEST(Text, BindsValuesByName) {
    const auto statement = text("SELECT :id, :name").bind("name", "sandy").bind("id", 5);

    const auto& binds = statement.node()->binds;
    ASSERT_EQ(binds.size(), 2);
    EXPECT_EQ(tree(*binds[0].value), "5");
    EXPECT_EQ(tree(*binds[1].value), "'sandy'");
}

TEST(Text, LeavesTheStatementAsItWas) {
    const auto statement = text("SELECT :id");
    statement.bind("id", 5);

    EXPECT_EQ(statement.node()->binds.at(0).value->kind(), sql::NodeKind::NamedBind);
}

TEST(Text, BindsNullAsAValue) {
    const auto statement = text("SELECT :id").bind("id", std::nullopt);

    EXPECT_EQ(statement.node()->binds.at(0).value->kind(), sql::NodeKind::Bind);
}

TEST(Text, BindsARangeAsAList) {
    const auto value = text("SELECT 1 WHERE 1 IN (:ids)").bind("ids", std::vector{1, 2}).node()->binds.at(0).value;

    EXPECT_EQ(tree(*value), "[1 2]");
    EXPECT_EQ(value->type().kind, TypeKind::Integer);
}

TEST(Text, BindsBytesAsOneValue) {
    const auto statement = text("SELECT :data").bind("data", Bytes{std::byte{1}});

    EXPECT_EQ(statement.node()->binds.at(0).value->type().kind, TypeKind::LargeBinary);
}

TEST(Text, ListsTheNamesWhenOneIsUnknown) {
    expect_error<ArgumentError>("no_such_bind", "no bind ':nmae'; it has :id, :name",
                                [] { text("SELECT :id, :name").bind("nmae", 1); });
    expect_error<ArgumentError>("no_such_bind", "it has none", [] { text("SELECT 1").bind("id", 1); });
}

}  // namespace
}  // namespace azoth::test
