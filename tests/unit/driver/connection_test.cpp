// SPDX-License-Identifier: MIT
#include "azoth/driver/connection.hpp"

#include <gtest/gtest.h>

#include <array>

#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

using driver::Statement;

/// A cursor of an INSERT ... RETURNING: it knows how many rows have changed once all are read.
class ReturningCursor final : public driver::Cursor {
public:
    explicit ReturningCursor(int rows) : left_(rows), rows_(rows) {}

    std::span<const driver::ResultColumn> columns() const override { return {}; }
    const ValueView* next() override { return left_-- > 0 ? &cell_ : nullptr; }
    std::int64_t affected_rows() const override { return left_ < 0 ? rows_ : 0; }
    std::int64_t last_insert_id() const override { return 0; }

private:
    ValueView cell_;
    int left_;
    int rows_;
};

/// Changes as many rows as the first parameter says, and refuses negative numbers.
class CountingConnection final : public driver::Connection {
public:
    std::vector<std::vector<std::int64_t>> executions;

    std::unique_ptr<driver::Cursor> execute(const Statement&, std::span<const ValueView> parameters) override {
        executions.emplace_back();
        for (const ValueView& parameter : parameters) executions.back().push_back(parameter.as_int64());
        const std::int64_t rows = parameters.empty() ? 1 : parameters[0].as_int64();
        if (rows < 0) throw DataError("out_of_range", "negative");
        return std::make_unique<ReturningCursor>(static_cast<int>(rows));
    }

    driver::ServerInfo server_info() const override { return {}; }
    void run(std::string_view) override {}
    bool ping() override { return true; }
    bool is_broken() const override { return false; }
    void reset() override {}
    void* native_handle() override { return nullptr; }
};

std::vector<ValueView> integers(std::initializer_list<std::int64_t> numbers) {
    std::vector<ValueView> views;
    for (const std::int64_t number : numbers) views.push_back(ValueView::int64(number));
    return views;
}

class ExecuteMany : public testing::Test {
protected:
    CountingConnection connection;
    std::array<std::int64_t, 3> affected{};
};

TEST_F(ExecuteMany, RunsOncePerRowOfParametersByDefault) {
    connection.execute_many({.sql = "UPDATE"}, integers({1, 10, 2, 20, 3, 30}), affected);

    EXPECT_EQ(connection.executions, (std::vector<std::vector<std::int64_t>>{{1, 10}, {2, 20}, {3, 30}}));
}

TEST_F(ExecuteMany, CountsTheRowsThatEachExecutionChanged) {
    EXPECT_EQ(connection.execute_many({.sql = "INSERT ... RETURNING"}, integers({2, 0, 5}), affected), 7);

    EXPECT_EQ(affected, (std::array<std::int64_t, 3>{2, 0, 5}));
}

TEST_F(ExecuteMany, RunsAStatementWithoutParametersAsOftenAsCountsAreWanted) {
    connection.execute_many({.sql = "INSERT"}, {}, affected);

    EXPECT_EQ(connection.executions.size(), 3U);
}

TEST_F(ExecuteMany, DoesNothingWithoutRows) {
    connection.execute_many({.sql = "INSERT"}, {}, {});

    EXPECT_TRUE(connection.executions.empty());
}

TEST_F(ExecuteMany, StopsAtTheFirstError) {
    expect_error<DataError>("out_of_range", "negative", [this] {
        connection.execute_many({.sql = "UPDATE"}, integers({1, -1, 1}), affected);
    });
    EXPECT_EQ(connection.executions.size(), 2U);
}

TEST_F(ExecuteMany, TellsRowsApartByTheParameterTypesWhenNoCountsAreWanted) {
    const std::array types{ParameterType(TypeKind::BigInteger), ParameterType(TypeKind::BigInteger)};

    connection.execute_many({.sql = "UPDATE", .parameter_types = types}, integers({1, 10, 2, 20}), {});

    EXPECT_EQ(connection.executions, (std::vector<std::vector<std::int64_t>>{{1, 10}, {2, 20}}));
}

/// Counts the rows that it is given.
class Taker final : public driver::RowTaker {
public:
    void take(const ValueView*, std::span<const driver::ResultColumn>) override { ++taken; }
    int taken = 0;
};

TEST(FirstRow, TakesOneRowByDefault) {
    CountingConnection connection;
    Taker taker;
    connection.take_first({.sql = "SELECT"}, integers({2}), taker);

    EXPECT_EQ(taker.taken, 1);
}

TEST(FirstRow, TakesNothingWhereThereIsNoRow) {
    CountingConnection connection;
    Taker taker;
    connection.take_first({.sql = "SELECT"}, integers({0}), taker);

    EXPECT_EQ(taker.taken, 0);
}

}  // namespace
}  // namespace azoth::test
