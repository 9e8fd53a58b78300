// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

#include "azoth/engine/two_phase.hpp"
#include "azoth/sql/matching.hpp"
#include "support/memory.hpp"
#include "support/stock.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

struct BackendStream : StockTest {
    void fill_numbers(int count) {
        engine().begin([&](Connection& connection) {
            std::vector<ValueView> rows;
            std::vector<std::string> texts;
            texts.reserve(static_cast<std::size_t>(count));
            for (int i = 1; i <= count; ++i) texts.push_back("item " + std::to_string(i));
            for (const std::string& one : texts) rows.push_back(ValueView::text(one));
            auto node = make_node<sql::InsertNode>(items.table_node());
            node->columns = {1};
            node->rows = {{make_node<sql::ParameterNode>(0, String{50})}};
            connection.run_many(*node, rows, rows.size(), {});
        });
    }
};

TEST_F(BackendStream, GivesAllRowsInOrder) {
    fill_numbers(25);
    Connection connection = engine().connect();
    std::vector<std::int64_t> ids;
    for (const auto& [one] : connection.stream(select(id).order_by(id), {.chunk = 10})) ids.push_back(one);

    ASSERT_EQ(ids.size(), 25U);
    EXPECT_EQ(ids.front(), 1);
    EXPECT_EQ(ids.back(), 25);
}

TEST_F(BackendStream, GivesNothingForNoRows) {
    Connection connection = engine().connect();

    EXPECT_TRUE(connection.stream(select(id)).all().empty());
}

TEST_F(BackendStream, GivesExactlyOneChunk) {
    fill_numbers(10);
    Connection connection = engine().connect();

    EXPECT_EQ(connection.stream(select(id), {.chunk = 10}).all().size(), 10U);
    EXPECT_EQ(connection.stream(select(id), {.chunk = 5}).all().size(), 10U);
}

TEST_F(BackendStream, TakesParametersAndGivesEveryType) {
    fill({"pen", "ink"});
    engine().begin([&](Connection& connection) { connection.execute(update(items).set(price = 3).where(id == 2)); });
    Connection connection = engine().connect();
    auto rows = connection.stream(select(id, name, price).where(id >= 1).order_by(id), {.chunk = 1}).all();

    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(std::get<1>(rows[0]), "pen");
    EXPECT_FALSE(std::get<2>(rows[0]).has_value());
    EXPECT_EQ(std::get<2>(rows[1]), 3);
}

TEST_F(BackendStream, MayBeReadByTurnsWithAnother) {
    fill_numbers(6);
    Connection connection = engine().connect();
    auto up = connection.stream(select(id).order_by(id), {.chunk = 2});
    auto down = connection.stream(select(id).order_by(desc(id)), {.chunk = 2});
    auto first = up.begin();
    auto second = down.begin();
    for (std::int64_t i = 1; i <= 6; ++i, ++first, ++second) {
        EXPECT_EQ(std::get<0>(*first), i);
        EXPECT_EQ(std::get<0>(*second), 7 - i);
    }
}

TEST_F(BackendStream, LetsOtherStatementsRunMeanwhile) {
    fill_numbers(6);
    Connection connection = engine().connect();
    int seen = 0;
    for (const auto& [one] : connection.stream(select(id).order_by(id), {.chunk = 2})) {
        connection.execute(update(items).set(price = 1).where(id == one));
        ++seen;
    }
    connection.commit();

    EXPECT_EQ(seen, 6);
    EXPECT_EQ(engine().connect().scalar(select(func::count(id)).where(price == 1)), 6);
}

TEST_F(BackendStream, CanBeLeftInTheMiddle) {
    fill_numbers(30);
    Connection connection = engine().connect();
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(connection.stream(select(id).order_by(id), {.chunk = 10}).first(), std::tuple{1});
    connection.commit();

    EXPECT_EQ(connection.scalar(select(func::count(id))), 30);
}

TEST_F(BackendStream, CanBeLeftWhileTheNextRowsAreOnTheirWay) {
    fill_numbers(30);
    Connection connection = engine().connect();
    for (int i = 0; i < 5; ++i) {
        auto rows = connection.stream(select(id).order_by(id), {.chunk = 2});
        auto row = rows.begin();
        for (int behind_first_chunk = 0; behind_first_chunk < 3; ++behind_first_chunk) ++row;
        EXPECT_EQ(std::get<0>(*row), 4);
    }
    connection.rollback();

    EXPECT_EQ(connection.scalar(select(func::count(id))), 30);
}

