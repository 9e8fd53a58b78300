// SPDX-License-Identifier: MIT
#include "compile/cartesian_product.hpp"

#include <gtest/gtest.h>

#include "azoth/compile/dialect.hpp"
#include "support/bookshop.hpp"

namespace azoth::test {
namespace {

struct CartesianProduct : Bookshop {
    Table shelves{"shelves", metadata, Column("id", BigInteger{}).primary_key()};

    template <class Statement>
    static std::string product(const Statement& statement) {
        return generic_dialect().compile(*statement.node()).cartesian_product;
    }
};

TEST_F(CartesianProduct, IsWhatNoConditionConnects) {
    EXPECT_EQ(product(select(title, name)), "books, authors");
    EXPECT_EQ(product(select(title, name, shelves["id"]).where(written_by == author_id)), "books, shelves");
    EXPECT_EQ(product(select(title, name).where(pages > 300)), "books, authors");
}

TEST_F(CartesianProduct, IsNoneWhereAConditionNamesBoth) {
    EXPECT_EQ(product(select(title, name).where(written_by == author_id)), "");
    EXPECT_EQ(product(select(title, name).where(pages > 300 && written_by == author_id)), "");
    EXPECT_EQ(product(select(title, name).where(written_by == author_id || pages < 1)), "");
    EXPECT_EQ(product(select(title)), "");
}

TEST_F(CartesianProduct, IsNoneWhereASubqueryNamesBoth) {
    const FromHandle other = alias(books, "other");
    EXPECT_EQ(product(select(title, name).where(
                  exists(select(other["id"]).where(other["id"] == id, other["author_id"] == author_id)))),
              "");
}

TEST_F(CartesianProduct, IsMeantWhereItIsAskedFor) {
    EXPECT_EQ(product(select(title, name).select_from(books, authors)), "");
    EXPECT_EQ(product(select(title).cross_join(authors)), "");
    EXPECT_EQ(product(select(title, name).join(authors, literal_column<bool>("true"))), "");
    EXPECT_EQ(product(select(title, name).select_from(books)), "books, authors");
}

TEST_F(CartesianProduct, IsNotedWithinSubqueriesToo) {
    EXPECT_EQ(product(select(select(title, name).subquery("t")["title"])), "books, authors");
}

TEST_F(CartesianProduct, IsConnectedByJoinConditionsOfOthers) {
    EXPECT_EQ(product(select(title, name, shelves["id"]).join(shelves, shelves["id"] == id && author_id == written_by)),
              "");
}

}  // namespace
}  // namespace azoth::test
