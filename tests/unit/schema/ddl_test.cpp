// SPDX-License-Identifier: MIT
#include "azoth/schema/ddl_node.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace azoth::test {
namespace {

using testing::ElementsAre;

/// Each statement in words: `create a without 0`, `add fk_a_to_b_b`.
std::string words(const DdlNode& statement) {
    const std::string table(statement.table->name());
    const auto constraint = [&] {
        return std::visit([&](const auto& each) { return constraint_name(*statement.table, each); },
                          *statement.constraint);
    };
    switch (statement.action) {
        case DdlNode::Action::CreateTable: {
            std::string line = "create " + table;
            for (const auto key : statement.omitted_foreign_keys) line += " without " + std::to_string(key);
            return line;
        }
        case DdlNode::Action::DropTable: return "drop " + table;
        case DdlNode::Action::CreateIndex: return "index " + constraint_name(*statement.table, *statement.index);
        case DdlNode::Action::AddConstraint: return "add " + constraint();
        case DdlNode::Action::DropConstraint: return "drop " + constraint();
        default: return "another statement";
    }
}

std::vector<std::string> words(const std::vector<NodePtr<const DdlNode>>& statements) {
    std::vector<std::string> lines;
    for (const auto& statement : statements) lines.push_back(words(*statement));
    return lines;
}

struct Ddl : testing::Test {
    static Column id() { return Column("id", Integer{}).primary_key(); }
    static Column to(const std::string& target) { return Column("to_" + target, Integer{}).references(target + ".id"); }
    std::vector<TableDefinitionPtr> all() const { return {metadata.tables().begin(), metadata.tables().end()}; }

    MetaData metadata;
};

TEST_F(Ddl, CreatesTablesByDependencyThenIndexes) {
    const Table book("book", metadata, id(), to("author").index(), Column("x", Integer{}).index());
    const Table author("author", metadata, id(), to("author"), Column("y", Integer{}).index());

    EXPECT_THAT(
        words(create_statements(metadata, all(), true)),
        ElementsAre("create author", "create book", "index ix_author_y", "index ix_book_to_author", "index ix_book_x"));
}

TEST_F(Ddl, AddsTheKeysOfCyclesAfterTheTables) {
    const Table a("a", metadata, id(), to("a"), to("b"));
    const Table b("b", metadata, id(), to("a"));

    EXPECT_THAT(words(create_statements(metadata, all(), true)),
                ElementsAre("create a without 1", "create b", "add fk_a_to_b_b"));
}

TEST_F(Ddl, LeavesTheKeysOfCyclesInPlaceWhereTablesCannotBeAltered) {
    const Table a("a", metadata, id(), to("b"));
    const Table b("b", metadata, id(), to("a"));

    EXPECT_THAT(words(create_statements(metadata, all(), false)), ElementsAre("create a", "create b"));
    EXPECT_THAT(words(drop_statements(metadata, all(), false)), ElementsAre("drop b", "drop a"));
}

TEST_F(Ddl, DropsInReverse) {
    const Table a("a", metadata, id(), to("b").index());
    const Table b("b", metadata, id(), to("a"));
    const Table c("c", metadata, id(), to("a"));

    EXPECT_THAT(words(drop_statements(metadata, all(), true)),
                ElementsAre("drop fk_a_to_b_b", "drop c", "drop b", "drop a"));
}

TEST_F(Ddl, AddsTheKeysWithUseAlterAfterTheTables) {
    const Table a("a", metadata, id(), Column("to_b", Integer{}).references(ForeignKey("b.id").use_alter()));
    const Table b("b", metadata, id());

    EXPECT_THAT(words(create_statements(metadata, all(), true)),
                ElementsAre("create a without 0", "create b", "add fk_a_to_b_b"));
    EXPECT_THAT(words(drop_statements(metadata, all(), true)), ElementsAre("drop fk_a_to_b_b", "drop b", "drop a"));
    EXPECT_THAT(words(create_statements(metadata, all(), false)), ElementsAre("create a", "create b"));
}

TEST_F(Ddl, TakesTablesThatAreNotAskedForAsGiven) {
    const Table a("a", metadata, id(), to("b"));
    const Table b("b", metadata, id(), to("a"));
    const std::vector<TableDefinitionPtr> only_a{TableDefinitionPtr(&a.definition())};

    EXPECT_THAT(words(create_statements(metadata, only_a, true)), ElementsAre("create a"));
    EXPECT_THAT(words(drop_statements(metadata, only_a, true)), ElementsAre("drop a"));
}

}  // namespace
}  // namespace azoth::test