TEST_F(BackendStream, TellsOfAFailureWhereItGetsToIt) {
    if (url().dialect != "postgresql") GTEST_SKIP() << "a division by zero is NULL";
    fill_numbers(12);
    Connection connection = engine().connect();
    const auto query = text("SELECT 10 / (7 - id) FROM items ORDER BY id").columns<int>();
    int seen = 0;
    expect_error<DataError>("bad_value", "zero", [&] {
        for ([[maybe_unused]] const auto& row : connection.stream(query, {.chunk = 2})) ++seen;
    });
    connection.rollback();

    EXPECT_EQ(seen, 6);
    EXPECT_EQ(connection.scalar(select(func::count(id))), 12);
}

/// Rows of which those behind the fourth take their time, or fail.
TextStatement<int> rows_then(std::string_view what) {
    return text("SELECT CASE WHEN id > 4 THEN " + std::string(what) + " ELSE id END FROM items ORDER BY items.id")
        .columns<int>();
}

struct LeftStream : BackendStream {
    void SetUp() override {
        BackendStream::SetUp();
        if (IsSkipped()) return;
        if (url().dialect != "postgresql") GTEST_SKIP() << "this database fetches nothing ahead";
        fill_numbers(12);
        connection_ = engine().connect();
        connection_->run("SET LOCAL enable_sort = off");
    }
    Connection& connection() { return *connection_; }
    /// Reads so far that the next rows are asked for, and leaves.
    void leave_stream(std::string_view what) {
        auto rows = connection().stream(rows_then(what), {.chunk = 2});
        auto row = rows.begin();
        for (int i = 0; i < 2; ++i) ++row;
        EXPECT_EQ(std::get<0>(*row), 3);
    }

private:
    std::optional<Connection> connection_;
};

constexpr std::string_view kSlow = "(SELECT 7 FROM pg_sleep(2 + id * 0))";
constexpr std::string_view kFailing = "10 / (id - 6)";

TEST_F(LeftStream, DoesNotWaitForItsRows) {
    const auto start = Clock::now();
    leave_stream(kSlow);
    EXPECT_LT(Clock::now() - start, 1s);
    connection().rollback();
    EXPECT_LT(Clock::now() - start, 2s);

    EXPECT_EQ(connection().scalar(select(func::count(id))), 12);
}

TEST_F(LeftStream, DoesNotWaitForItsRowsWhenItsConnectionIsReturned) {
    const auto start = Clock::now();
    leave_stream(kSlow);
    connection().close();
    EXPECT_LT(Clock::now() - start, 2s);

    EXPECT_EQ(engine().connect().scalar(select(func::count(id))), 12);
}

TEST_F(LeftStream, LeavesTheTransactionAsItWas) {
    connection().execute(insert(items).values(id = 13, name = "pen"));
    leave_stream("(SELECT 7 FROM pg_sleep(0.1 + id * 0))");
    leave_stream("7");
    EXPECT_EQ(connection().scalar(text("SELECT count(*) FROM pg_cursors WHERE name LIKE 'azoth%'").columns<int>()), 0);
    connection().commit();

    EXPECT_EQ(names().size(), 13U);
}

TEST_F(LeftStream, TellsTheNextStatementThatItHasFailed) {
    leave_stream(kFailing);
    expect_error<DataError>("bad_value", "the next rows of a stream",
                            [&] { connection().scalar(select(func::count(id))); });
    expect_error<OperationalError>("transaction_aborted", "", [&] { connection().scalar(select(func::count(id))); });
    connection().rollback();

    EXPECT_EQ(connection().scalar(select(func::count(id))), 12);
}

TEST_F(LeftStream, TellsTheCommitThatItHasFailed) {
    leave_stream(kFailing);
    expect_error<DataError>("bad_value", "the next rows of a stream", [&] { connection().commit(); });
    connection().rollback();

    EXPECT_EQ(connection().scalar(select(func::count(id))), 12);
}

TEST_F(LeftStream, IsForgottenByARollback) {
    leave_stream(kFailing);
    connection().rollback();

    EXPECT_EQ(connection().scalar(select(func::count(id))), 12);
    connection().commit();
}

TEST_F(LeftStream, KeepsItsFailureWhenAnotherStreamIsLeft) {
    {
        const auto other = connection().stream(select(id), {.chunk = 2});
        leave_stream(kFailing);
    }
    expect_error<DataError>("bad_value", "the next rows of a stream",
                            [&] { connection().scalar(select(func::count(id))); });
}

