// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>

#include "azoth/schema/table.hpp"
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "azoth/sql/select.hpp"
#include "azoth/sql/text.hpp"
#include "azoth/types/decimal.hpp"

namespace azoth::test {

/// Two tables to write statements about.
struct Bookshop : testing::Test {
    MetaData metadata;
    Table authors{"authors", metadata, Column("id", BigInteger{}).primary_key(),
                  Column("name", String{100}).not_null()};
    Table books{"books",
                metadata,
                Column("id", BigInteger{}).primary_key(),
                Column("title", String{200}).not_null(),
                Column("author_id", BigInteger{}).references("authors.id"),
                Column("pages", Integer{}),
                Column("price", Numeric{10, 2}),
                Column("sold", Boolean{}).not_null()};

    ColumnExpr<std::int64_t> author_id = authors.c<std::int64_t>("id");
    ColumnExpr<std::string> name = authors.c<std::string>("name");
    ColumnExpr<std::int64_t> id = books.c<std::int64_t>("id");
    ColumnExpr<std::string> title = books.c<std::string>("title");
    ColumnExpr<std::int64_t> written_by = books.c<std::int64_t>("author_id");
    ColumnExpr<int> pages = books.c<int>("pages");
    ColumnExpr<std::optional<Decimal>> price = books.c<std::optional<Decimal>>("price");
    ColumnExpr<bool> sold = books.c<bool>("sold");

    /// `table AS name`; without a name, one that the compiler chooses.
    static FromHandle alias(const Table& table, std::string name = {}) {
        return FromHandle(make_node<sql::AliasNode>(table.node(), std::move(name)));
    }
};

}  // namespace azoth::test
