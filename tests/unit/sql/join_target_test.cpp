// SPDX-License-Identifier: MIT
#include "azoth/sql/join_target.hpp"

#include <gtest/gtest.h>

#include "support/bookshop.hpp"
#include "support/expect_error.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

struct ForeignKeyJoins : Bookshop {
    Table edited{"edited", metadata, Column("id", BigInteger{}).primary_key(),
                 Column("author_id", BigInteger{}).references("authors.id"),
                 Column("editor_id", BigInteger{}).references("authors.id")};
    Table shelves{"shelves", metadata, Column("id", BigInteger{}).primary_key(),
                  Column("parent_id", BigInteger{}).references("shelves.id")};
};

TEST_F(ForeignKeyJoins, AreRefusedWithoutAForeignKey) {
    expect_error<ArgumentError>("no_join_condition",
                                "shelves cannot be joined: no foreign key leads between it and books",
                                [&] { select(title).join(shelves); });
    expect_error<ArgumentError>("no_join_condition", "between it and nothing",
                                [&] { select(func::count()).join(books); });
}

TEST_F(ForeignKeyJoins, AreRefusedWithSeveral) {
    expect_error<ArgumentError>("ambiguous_join",
                                "edited.author_id = authors.id; edited.editor_id = authors.id; give the condition",
                                [&] { select(edited["id"]).join(authors); });
}

TEST_F(ForeignKeyJoins, AreRefusedWithSeveralElementsToStartFrom) {
    const FromHandle other = alias(books, "other");
    expect_error<ArgumentError>("ambiguous_join", "books.author_id = authors.id; other.author_id = authors.id",
                                [&] { select(title, other["id"]).join(authors); });
    expect_sql(select(title, other["id"]).join_from(other, authors),
               "SELECT books.title, other.id FROM books, books AS other JOIN authors ON other.author_id = authors.id");
}

TEST_F(ForeignKeyJoins, OfATableWithItselfAreAmbiguous) {
    expect_error<ArgumentError>("ambiguous_join", "shelves.parent_id = child.id; shelves.id = child.parent_id",
                                [&] { select(shelves["id"]).join(alias(shelves, "child")); });
}

TEST_F(ForeignKeyJoins, GoThroughSubqueriesOfSubqueries) {
    const FromHandle inner = select(written_by, pages).subquery("i");
    const FromHandle outer = select(inner[written_by]).subquery("o");
    expect_sql(select(name).join(outer),
               "SELECT authors.name FROM authors JOIN (SELECT i.author_id FROM (SELECT books.author_id, books.pages "
               "FROM books) AS i) AS o ON authors.id = o.author_id");
}

TEST_F(ForeignKeyJoins, NeedTheColumnsOfTheKey) {
    expect_error<ArgumentError>("no_join_condition", "titles cannot be joined",
                                [&] { select(name).join(select(title).subquery("titles")); });
}

}  // namespace
}  // namespace azoth::test
