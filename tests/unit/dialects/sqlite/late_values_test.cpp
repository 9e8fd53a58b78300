// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <vector>

#include "azoth/sql/bind_parameter.hpp"
#include "dialects/sqlite/compiler.hpp"
#include "support/bookshop.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

using compile::LateValues;

struct LateValuesInSql : Bookshop {
    const sqlite::SqliteDialect sqlite{34001};

    template <class Statement>
    std::string expanded(const Statement& statement, std::vector<LateValues> late) const {
        const Compiled compiled = sqlite.compile(*statement.node());
        compile::write_what_is_too_much(compiled, sqlite, late);
        return compile::expand(compiled, sqlite, late, nullptr);
    }
};

TEST_F(LateValuesInSql, AreLiteralsWhereTheyAreToBeWritten) {
    const auto statement = select(id).where(title == literal_execute("x"), pages == 5);
    const std::vector<Value> quoted{"It's"};

    EXPECT_EQ(expanded(statement, {{quoted, true}}),
              "SELECT books.id FROM books WHERE books.title = 'It''s' AND books.pages = ?");
}

TEST_F(LateValuesInSql, ArePlaceholdersAsLongAsTheDatabaseTakesThem) {
    const std::vector<Value> few{1, 2};
    EXPECT_EQ(expanded(select(id).where(id.in({1})), {{few, false}}),
              "SELECT books.id FROM books WHERE books.id IN (?, ?)");
}

TEST_F(LateValuesInSql, AreWrittenWhenThereAreTooManyNumbers) {
    const std::vector<Value> many(40'000, Value(7));
    const std::string sql = expanded(select(id).where(id.in({1}), pages == 5), {{many, false}});

    EXPECT_TRUE(sql.starts_with("SELECT books.id FROM books WHERE books.id IN (7, 7, 7")) << sql.substr(0, 80);
    EXPECT_TRUE(sql.ends_with("7) AND books.pages = ?"));
}

TEST_F(LateValuesInSql, AreRefusedWhenThereAreTooManyTexts) {
    const std::vector<Value> many(40'000, Value("x"));
    expect_error<CompileError>("too_many_parameters", "put the values into a table", [&] {
        expanded(select(id).where(title.in({"a"})), {{many, false}});
    });
}

TEST_F(LateValuesInSql, OfAPartialIndexAreWritten) {
    const auto upsert =
        insert(books).values(title = "a").on_conflict(title).where(pages > 5, id.in({1, 2})).do_nothing();
    EXPECT_EQ(to_string(upsert, sqlite),
              "INSERT INTO books (title) VALUES (?) ON CONFLICT (title) WHERE pages > 5 AND id IN (1, 2) DO NOTHING");
}

}  // namespace
}  // namespace azoth::test
