// SPDX-License-Identifier: MIT
#include "azoth/base/error.hpp"
#include "azoth/sql/bind_parameter.hpp"
#include "support/stock.hpp"

namespace azoth::test {
namespace {

struct BackendParameters : StockTest {
    Connection connect() { return engine().connect(); }
};

TEST_F(BackendParameters, AreGivenAtEachExecution) {
    Connection connection = connect();
    fill(connection, {"pen", "ink", "nib"});
    const auto named = select(id).where(name == bindparam<std::string>("name"));

    EXPECT_EQ(connection.execute(named, {{"name", "ink"}}).one(), std::tuple(2));
    EXPECT_EQ(connection.execute(named, {{"name", "nib"}}).one(), std::tuple(3));
}

TEST_F(BackendParameters, ThatAreMissingAreNamed) {
    Connection connection = connect();
    const auto query = select(id).where(name == bindparam<std::string>("name"), price > bindparam<int>("low"));

    expect_error<ArgumentError>("missing_bind", "the statement needs values for :name, :low",
                                [&] { connection.execute(query); });
    expect_error<ArgumentError>("missing_bind", "needs values for :low", [&] {
        connection.execute(query, {{"name", "pen"}});
    });
    expect_error<ArgumentError>("missing_bind", "needs values for :id",
                                [&] { connection.execute(text("SELECT :id")); });
}

TEST_F(BackendParameters, ThatAreUnknownAreRefusedWithTheNamesThereAre) {
    Connection connection = connect();
    const auto query = select(id).where(name == bindparam<std::string>("name"));

    expect_error<ArgumentError>("no_such_bind", "the statement has no parameter ':nam'; it has :name", [&] {
        connection.execute(query, {{"nam", "pen"}});
    });
    expect_error<ArgumentError>("no_such_bind", "has no parameter ':x'; it has none", [&] {
        connection.execute(select(id), {{"x", 1}});
    });
}

TEST_F(BackendParameters, RefuseAListWhereOneValueIsWanted) {
    Connection connection = connect();
    expect_error<ArgumentError>("bind_is_list", "bindparam(\"id\").expanding()", [&] {
        connection.execute(select(name).where(id == bindparam<std::int64_t>("id")), {{"id", std::vector{1, 2}}});
    });
}

TEST_F(BackendParameters, GivenAtExecutionWinOverThoseOfTheStatement) {
    Connection connection = connect();
    const auto query = select(bindparam<int>("n").default_value(1)).params({{"n", 2}});

    EXPECT_EQ(connection.scalar(query), 2);
    EXPECT_EQ(connection.execute(query, {{"n", 3}}).scalars().one(), 3);
}

TEST_F(BackendParameters, ExpandToListsOfAnyLength) {
    Connection connection = connect();
    fill(connection, {"a", "b", "c", "d"});
    const auto query = select(name).where(id.in(bindparam<std::int64_t>("ids").expanding())).order_by(id);

    EXPECT_EQ(connection.execute(query, {{"ids", std::vector{1, 3, 4}}}).scalars().all(), (Names{"a", "c", "d"}));
    EXPECT_EQ(connection.execute(query, {{"ids", std::vector<int>()}}).scalars().all(), Names());
    EXPECT_EQ(connection.execute(query, {{"ids", 2}}).scalars().all(), Names{"b"});
}

TEST_F(BackendParameters, FillABatchOfInserts) {
    Connection connection = connect();
    const std::vector<Parameters> rows{{{"name", "pen"}, {"price", 3}}, {{"name", "ink"}, {"price", std::nullopt}}};

    EXPECT_EQ(connection.execute(insert(items), rows).rowcount, 2);

    EXPECT_EQ(connection.execute(select(name, price).order_by(name)).all(),
              (std::vector<std::tuple<std::string, std::optional<int>>>{{"ink", std::nullopt}, {"pen", 3}}));
}

TEST_F(BackendParameters, FillABatchOfUpdates) {
    Connection connection = connect();
    fill(connection, {"pen", "ink", "nib"});
    const auto statement =
        update(items).set(price = bindparam<int>("price")).where(name == bindparam<std::string>("of"), id < 3);
    const std::vector<Parameters> rows{
        {{"of", "pen"}, {"price", 1}}, {{"of", "ink"}, {"price", 2}}, {{"of", "nib"}, {"price", 3}}};

    EXPECT_EQ(connection.execute(statement, rows).rowcount, 2);
    EXPECT_EQ(connection.scalars(select(price).order_by(id)).all(),
              (std::vector<std::optional<int>>{1, 2, std::nullopt}));
}

TEST_F(BackendParameters, OfABatchNameTheSameColumns) {
    Connection connection = connect();
    const std::vector<Parameters> rows{{{"name", "pen"}, {"price", 3}}, {{"name", "ink"}}};
    expect_error<ArgumentError>("different_columns",
                                "row 2 for 'items' gives values for (name), the first one for "
                                "(name, price)",
                                [&] { connection.execute(insert(items), rows); });
}

TEST_F(BackendParameters, OfABatchMayBeMoreThanAStatementTakes) {
    Connection connection = connect();
    std::vector<Parameters> rows;
    for (int i = 0; i < 40'000; ++i) rows.push_back({{"name", std::to_string(i)}, {"price", i}});

    EXPECT_EQ(connection.execute(insert(items), rows).rowcount, 40'000);
    EXPECT_EQ(connection.scalar(select(func::count(id))), 40'000);
}

TEST_F(BackendParameters, OfAnInsertMayBeMoreThanAStatementTakes) {
    Connection connection = connect();
    std::vector<std::pair<std::string, int>> rows;
    for (int i = 0; i < 40'000; ++i) rows.emplace_back(std::to_string(i), i);

    EXPECT_EQ(connection.execute(insert(items).columns(name, price).rows(rows)).rowcount, 40'000);
    EXPECT_EQ(connection.scalar(select(func::count(id))), 40'000);
}

TEST_F(BackendParameters, OfAnInsertWithReturningMayBeMoreThanAStatementTakes) {
    if (!capabilities().insert_returning) GTEST_SKIP() << "no RETURNING";
    Connection connection = connect();
    std::vector<std::pair<std::string, int>> rows;
    for (int i = 0; i < 40'000; ++i) rows.emplace_back(std::to_string(i), i);

    EXPECT_EQ(connection.execute(insert(items).columns(name, price).rows(rows).returning(id)).all().size(), 40'000U);
}

TEST_F(BackendParameters, MakeListsOfNumbersOfAnyLength) {
    Connection connection = connect();
    fill(connection, {"a", "b", "c"});
    std::vector<std::int64_t> many(100'000);
    for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<std::int64_t>(i) + 2;

    EXPECT_EQ(connection.scalars(select(name).where(id.in(many), name != "x").order_by(id)).all(), (Names{"b", "c"}));
    EXPECT_EQ(connection.scalars(select(name).where(id.not_in(many))).all(), Names{"a"});
}

TEST_F(BackendParameters, RefuseListsOfTextsThatAreTooLong) {
    Connection connection = connect();
    const std::vector<std::string> many(100'000, "x");
    expect_error<CompileError>("too_many_parameters", "the statement has 100000 parameters",
                               [&] { connection.execute(select(name).where(name.in(many))); });
}

}  // namespace
}  // namespace azoth::test