const auto kCursors = text("SELECT count(*) FROM pg_cursors WHERE name LIKE 'azoth%'").columns<int>();

TEST_F(LeftStream, MayHaveEndedWithItsSavepoint) {
    connection().execute(insert(items).values(id = 13, name = "pen"));
    {
        Transaction savepoint = connection().begin_nested();
        const auto rows = connection().stream(select(id), {.chunk = 2});
        savepoint.rollback();
    }
    EXPECT_EQ(connection().scalar(kCursors), 0);
    connection().commit();

    EXPECT_EQ(names().size(), 13U);
}

TEST_F(LeftStream, MayHaveEndedWithASavepointAroundItsOwn) {
    connection().execute(insert(items).values(id = 13, name = "pen"));
    {
        Transaction outer = connection().begin_nested();
        Transaction inner = connection().begin_nested();
        const auto rows = connection().stream(select(id), {.chunk = 2});
        inner.commit();
        outer.rollback();
    }
    EXPECT_EQ(connection().scalar(kCursors), 0);
    connection().commit();

    EXPECT_EQ(names().size(), 13U);
}

TEST_F(LeftStream, OutlivesASavepointBehindIt) {
    {
        auto rows = connection().stream(select(id).order_by(id), {.chunk = 2});
        auto row = rows.begin();
        Transaction savepoint = connection().begin_nested();
        savepoint.rollback();
        for (int i = 0; i < 4; ++i) ++row;
        EXPECT_EQ(std::get<0>(*row), 5);
    }
    EXPECT_EQ(connection().scalar(kCursors), 0);
    connection().commit();
}

TEST_F(LeftStream, MayHaveEndedWhileOthersRowsAreOnTheirWay) {
    connection().execute(insert(items).values(id = 13, name = "pen"));
    {
        auto others = connection().stream(select(id).order_by(id), {.chunk = 2});
        auto row = others.begin();
        {
            Transaction savepoint = connection().begin_nested();
            const auto rows = connection().stream(select(id), {.chunk = 2});
            savepoint.rollback();
            for (int i = 0; i < 2; ++i) ++row;
        }
        for (int i = 0; i < 3; ++i) ++row;
        EXPECT_EQ(std::get<0>(*row), 6);
    }
    EXPECT_EQ(connection().scalar(kCursors), 0);
    connection().commit();

    EXPECT_EQ(names().size(), 13U);
}

TEST_F(LeftStream, CannotBeReadBehindItsSavepoint) {
    Transaction savepoint = connection().begin_nested();
    auto rows = connection().stream(select(id), {.chunk = 2});
    auto row = rows.begin();
    savepoint.rollback();

    expect_error<ArgumentError>("result_closed", "a savepoint before it", [&] { ++ ++row; });
    EXPECT_EQ(connection().scalar(select(func::count(id))), 12);
}

TEST_F(LeftStream, MayHaveEndedWithASavepointOfTheUsersOwn) {
    connection().execute(text("savepoint mine"));
    connection().execute(insert(items).values(id = 13, name = "pen"));
    {
        const auto rows = connection().stream(select(id), {.chunk = 2});
        connection().execute(text("rollback to mine"));
    }
    connection().commit();

    EXPECT_EQ(names().size(), 12U);
}

TEST_F(LeftStream, IsClosedWhenItsTransactionCanGoOn) {
    {
        auto rows = connection().stream(select(id), {.chunk = 2});
        Transaction savepoint = connection().begin_nested();
        expect_error<DataError>("bad_value", "", [&] { connection().scalar(text("SELECT 1 / 0").columns<int>()); });
        { const auto gone = std::move(rows); }
        savepoint.rollback();
        EXPECT_EQ(connection().scalar(kCursors), 0);
    }
    connection().commit();
}

TEST_F(LeftStream, EndsWithAPreparedTransaction) {
    connection().rollback();
    Connection other = engine().connect();
    if (other.scalar(text("SELECT current_setting('max_prepared_transactions')").columns<std::string>()) == "0")
        GTEST_SKIP() << "the server has no prepared transactions";
    other.rollback();
    {
        TwoPhaseTransaction transaction = begin_twophase(other, "azoth_left_stream");
        auto rows = other.stream(select(id), {.chunk = 2});
        transaction.prepare();
        { const auto gone = std::move(rows); }
        transaction.rollback();
    }
    EXPECT_EQ(other.scalar(select(func::count(id))), 12);
}

