// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "azoth/schema/table.hpp"

namespace azoth::test {
namespace {

struct ConstraintNames : testing::Test {
    MetaData metadata;
    Table books{"shop.books", metadata, Column("id", Integer{}), Column("author_id", Integer{})};
    const TableDefinition& definition = books.definition();
};

TEST_F(ConstraintNames, AreMadeOfTableAndColumns) {
    EXPECT_EQ(constraint_name(definition, PrimaryKeyConstraint{{"id"}}), "pk_books");
    EXPECT_EQ(constraint_name(definition, ForeignKeyConstraint{{"author_id"}, "shop.authors", {"id"}}),
              "fk_books_author_id_authors");
    EXPECT_EQ(constraint_name(definition, UniqueConstraint{{"id", "author_id"}}), "uq_books_id_author_id");
    EXPECT_EQ(constraint_name(definition, Index{{"author_id"}}), "ix_books_author_id");
}

TEST_F(ConstraintNames, NumberTheChecks) {
    const Table t("t", metadata, CheckConstraint{"a > 0"}, CheckConstraint{"a > 0", "own"}, CheckConstraint{"b > 0"});
    const auto checks = t.definition().checks();

    EXPECT_EQ(constraint_name(t.definition(), checks[0]), "ck_t_1");
    EXPECT_EQ(constraint_name(t.definition(), checks[1]), "own");
    EXPECT_EQ(constraint_name(t.definition(), checks[2]), "ck_t_3");
}

TEST_F(ConstraintNames, AreThoseThatTheUserGave) {
    EXPECT_EQ(constraint_name(definition, Index{{"id"}, false, "mine"}), "mine");
    EXPECT_EQ(constraint_name(definition, UniqueConstraint{{"id"}, std::string(80, 'x')}), std::string(80, 'x'));
}

TEST_F(ConstraintNames, AreShortenedToWhatAllDatabasesTake) {
    const std::string longest(63 - std::string_view("uq_books_").size(), 'x');

    EXPECT_EQ(constraint_name(definition, UniqueConstraint{{longest}}), "uq_books_" + longest);
    EXPECT_EQ(constraint_name(definition, UniqueConstraint{{longest + "x"}}),
              "uq_books_" + std::string(49, 'x') + "_82e9");
    EXPECT_EQ(constraint_name(definition, UniqueConstraint{{longest + "y"}}),
              "uq_books_" + std::string(49, 'x') + "_8156");
}

TEST_F(ConstraintNames, AreNotCutWithinACharacter) {
    std::string umlauts;
    for (int i = 0; i < 40; ++i) umlauts += "ü";

    const std::string name = constraint_name(definition, UniqueConstraint{{umlauts}});

    EXPECT_EQ(name.substr(0, name.size() - 5), "uq_books_" + umlauts.substr(0, 48));
}

}  // namespace
}  // namespace azoth::test
