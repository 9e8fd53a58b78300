// SPDX-License-Identifier: MIT
#include "azoth/engine/bulk_insert.hpp"

#include <ranges>

#include "support/stock.hpp"

namespace azoth::test {
namespace {

using BackendBulkInsert = StockTest;
using Rows = std::vector<std::tuple<std::int64_t, std::string, std::optional<int>>>;

TEST_F(BackendBulkInsert, InsertsAllRowsInTheTransaction) {
    Rows rows;
    for (int i = 1; i <= 5'000; ++i)
        rows.emplace_back(i, "item " + std::to_string(i), i % 2 ? std::optional(i) : std::nullopt);
    Connection connection = engine().connect();

    EXPECT_EQ(bulk_insert(connection, items, {"id", "name", "price"}, rows), 5'000U);
    EXPECT_TRUE(connection.in_transaction());
    connection.commit();
    Connection other = engine().connect();
    EXPECT_EQ(other.scalar(select(func::count(id))), 5'000);
    EXPECT_EQ(other.scalar(select(func::count(price))), 2'500);
    EXPECT_EQ(other.scalar(select(name).where(id == 4'321)), "item 4321");
}

TEST_F(BackendBulkInsert, IsUndoneByARollback) {
    Connection connection = engine().connect();
    bulk_insert(connection, items, {"id", "name", "price"}, Rows{{1, "pen", 2}});
    connection.rollback();

    EXPECT_EQ(names(), Names{});
}

TEST_F(BackendBulkInsert, KeepsEveryCharacter) {
    const std::string odd = "\t \n \r back\\slash \\N \\. 'quote' \"double\" \xC3\xA9";
    Connection connection = engine().connect();
    bulk_insert(connection, items, {"id", "name", "price"}, Rows{{1, odd, -7}, {2, "\\N", 0}, {3, "", {}}});
    connection.commit();

    EXPECT_EQ(names(), (Names{odd, "\\N", ""}));
}

TEST_F(BackendBulkInsert, LetsTheDatabaseFillOtherColumns) {
    Connection connection = engine().connect();
    bulk_insert(connection, items, {"name"}, std::vector<std::tuple<std::string>>{{"pen"}, {"ink"}});

    EXPECT_EQ(connection.scalars(select(id).order_by(id)).all(), (std::vector<std::int64_t>{1, 2}));
}

TEST_F(BackendBulkInsert, TakesRowsThatAreMadeAsTheyAreAskedFor) {
    const auto made = std::views::iota(1, 4) | std::views::transform([](int number) {
                          return std::tuple(std::int64_t{number}, "a long name of item " + std::to_string(number));
                      });
    Connection connection = engine().connect();
    bulk_insert(connection, items, {"id", "name"}, made);
    connection.commit();

    EXPECT_EQ(names(), (Names{"a long name of item 1", "a long name of item 2", "a long name of item 3"}));
}

TEST_F(BackendBulkInsert, TellsWhichConstraintRefused) {
    fill({"pen"});
    Connection connection = engine().connect();

    expect_error<UniqueViolation>("unique_violation", "", [&] {
        bulk_insert(connection, items, {"id", "name", "price"}, Rows{{2, "ink", 1}, {3, "pen", 1}});
    });
    connection.rollback();
    EXPECT_EQ(names(), Names{"pen"});
}

TEST_F(BackendBulkInsert, RefusesColumnsThatAreNotThere) {
    Connection connection = engine().connect();

    expect_error<ArgumentError>("no_such_column", "colour", [&] {
        bulk_insert(connection, items, {"id", "colour"}, std::vector<std::tuple<int, std::string>>{{1, "red"}});
    });
    EXPECT_EQ(bulk_insert(connection, items, {"id"}, std::vector<std::tuple<int>>{}), 0U);
}

}  // namespace
}  // namespace azoth::test
