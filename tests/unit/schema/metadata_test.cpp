// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "azoth/schema/table.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

using testing::ElementsAre;

/// A table with a key and, for each target, a column that refers to the target's key.
Table table(MetaData& metadata, const std::string& name, const std::vector<std::string>& targets = {}) {
    auto definition = make_node<TableDefinition>(name);
    definition->add(Column("id", Integer{}).primary_key());
    for (std::size_t i = 0; i < targets.size(); ++i)
        definition->add(Column("r" + std::to_string(i), Integer{}).references(targets[i] + ".id"));
    metadata.add(definition);
    return Table(definition);
}

std::vector<std::string> sorted(const MetaData& metadata) {
    std::vector<std::string> names;
    for (const auto& each : metadata.sorted_tables()) names.push_back(each->full_name());
    return names;
}

TEST(MetaData, FindsTablesByName) {
    MetaData metadata;
    const Table plain("log", metadata, Column("a", Integer{}));
    const Table audit("audit.log", metadata, Column("a", Integer{}));

    EXPECT_EQ(metadata.find("log").get(), &plain.definition());
    EXPECT_EQ(metadata.find("audit.log").get(), &audit.definition());
    EXPECT_FALSE(metadata.find("audit"));
    EXPECT_FALSE(metadata.find("auditxlog"));
}

TEST(MetaData, ForgetsTables) {
    MetaData metadata;
    const Table gone = table(metadata, "gone");
    table(metadata, "stays");

    metadata.remove(gone);
    metadata.remove(gone);
    EXPECT_THAT(sorted(metadata), ElementsAre("stays"));
    table(metadata, "gone");
    metadata.clear();
    EXPECT_TRUE(metadata.tables().empty());
}

TEST(MetaData, RefusesATableTwice) {
    MetaData metadata;
    table(metadata, "t");

    expect_error<ArgumentError>("duplicate_table", "a table or view 't'", [&] { table(metadata, "t"); });
}

TEST(MetaData, RefusesATableWithoutAName) {
    MetaData metadata;
    expect_error<ArgumentError>("bad_name", "a table needs a name", [&] { Table("", metadata); });
}

TEST(MetaData, KeepsTheOrderOfAdditionWithoutReferences) {
    MetaData metadata;
    for (const char* name : {"c", "a", "b"}) table(metadata, name);

    EXPECT_THAT(sorted(metadata), ElementsAre("c", "a", "b"));
}

TEST(MetaData, SortsTablesBehindThoseThatTheyReferTo) {
    MetaData metadata;
    table(metadata, "chapter", {"book", "author"});
    table(metadata, "book", {"author", "publisher"});
    table(metadata, "author");
    table(metadata, "publisher", {"publisher"});

    EXPECT_THAT(sorted(metadata), ElementsAre("author", "publisher", "book", "chapter"));
}

TEST(MetaData, KeepsTheOrderOfAdditionWithinACycle) {
    MetaData metadata;
    table(metadata, "user_of_cycle", {"b"});
    table(metadata, "c", {"a"});
    table(metadata, "a", {"b", "needed"});
    table(metadata, "b", {"c"});
    table(metadata, "needed");

    EXPECT_THAT(sorted(metadata), ElementsAre("needed", "c", "a", "b", "user_of_cycle"));
}

TEST(MetaData, SortsAChainOfAnyLength) {
    constexpr int kLength = 4'000;
    MetaData metadata;
    for (int i = 0; i < kLength; ++i) {
        auto definition = make_node<TableDefinition>("t" + std::to_string(i));
        definition->add(Column("id", Integer{}).references("t" + std::to_string(std::min(i + 1, kLength - 1)) + ".id"));
        metadata.add(definition);
    }

    const auto tables = metadata.sorted_tables();
    EXPECT_EQ(tables.front()->name(), "t3999");
    EXPECT_EQ(tables.back()->name(), "t0");
}

TEST(MetaData, NamesBothEndsOfAReferenceToNothing) {
    MetaData metadata;
    table(metadata, "book", {"author"});

    expect_error<ArgumentError>(
        "no_such_table", "the foreign key book.r0 refers to author.id, but these MetaData have no table 'author'",
        [&] { metadata.sorted_tables(); });
}

TEST(MetaData, NamesTheColumnThatTheTargetLacks) {
    MetaData metadata;
    table(metadata, "author");
    Table("book", metadata, Column("a", Integer{}).references("author.key"));

    expect_error<ArgumentError>("no_such_table",
                                "book.a refers to author.key, but the table 'author' has no column 'key'",
                                [&] { metadata.sorted_tables(); });
}

}  // namespace
}  // namespace azoth::test
