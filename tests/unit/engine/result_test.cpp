// SPDX-License-Identifier: MIT
#include "azoth/engine/result.hpp"

#include <optional>
#include <tuple>

#include "support/expect_error.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

using Books = std::vector<std::tuple<std::int64_t, std::string>>;

struct ResultTest : FakeEngineTest {
    ResultTest() {
        server.answer("books",
                      {.columns = {"id", "title"}, .rows = {{1, "The Dispossessed"}, {2, "Rocannon's World"}}});
        server.answer("one", {.columns = {"id", "title"}, .rows = {{1, "The Dispossessed"}}});
        server.answer("none", {.columns = {"id", "title"}});
        server.answer("nulls", {.columns = {"id"}, .rows = {{1}, {nullptr}}});
    }
    Result<std::int64_t, std::string> books(const std::string& sql = "books") {
        return connection.execute(text(sql).columns<std::int64_t, std::string>());
    }

    Connection connection = engine.connect();
};

TEST_F(ResultTest, IsARangeOfTuples) {
    Books rows;
    for (const auto& [id, title] : books()) rows.emplace_back(id, title);

    EXPECT_EQ(rows, (Books{{1, "The Dispossessed"}, {2, "Rocannon's World"}}));
}

TEST_F(ResultTest, GivesAllRowsAtOnce) {
    EXPECT_EQ(books().all().size(), 2U);
}

TEST_F(ResultTest, GivesTheRowsThatAreLeft) {
    auto result = books();
    for (const auto& [id, title] : result) {
        EXPECT_EQ(id, 1);
        break;
    }

    EXPECT_EQ(result.all(), (Books{{2, "Rocannon's World"}}));
    EXPECT_EQ(result.all(), Books{});
}

TEST_F(ResultTest, GivesTheFirstRowIfThereIsOne) {
    EXPECT_EQ(books().first(), std::tuple(1, "The Dispossessed"));
    EXPECT_EQ(books("none").first(), std::nullopt);
}

TEST_F(ResultTest, GivesTheOnlyRow) {
    EXPECT_EQ(books("one").one(), std::tuple(1, "The Dispossessed"));
    EXPECT_EQ(books("one").one_or_none(), std::tuple(1, "The Dispossessed"));
    EXPECT_EQ(books("none").one_or_none(), std::nullopt);
}

TEST_F(ResultTest, MissesTheOnlyRow) {
    const ErrorDetail error = expect_error<NoResultError>(
        "no_result", "one row was required, and the statement gave none", [&] { books("none").one(); });
    EXPECT_EQ(error.sql, "none");
    EXPECT_NE(error.place.find("result_test.cpp"), std::string::npos);
}

TEST_F(ResultTest, RefusesASecondRowBesideTheOnlyOne) {
    expect_error<MultipleResultsError>("multiple_results", "one row was required", [&] { books().one(); });
    expect_error<MultipleResultsError>("multiple_results", "one row was required", [&] { books().one_or_none(); });
}

TEST_F(ResultTest, GivesItsFirstColumnAlone) {
    EXPECT_EQ(books().scalars().all(), (std::vector<std::int64_t>{1, 2}));
    EXPECT_EQ(connection.scalars(text("books")).first()->as<int>(), 1);
}

TEST_F(ResultTest, GivesASingleValue) {
    EXPECT_EQ(connection.scalar(text("books").columns<std::int64_t, std::string>()), 1);
    EXPECT_EQ(connection.scalar(text("none").columns<std::int64_t, std::string>()), std::nullopt);
    EXPECT_EQ(connection.scalar(text("nulls").columns<std::optional<std::int64_t>>()), 1);
}

TEST_F(ResultTest, NamesTheColumnAndTheStatementOfANullThatDoesNotFit) {
    auto result = connection.execute(text("nulls").columns<std::int64_t>());

    const ErrorDetail error = expect_error<DataError>("null_value", "column 'id': ", [&] { result.all(); });
    EXPECT_EQ(error.sql, "nulls");
    EXPECT_NE(error.place.find("result_test.cpp"), std::string::npos);
}

TEST_F(ResultTest, RefusesTypesForMoreColumnsThanThereAre) {
    expect_error<ArgumentError>("wrong_column_count",
                                "the rows are to have 1 columns, but the statement gives 2: id, title",
                                [&] { connection.execute(text("books").columns<std::int64_t>()); });
    expect_error<ArgumentError>("wrong_column_count", "but the statement gives 0",
                                [&] { connection.execute(text("nothing").columns<std::int64_t>()); });
}

TEST_F(ResultTest, GivesRowsOfRunTimeColumns) {
    std::string titles;
    for (const azoth::Row& row : connection.execute(text("books"))) titles += row["title"].as<std::string>() + "; ";

    EXPECT_EQ(titles, "The Dispossessed; Rocannon's World; ");
}

TEST_F(ResultTest, TellsWhatAStatementHasChanged) {
    server.answer("change", {.affected = 3, .last_insert_id = 42});
    auto result = connection.execute(text("change"));

    EXPECT_EQ(result.rowcount(), 3);
    EXPECT_EQ(result.last_insert_id(), 42);
    EXPECT_TRUE(result.names().empty());
}

TEST_F(ResultTest, StaysReadableWhileAnotherIsRead) {
    auto first = books();
    first.begin();
    EXPECT_EQ(books().all().size(), 2U);

    EXPECT_EQ(first.all().size(), 1U);
}

TEST_F(ResultTest, RefusesToReadOnWhenItsConnectionIsClosed) {
    auto result = books();
    connection.close();

    expect_error<ArgumentError>("result_closed", "its connection was closed", [&] { result.all(); });
}

TEST_F(ResultTest, OutlivesItsConnection) {
    std::optional<Result<std::int64_t, std::string>> result;
    {
        Connection other = engine.connect();
        result = other.execute(text("books").columns<std::int64_t, std::string>());
    }

    expect_error<ArgumentError>("result_closed", "its connection was closed", [&] { result->first(); });
}

TEST_F(ResultTest, IsUsedUpByTheFirstRow) {
    auto result = books();
    result.first();

    EXPECT_TRUE(result.is_closed());
    expect_error<ArgumentError>("result_closed", "it was closed or used up", [&] { result.all(); });
}

}  // namespace
}  // namespace azoth::test
