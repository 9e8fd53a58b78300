// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/engine/create_all.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/select.hpp"
#include "azoth/sql/text.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {

/// A fixture with a small table in the database: items, each with a unique name and perhaps a price.
class StockTest : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (!IsSkipped()) create_all(metadata, engine());
    }

    /// Adds an item for each name, with the ids 1, 2, 3, ...
    void fill(Connection& connection, const std::vector<std::string>& names) const {
        for (const std::string& text : names) connection.execute(insert(items).values(name = text));
    }
    void fill(const std::vector<std::string>& names) {
        engine().begin([&](Connection& connection) { fill(connection, names); });
    }
    /// The names in the database, in order, as another connection sees them.
    std::vector<std::string> names() { return engine().connect().scalars(select(name).order_by(id)).all(); }

    MetaData metadata;
    Table items{"items", metadata, Column("id", BigInteger{}).primary_key(),
                Column("name", String{50}).not_null().unique(), Column("price", Integer{})};
    ColumnExpr<std::int64_t> id = items.c<std::int64_t>("id");
    ColumnExpr<std::string> name = items.c<std::string>("name");
    ColumnExpr<std::optional<int>> price = items.c<std::optional<int>>("price");
};

using Names = std::vector<std::string>;

}  // namespace azoth::test
