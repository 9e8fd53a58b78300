// SPDX-License-Identifier: MIT
#include "compile/from_list.hpp"

#include <gtest/gtest.h>

#include "support/bookshop.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

using FromLists = Bookshop;

TEST_F(FromLists, TakeAThousandJoins) {
    auto query = select(id);
    for (int i = 0; i < 1000; ++i) {
        const FromHandle next = alias(books, "b" + std::to_string(i));
        query = std::move(query).join(next, next[id] == id);
    }

    const std::string sql = to_string(query);
    EXPECT_NE(sql.find(" JOIN books AS b999 ON b999.id = books.id"), std::string::npos);
}

TEST_F(FromLists, TakeAThousandElements) {
    auto query = select(id);
    for (int i = 0; i < 1000; ++i) query = std::move(query).where(alias(books, "b" + std::to_string(i))[id] == id);

    EXPECT_NE(to_string(query).find(", books AS b999 WHERE "), std::string::npos);
}

TEST_F(FromLists, NestAHundredLevels) {
    auto query = select(id, pages);
    for (int i = 0; i < 100; ++i) {
        const FromHandle inner = query.subquery();
        query = select(inner[id], inner[pages]);
    }

    EXPECT_NE(to_string(query).find("FROM (SELECT books.id, books.pages FROM books) AS anon_100"), std::string::npos);
    EXPECT_TRUE(generic_dialect().compile(*query.node()).is_plain_read);
}

TEST_F(FromLists, NestAHundredCorrelatedLevels) {
    auto query = select(id).where(pages > 1);
    for (int i = 0; i < 100; ++i) {
        const FromHandle other = alias(books, "b" + std::to_string(i));
        query = select(other[id]).where(exists(query.where(id == other[id])));
    }

    EXPECT_NE(to_string(query).find("WHERE EXISTS (SELECT"), std::string::npos);
}

}  // namespace
}  // namespace azoth::test