TEST_F(LeftStream, TellsOfItsOwnTimeLimit) {
    connection().execution_options({.statement_timeout_ms = 300});
    leave_stream(kSlow);
    connection().execution_options({.statement_timeout_ms = 5'000});
    expect_error<OperationalError>("statement_timeout", "300 ms",
                                   [&] { connection().scalar(select(func::count(id))); });
}

TEST_F(LeftStream, ClosesItsCursorsInAutocommit) {
    connection().rollback();
    {
        Connection other = engine().connect();
        other.set_isolation_level(IsolationLevel::Autocommit);
        auto rows = other.stream(select(id), {.chunk = 2});
        other.close();
    }
    const auto cursors = text("SELECT count(*) FROM pg_cursors WHERE name LIKE 'azoth%'").columns<int>();
    for (int i = 0; i < 2; ++i) EXPECT_EQ(engine().connect().scalar(cursors), 0);
}

TEST_F(BackendStream, EndsWithItsConnectionWhileTheNextRowsAreOnTheirWay) {
    fill_numbers(12);
    {
        Connection connection = engine().connect();
        auto rows = connection.stream(select(id).order_by(id), {.chunk = 2});
        auto row = rows.begin();
        for (int i = 0; i < 3; ++i) ++row;
        connection.close();
    }

    EXPECT_EQ(engine().connect().scalar(select(func::count(id))), 12);
}

TEST_F(BackendStream, EndsWithItsTransactionOnAServer) {
    fill_numbers(6);
    Connection connection = engine().connect();
    auto rows = connection.stream(select(id).order_by(id), {.chunk = 2});
    auto row = rows.begin();
    connection.commit();
    int more = 0;
    if (url().dialect == "postgresql") {
        expect_error<ArgumentError>("result_closed", "until its transaction ends", [&] { ++ ++row; });
        EXPECT_EQ(connection.scalar(select(func::count(id))), 6);
    } else {
        for (; row != rows.end(); ++row) ++more;
        EXPECT_EQ(more, 6);
    }
}

TEST_F(BackendStream, EndsWithItsConnection) {
    fill_numbers(6);
    Connection connection = engine().connect();
    auto rows = connection.stream(select(id).order_by(id), {.chunk = 2});
    connection.close();

    expect_error<ArgumentError>("result_closed", "its connection was closed", [&] { rows.begin(); });
}

TEST_F(BackendStream, WorksInAutocommit) {
    fill_numbers(6);
    Connection connection = engine().connect();
    connection.set_isolation_level(IsolationLevel::Autocommit);

    EXPECT_EQ(connection.stream(select(id), {.chunk = 4}).all().size(), 6U);
}

TEST_F(BackendStream, IsAlsoForTextsThatNobodyHasRead) {
    fill_numbers(6);
    Connection connection = engine().connect();

    EXPECT_EQ(connection.stream(text("SELECT id FROM items").columns<std::int64_t>(), {.chunk = 4}).all().size(), 6U);
    connection.stream(text("UPDATE items SET price = 1"));
    connection.commit();
    EXPECT_EQ(engine().connect().scalar(select(func::count(id)).where(price == 1)), 6);
}

TEST_F(BackendStream, IsWhatYieldPerAsksFor) {
    fill_numbers(6);
    Connection connection = engine().execution_options({.yield_per = 4}).connect();

    EXPECT_EQ(connection.execute(select(id)).all().size(), 6U);
    connection.execute(insert(items).values(name = "more"));
    EXPECT_EQ(connection.scalar(select(func::count(id))), 7);
}

TEST_F(BackendStream, NeedsNoMoreMemoryForMoreRows) {
    constexpr int kRows = 4'000;
    const std::string wide(10'000, 'x');
    fill_numbers(kRows);
    Connection connection = engine().connect();
    const auto query = text("SELECT name, :wide FROM items").bind("wide", wide).columns<std::string, std::string>();
    connection.stream(query, {.chunk = 50}).first();
    const long before = memory_in_use_kb();
    long peak = before;
    std::size_t bytes = 0;
    for (const auto& [short_text, long_text] : connection.stream(query, {.chunk = 50})) {
        bytes += long_text.size();
        peak = std::max(peak, memory_in_use_kb());
    }

    EXPECT_EQ(bytes, kRows * wide.size());
    EXPECT_LT(peak - before, 20'000) << "of 40 000 kB of rows";
}

}  // namespace
}  // namespace azoth::test
