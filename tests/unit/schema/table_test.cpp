// SPDX-License-Identifier: MIT
#include "azoth/schema/table.hpp"

#include <gtest/gtest.h>

#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

using Positions = std::vector<std::uint32_t>;

Positions primary_key(const Table& table) {
    const auto key = table.definition().primary_key();
    return {key.begin(), key.end()};
}

TEST(Table, TurnsWhatColumnsSayIntoConstraints) {
    MetaData metadata;
    const Table books("books", metadata, Column("id", Integer{}).primary_key(), Column("isbn", String{13}).unique(),
                      Column("title", String{}).index(),
                      Column("author_id", Integer{}).references("authors.id", ReferentialAction::SetNull));

    const TableDefinition& definition = books.definition();
    EXPECT_EQ(primary_key(books), Positions{0});
    ASSERT_EQ(definition.unique_constraints().size(), 1);
    EXPECT_EQ(definition.unique_constraints()[0].columns(), std::vector<std::string>{"isbn"});
    ASSERT_EQ(definition.indexes().size(), 1);
    EXPECT_EQ(definition.indexes()[0].columns(), std::vector<std::string>{"title"});
    ASSERT_EQ(definition.foreign_keys().size(), 1);
    EXPECT_EQ(definition.foreign_keys()[0].columns(), std::vector<std::string>{"author_id"});
    EXPECT_EQ(definition.foreign_keys()[0].target_table(), "authors");
    EXPECT_EQ(definition.foreign_keys()[0].on_delete(), ReferentialAction::SetNull);
}

TEST(Table, RefersFromTheLastNameOfAColumn) {
    MetaData metadata;
    const Table t("t", metadata, Column("x", Integer{}).references("u.id").name("u_id"));

    EXPECT_EQ(t.definition().foreign_keys()[0].columns(), std::vector<std::string>{"u_id"});
}

TEST(Table, FormsACompositeKeyOfItsKeyColumns) {
    MetaData metadata;
    const Table t("t", metadata, Column("a", Integer{}).primary_key(), Column("x", Integer{}),
                  Column("b", Integer{}).primary_key());

    EXPECT_EQ(primary_key(t), (Positions{0, 2}));
}

TEST(Table, TakesTheOrderOfThePrimaryKeyFromItsConstraint) {
    MetaData metadata;
    const Table t("t", metadata, Column("a", Integer{}).primary_key(), Column("b", Integer{}),
                  PrimaryKeyConstraint{{"b", "a"}, "key_of_t"});

    EXPECT_EQ(primary_key(t), (Positions{1, 0}));
    EXPECT_EQ(t.definition().primary_key_name(), "key_of_t");
    EXPECT_FALSE(t.definition().definitions()[1].is_nullable());
}

TEST(Table, RefusesTwoPrimaryKeys) {
    MetaData metadata;
    expect_error<ArgumentError>("two_primary_keys", "table 't'", [&] {
        Table("t", metadata, Column("a", Integer{}).primary_key(), Column("b", Integer{}), PrimaryKeyConstraint{{"b"}});
    });
}

TEST(Table, MayStandInASchema) {
    MetaData metadata;
    const Table t("audit.log", metadata, Column("a", Integer{}));

    EXPECT_EQ(t.definition().name(), "log");
    EXPECT_EQ(t.definition().schema(), "audit");
    EXPECT_EQ(t.definition().full_name(), "audit.log");
}

TEST(Table, RefusesAColumnTwice) {
    MetaData metadata;
    expect_error<ArgumentError>("duplicate_column", "table 's.t' has a column 'a' already",
                                [&] { Table("s.t", metadata, Column("a", Integer{}), Column("a", String{})); });
}

TEST(Table, RefusesConstraintsOnColumnsThatItDoesNotHave) {
    MetaData metadata;
    const auto expect_missing = [&](std::string_view what, auto constraint) {
        expect_error<ArgumentError>("no_such_column", std::string(what) + " of table 't' names the column 'x'",
                                    [&] { Table("t", metadata, Column("a", Integer{}), constraint); });
    };

    expect_missing("the primary key", PrimaryKeyConstraint{{"x"}});
    expect_missing("a foreign key", ForeignKeyConstraint{{"x"}, "u", {"id"}});
    expect_missing("a unique constraint", UniqueConstraint{{"a", "x"}});
    expect_missing("an index", Index{{"x"}});
}

TEST(Table, RefusesConstraintsWithoutColumns) {
    MetaData metadata;
    expect_error<ArgumentError>("no_columns", "an index of table 't'",
                                [&] { Table("t", metadata, Column("a", Integer{}), Index{}); });
}

TEST(Table, RefusesAForeignKeyToAnotherNumberOfColumns) {
    MetaData metadata;
    expect_error<ArgumentError>("bad_reference", "has 1 columns and refers to 2 of 'u'", [&] {
        Table("t", metadata, Column("a", Integer{}), ForeignKeyConstraint{{"a"}, "u", {"x", "y"}});
    });
}

TEST(Table, IsNotAddedToTheMetaDataWhenAPartIsWrong) {
    MetaData metadata;
    EXPECT_THROW(Table("t", metadata, Index{{"x"}}), ArgumentError);

    EXPECT_FALSE(metadata.find("t"));
}

struct GeneratedKey {
    const char* description;
    Table (*make)(MetaData&);
    std::optional<std::uint32_t> expected;
};

class GeneratedKeys : public testing::TestWithParam<GeneratedKey> {};

TEST_P(GeneratedKeys, AreFound) {
    MetaData metadata;
    EXPECT_EQ(GetParam().make(metadata).definition().autoincrement_column(), GetParam().expected);
}

Column key(const char* name = "id") {
    return Column(name, Integer{}).primary_key();
}

INSTANTIATE_TEST_SUITE_P(
    Table, GeneratedKeys,
    testing::Values(
        GeneratedKey{"integer", [](MetaData& m) { return Table("t", m, Column("a", Text{}), key()); }, 1},
        GeneratedKey{"big_integer", [](MetaData& m) { return Table("t", m, key().type(BigInteger{})); }, 0},
        GeneratedKey{"text", [](MetaData& m) { return Table("t", m, key().type(String{})); }, {}},
        GeneratedKey{"none", [](MetaData& m) { return Table("t", m, Column("a", Integer{})); }, {}},
        GeneratedKey{"composite", [](MetaData& m) { return Table("t", m, key("a"), key("b")); }, {}},
        GeneratedKey{"foreign", [](MetaData& m) { return Table("t", m, key().references("u.id")); }, {}},
        GeneratedKey{"foreign_by_constraint",
                     [](MetaData& m) { return Table("t", m, key(), ForeignKeyConstraint{{"id"}, "u", {"id"}}); },
                     {}},
        GeneratedKey{"default", [](MetaData& m) { return Table("t", m, key().server_default("1")); }, {}},
        GeneratedKey{"switched_off", [](MetaData& m) { return Table("t", m, key().autoincrement(false)); }, {}},
        GeneratedKey{"switched_on", [](MetaData& m) { return Table("t", m, key("a"), key("b").autoincrement(true)); },
                     1}),
    [](const auto& each) { return each.param.description; });

}  // namespace
}  // namespace azoth::test
