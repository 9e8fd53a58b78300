// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "azoth/schema/table.hpp"
#include "azoth/types/decimal.hpp"
#include "azoth/types/json.hpp"

namespace azoth::test {

/// The tables that the SQL cases are about, with a typed handle for each column.
///
///     authors: 1 Jane Austen, GB, 1775; 2 Ursula Le Guin, US, 1929; 3 Stanislaw Lem, PL, NULL
///     books:   1 Emma, author 1, 474 pages, price 9.50, rating 4.5, published 1815-12-23, in stock, note NULL
///              2 Persuasion, author 1, 249 pages, 7.25, rating NULL, 1817-12-20, not in stock, note 'a_b%c'
///              3 The Dispossessed, author 2, 387 pages, 12.00, 4.25, 1974-05-01, in stock, note ''
///              4 Solaris, author 3, 204 pages, 8.75, 4.0, NULL, in stock, note 'It''s "quoted" \ here'
///     sales:   id, book_id, sold_at, copies: (1, 1, 2024-01-05 10:30, 3), (2, 1, 2024-02-07 12:00, 2),
///              (3, 3, 2024-02-29 23:59:59, 5), (4, 4, 2024-12-31 00:00, 1)
///     documents: 1, flags 6, content {"title": "Emma", "pages": 474, "price": 9.5, "sold": true, "nothing": null,
///              "tags": ["a", "b"], "author": {"name": "Jane", "born": 1775}, "a \"b'": 1, "x.y": 2}; 2, -8, {}
///     shelves: id, parent_id, name: 1 NULL root, 2 1 fiction, 3 2 classics, 4 2 science fiction; nobody refers to it
struct Shop {
    MetaData metadata;
    Table authors{"authors",
                  metadata,
                  Column("id", BigInteger{}).primary_key(),
                  Column("name", String{60}).not_null(),
                  Column("country", String{2}),
                  Column("born", Integer{})};
    Table books{"books",
                metadata,
                Column("id", BigInteger{}).primary_key(),
                Column("title", String{100}).not_null(),
                Column("author_id", BigInteger{}).references("authors.id"),
                Column("pages", Integer{}).not_null(),
                Column("price", Numeric{10, 2}),
                Column("rating", Double{}),
                Column("published", Date{}),
                Column("in_stock", Boolean{}).not_null(),
                Column("note", String{200})};
    Table sales{"sales",
                metadata,
                Column("id", BigInteger{}).primary_key(),
                Column("book_id", BigInteger{}).not_null().references("books.id"),
                Column("sold_at", DateTime{}).not_null(),
                Column("copies", Integer{}).not_null()};
    Table shelves{"shelves", metadata, Column("id", BigInteger{}).primary_key(), Column("parent_id", BigInteger{}),
                  Column("name", String{40}).not_null()};

    Table documents{"documents", metadata, Column("id", BigInteger{}).primary_key(),
                    Column("flags", Integer{}).not_null(), Column("content", Json{}).not_null()};

    ColumnExpr<std::int64_t> author_id = authors.c<std::int64_t>("id");
    ColumnExpr<std::string> author_name = authors.c<std::string>("name");
    ColumnExpr<std::optional<std::string>> country = authors.c<std::optional<std::string>>("country");
    ColumnExpr<std::optional<int>> born = authors.c<std::optional<int>>("born");

    ColumnExpr<std::int64_t> id = books.c<std::int64_t>("id");
    ColumnExpr<std::string> title = books.c<std::string>("title");
    ColumnExpr<std::optional<std::int64_t>> book_author = books.c<std::optional<std::int64_t>>("author_id");
    ColumnExpr<int> pages = books.c<int>("pages");
    ColumnExpr<std::optional<Decimal>> price = books.c<std::optional<Decimal>>("price");
    ColumnExpr<std::optional<double>> rating = books.c<std::optional<double>>("rating");
    ColumnExpr<std::optional<std::chrono::year_month_day>> published =
        books.c<std::optional<std::chrono::year_month_day>>("published");
    ColumnExpr<bool> in_stock = books.c<bool>("in_stock");
    ColumnExpr<std::optional<std::string>> note = books.c<std::optional<std::string>>("note");

    ColumnExpr<std::int64_t> sale_id = sales.c<std::int64_t>("id");
    ColumnExpr<std::int64_t> sold_book = sales.c<std::int64_t>("book_id");
    ColumnExpr<std::chrono::local_time<std::chrono::microseconds>> sold_at =
        sales.c<std::chrono::local_time<std::chrono::microseconds>>("sold_at");
    ColumnExpr<int> copies = sales.c<int>("copies");

    ColumnExpr<std::int64_t> document_id = documents.c<std::int64_t>("id");
    ColumnExpr<int> flags = documents.c<int>("flags");
    ColumnExpr<nlohmann::json> content = documents.c<nlohmann::json>("content");

    ColumnExpr<std::int64_t> shelf_id = shelves.c<std::int64_t>("id");
    ColumnExpr<std::optional<std::int64_t>> shelf_parent = shelves.c<std::optional<std::int64_t>>("parent_id");
    ColumnExpr<std::string> shelf_name = shelves.c<std::string>("name");
};

}  // namespace azoth::test
