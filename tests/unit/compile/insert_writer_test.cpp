// SPDX-License-Identifier: MIT
#include "compile/insert_writer.hpp"

#include "support/bookshop.hpp"
#include "support/expect_error.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

struct Inserts : Bookshop {
    /// INSERT of two columns whose values are given at execution.
    sql::InsertNode prepared(std::uint32_t rows) const {
        sql::InsertNode insert(books.table_node());
        insert.columns = {1, 3};
        insert.rows = {{make_node<sql::ParameterNode>(0U, String{}), make_node<sql::ParameterNode>(1U, Integer{})}};
        insert.row_count = rows;
        return insert;
    }
};

TEST_F(Inserts, NameTheirColumns) {
    expect_sql(insert(books).values(title = "a", pages = 1),
               "INSERT INTO books (title, pages) VALUES (:title_1, :pages_1)");
    expect_sql(insert(books).values(price = std::nullopt), "INSERT INTO books (price) VALUES (NULL)");
}

TEST_F(Inserts, WriteSeveralRows) {
    expect_sql(insert(books).values(title = "a", pages = 1).values(title = "b", pages = 2),
               "INSERT INTO books (title, pages) VALUES (:title_1, :pages_1), (:title_2, :pages_2)");
}

TEST_F(Inserts, ComputeValues) {
    expect_sql(insert(books).values(title = func::lower(literal("A")),
                                    written_by = scalar_subquery(select(author_id).where(name == "a"))),
               "INSERT INTO books (title, author_id) VALUES (lower(:lower_1), "
               "(SELECT authors.id FROM authors WHERE authors.name = :name_1))");
}

TEST_F(Inserts, RefuseTheirOwnColumnsAsValues) {
    expect_error<CompileError>("not_in_from", "books.pages",
                               [&] { to_string(insert(books).values(pages = pages + 1)); });
}

TEST_F(Inserts, WriteDefaults) {
    expect_sql(insert(books), "INSERT INTO books DEFAULT VALUES");
    sql::InsertNode two(books.table_node());
    two.row_count = 2;
    EXPECT_EQ(to_string(two, generic_dialect()), "INSERT INTO books (id) VALUES (DEFAULT), (DEFAULT)");
}

TEST_F(Inserts, CountTheParametersOfRepeatedRowsOn) {
    const Compiled compiled = generic_dialect().compile(prepared(3));

    EXPECT_EQ(compiled.sql, "INSERT INTO books (title, pages) VALUES (:param_1, :param_2), (:param_3, :param_4), "
                            "(:param_5, :param_6)");
    ASSERT_EQ(compiled.slots.size(), 6U);
    for (std::uint32_t i = 0; i < 6; ++i) {
        EXPECT_EQ(compiled.slots[i].source, BindSlot::Source::Parameter);
        EXPECT_EQ(compiled.slots[i].index, i);
    }
    EXPECT_EQ(compiled.parameter_types,
              (std::vector<ParameterType>{TypeKind::String, TypeKind::Integer, TypeKind::String, TypeKind::Integer,
                           TypeKind::String, TypeKind::Integer}));
}

TEST_F(Inserts, Upsert) {
    expect_sql(insert(books).values(id = 1, title = "a").on_conflict(id).do_update(title = excluded(title)),
               "INSERT INTO books (id, title) VALUES (:id_1, :title_1) "
               "ON CONFLICT (id) DO UPDATE SET title = excluded.title");
    expect_sql(
        insert(books).values(id = 1).on_conflict(id, title).do_update(pages = pages + excluded(pages), sold = true),
        "INSERT INTO books (id) VALUES (:id_1) "
        "ON CONFLICT (id, title) DO UPDATE SET pages = books.pages + excluded.pages, sold = :sold_1");
    expect_sql(insert(books).values(id = 1).on_conflict(id).do_nothing(),
               "INSERT INTO books (id) VALUES (:id_1) ON CONFLICT (id) DO NOTHING");
    expect_sql(insert(books).values(id = 1).on_conflict().do_nothing(),
               "INSERT INTO books (id) VALUES (:id_1) ON CONFLICT DO NOTHING");
}

TEST_F(Inserts, RefuseAnUpsertThatUpdatesOnNoKey) {
    expect_error<CompileError>("unsupported", "must name the columns of a unique key",
                               [&] { to_string(insert(books).values(id = 1).on_conflict().do_update(pages = 1)); });
}

TEST_F(Inserts, ReturnWhatTheDatabaseMade) {
    expect_sql(insert(books).values(title = "a").on_conflict(title).do_nothing().returning(id),
               "INSERT INTO books (title) VALUES (:title_1) ON CONFLICT (title) DO NOTHING RETURNING id");
    const Compiled compiled = generic_dialect().compile(*insert(books).values(title = "a").returning(id).node());
    EXPECT_TRUE(compiled.returns_rows);
    EXPECT_FALSE(generic_dialect().compile(*insert(books).values(title = "a").node()).returns_rows);
}

}  // namespace
}  // namespace azoth::test
