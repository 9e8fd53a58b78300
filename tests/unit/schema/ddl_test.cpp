// SPDX-License-Identifier: MIT
#include "azoth/schema/ddl.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace azoth::test {
namespace {

using testing::ElementsAre;

/// Each statement in words: `create a without 0`, `add-key a 0`.
std::vector<std::string> words(const std::vector<NodePtr<const DdlNode>>& statements) {
    std::vector<std::string> lines;
    for (const auto& statement : statements) {
        const std::string table(statement->table->name());
        const std::string position = " " + std::to_string(statement->position);
        switch (statement->action) {
            case DdlNode::Action::CreateTable: {
                std::string line = "create " + table;
                for (const auto key : statement->omitted_foreign_keys) line += " without " + std::to_string(key);
                lines.push_back(line);
                break;
            }
            case DdlNode::Action::DropTable: lines.push_back("drop " + table); break;
            case DdlNode::Action::CreateIndex: lines.push_back("index " + table + position); break;
            case DdlNode::Action::AddForeignKey: lines.push_back("add-key " + table + position); break;
            case DdlNode::Action::DropForeignKey: lines.push_back("drop-key " + table + position); break;
        }
    }
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

    EXPECT_THAT(words(create_statements(metadata, all(), true)),
                ElementsAre("create author", "create book", "index author 0", "index book 0", "index book 1"));
}

TEST_F(Ddl, AddsTheKeysOfCyclesAfterTheTables) {
    const Table a("a", metadata, id(), to("a"), to("b"));
    const Table b("b", metadata, id(), to("a"));

    EXPECT_THAT(words(create_statements(metadata, all(), true)),
                ElementsAre("create a without 1", "create b", "add-key a 1"));
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
                ElementsAre("drop-key a 0", "drop c", "drop b", "drop a"));
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
