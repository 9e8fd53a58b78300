// SPDX-License-Identifier: MIT
#include <optional>
#include <string>
#include <vector>

#include "support/memory.hpp"
#include "support/server_process.hpp"
#include "support/stock.hpp"

namespace azoth::test {
namespace {

constexpr StreamOptions kRowByRow{.row_by_row = true};

struct RowByRow : StockTest {
    void SetUp() override {
        StockTest::SetUp();
        if (IsSkipped()) return;
        fill({"ink", "nib", "pad", "pen", "pin", "pot"});
        connection_ = engine().connect();
    }
    Connection& connection() { return *connection_; }
    auto stream() { return connection().stream(select(id).order_by(id), kRowByRow); }

private:
    std::optional<Connection> connection_;
};

/// Where the server sends all rows in one piece.
struct RowsInOnePiece : RowByRow {
    void SetUp() override {
        RowByRow::SetUp();
        if (!IsSkipped() && url().dialect != "mysql")
            GTEST_SKIP() << "this database can run other statements meanwhile";
    }
};

TEST_F(RowByRow, GivesAllRowsInOrder) {
    std::vector<std::int64_t> ids;
    for (const auto& [one] : stream()) ids.push_back(one);

    EXPECT_EQ(ids, (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(connection().scalar(select(func::count(id))), 6);
    connection().commit();
}

TEST_F(RowByRow, GivesNothingForNoRows) {
    EXPECT_TRUE(connection().stream(select(id).where(id > 6), kRowByRow).all().empty());
    connection().commit();
}

TEST_F(RowByRow, GivesNullsAndLongTexts) {
    // More than one packet, and than the first buffer, of MariaDB's client.
    const std::string wide(17'000'000, 'x');
    const auto rows = text("SELECT price, name, :wide FROM items WHERE id < 3 ORDER BY id")
                          .bind("wide", wide)
                          .columns<std::optional<int>, std::string, std::string>();
    std::vector<std::string> seen;
    for (const auto& [no_price, short_text, long_text] : connection().stream(rows, kRowByRow)) {
        EXPECT_EQ(no_price, std::nullopt);
        EXPECT_TRUE(long_text == wide);
        seen.push_back(short_text);
    }

    EXPECT_EQ(seen, (Names{"ink", "nib"}));
}

TEST_F(RowByRow, CanBeLeftInTheMiddle) {
    {
        auto rows = stream();
        EXPECT_EQ(std::get<0>(*++rows.begin()), 2);
    }

    EXPECT_EQ(connection().scalar(select(func::count(id))), 6);
    connection().commit();
}

TEST_F(RowByRow, CanBeLeftByItsConnection) {
    {
        Connection other = engine().connect();
        auto rows = other.stream(select(id), kRowByRow);
        rows.begin();
        other.close();
    }

    EXPECT_EQ(engine().connect().scalar(select(func::count(id))), 6);
}

TEST_F(RowByRow, LeavesAConnectionThatWorksWhenTheStatementIsWrong) {
    EXPECT_THROW(connection().stream(text("SELECT nothing FROM items").columns<int>(), kRowByRow), DatabaseError);
    connection().rollback();

    EXPECT_EQ(connection().scalar(select(func::count(id))), 6);
}

TEST_F(RowByRow, IsAlsoForChangesWithoutRows) {
    connection().stream(text("UPDATE items SET price = 1"), kRowByRow);
    connection().commit();

    EXPECT_EQ(connection().scalar(select(func::count(id)).where(price == 1)), 6);
}

TEST_F(RowByRow, IsAnOptionOfExecutionsToo) {
    EXPECT_EQ(connection().execute(select(id), {.yield_per = 2, .row_by_row = true}).all().size(), 6U);
}

TEST_F(RowByRow, LosesItsConnectionWithAnError) {
    if (!is_server(url())) GTEST_SKIP() << "no server that could end a connection";
    const std::string wide(100'000, 'x');
    const std::int64_t process = process_of(connection(), url());
    auto rows = connection().stream(text("SELECT :wide FROM items AS a, items AS b, items AS c, items AS d")
                                        .bind("wide", wide)
                                        .columns<std::string>(),
                                    {.chunk = 1, .row_by_row = true});
    auto row = rows.begin();
    kill_process(engine(), process);

    const auto read_on = [&] {
        while (row != rows.end()) ++row;
    };
    EXPECT_THROW(read_on(), ConnectionError);
    EXPECT_THROW(connection().scalar(select(func::count(id))), ConnectionError);
    connection().rollback();
    EXPECT_EQ(connection().scalar(select(func::count(id))), 6);
}

TEST_F(RowByRow, NeedsNoMoreMemoryForMoreRows) {
    const std::string wide(1'000'000, 'x');
    const auto rows =
        text("SELECT a.id, :wide FROM items AS a, items AS b").bind("wide", wide).columns<std::int64_t, std::string>();
    connection().stream(rows, {.chunk = 1, .row_by_row = true}).first();
    const long before = memory_in_use_kb();
    long peak = before;
    std::size_t bytes = 0;
    for (const auto& [one, long_text] : connection().stream(rows, {.chunk = 1, .row_by_row = true})) {
        bytes += long_text.size();
        peak = std::max(peak, memory_in_use_kb());
    }

    EXPECT_EQ(bytes, 36 * wide.size());
    EXPECT_LT(peak - before, 18'000) << "of 36 000 kB of rows";
}

TEST_F(RowsInOnePiece, LetNothingElseRunBeforeTheLast) {
    auto rows = stream();
    auto row = rows.begin();
    expect_error<ProgrammingError>("stream_open", "read its last row", [&] { connection().scalar(select(id)); });
    expect_error<ProgrammingError>("stream_open", "destroy it first", [&] { connection().begin_nested(); });
    expect_error<ProgrammingError>("stream_open", "another connection", [&] { stream(); });
    expect_error<ProgrammingError>("stream_open", "without row_by_row", [&] { connection().run("DO 1"); });

    std::size_t seen = 0;
    for (; row != rows.end(); ++row) ++seen;
    EXPECT_EQ(seen, 6U);
    connection().commit();
}

TEST_F(RowsInOnePiece, WaitUntilOtherResultsAreRead) {
    auto stored = connection().execute(select(id).order_by(id));
    auto of_stored = stored.begin();
    expect_error<ProgrammingError>("stream_open", "another result has rows left", [&] { stream(); });
    for (int i = 2; i <= 6; ++i) EXPECT_EQ(std::get<0>(*++of_stored), i);
    ++of_stored;

    auto chunks = connection().stream(select(id).order_by(id), {.chunk = 2});
    auto of_chunks = chunks.begin();
    expect_error<ProgrammingError>("stream_open", "destroy it first", [&] { stream(); });
    for (int i = 2; i <= 6; ++i) EXPECT_EQ(std::get<0>(*++of_chunks), i);
    ++of_chunks;

    EXPECT_EQ(stream().all().size(), 6U);
}

TEST_F(RowsInOnePiece, EndWithACommit) {
    connection().execute(insert(items).values(name = "kept"));
    auto rows = stream();
    auto row = rows.begin();
    connection().commit();

    expect_error<ArgumentError>("result_closed", "its transaction has ended", [&] { ++row; });
    EXPECT_EQ(names().size(), 7U);
}

TEST_F(RowsInOnePiece, DoNotKeepWhatAConnectionCommitsWhenItIsReturned) {
    Engine committing = create_engine(url(), {.pool_reset_on_return = ResetOnReturn::Commit});
    {
        Connection other = committing.connect();
        other.execute(insert(items).values(name = "kept"));
        auto rows = other.stream(select(id), kRowByRow);
        rows.begin();
        other.close();
    }

    EXPECT_EQ(names().size(), 7U);
}

TEST_F(RowsInOnePiece, MayHaveATimeLimitOfTheirOwn) {
    const auto limit = text(connection().server_info().product == "MariaDB" ? "SELECT @@max_statement_time"
                                                                            : "SELECT @@max_execution_time");
    {
        auto rows = connection().execute(select(id).order_by(id),
                                         {.statement_timeout_ms = 5000, .yield_per = 1, .row_by_row = true});
        EXPECT_EQ(std::get<0>(*++rows.begin()), 2);
    }

    EXPECT_EQ(connection().scalar(limit.columns<double>()), 0);
    connection().commit();
}

TEST_F(RowsInOnePiece, EndWithARollback) {
    connection().execute(insert(items).values(name = "lost"));
    auto rows = stream();
    auto row = rows.begin();
    connection().rollback();

    expect_error<ArgumentError>("result_closed", "rolled back", [&] { ++row; });
    EXPECT_EQ(connection().scalar(select(func::count(id))), 6);
}

TEST_F(RowsInOnePiece, EndWithARollbackToASavepoint) {
    Transaction savepoint = connection().begin_nested();
    auto rows = stream();
    auto row = rows.begin();
    savepoint.rollback();

    expect_error<ArgumentError>("result_closed", "rolled back", [&] { ++row; });
    connection().commit();
}

TEST_F(RowsInOnePiece, TellOfAFailureWhereItHappens) {
    auto rows = connection().stream(
        text("SELECT CASE WHEN id = 4 THEN (SELECT 1 UNION SELECT 2) ELSE id END FROM items ORDER BY items.id")
            .columns<int>(),
        kRowByRow);
    int seen = 0;
    EXPECT_THROW(
        {
            for (auto row = rows.begin(); row != rows.end(); ++row) ++seen;
        },
        ProgrammingError);

    EXPECT_EQ(seen, 3);
    expect_error<ArgumentError>("result_closed", "it has failed", [&] { rows.all(); });
    EXPECT_EQ(connection().scalar(select(func::count(id))), 6);
    connection().commit();
}

TEST_F(RowsInOnePiece, ComeFromStatementsWithoutCursors) {
    EXPECT_FALSE(connection().stream(text("SHOW TABLES").columns<std::string>(), kRowByRow).all().empty());
    connection().run("CREATE OR REPLACE PROCEDURE azoth_row_by_row() BEGIN SELECT id FROM items; SELECT 'more'; END");
    EXPECT_EQ(connection().stream(text("CALL azoth_row_by_row()").columns<int>(), kRowByRow).all().size(), 6U);
    connection().run("CREATE OR REPLACE PROCEDURE azoth_row_by_row() BEGIN SELECT id FROM items; SELECT nothing; END");
    const auto failing = text("CALL azoth_row_by_row()").columns<int>();
    EXPECT_THROW(connection().stream(failing, kRowByRow).all(), ProgrammingError);
    EXPECT_THROW(connection().stream(failing).all(), ProgrammingError);
    connection().run("DROP PROCEDURE azoth_row_by_row");

    EXPECT_EQ(connection().scalar(select(func::count(id))), 6);
}

TEST_F(RowsInOnePiece, AreReceivedInOneRoundTrip) {
    const auto trips_of = [&](const StreamOptions& options, const ExecutionOptions& usual = {}) {
        const std::uint64_t before = engine().statistics().round_trips;
        Connection other = engine().connect();
        other.execution_options(usual);
        EXPECT_EQ(other.stream(select(id), options).all().size(), 6U);
        other.close();
        return engine().statistics().round_trips - before;
    };

    trips_of({});  // the connection's first transaction needs one more

    EXPECT_EQ(trips_of({.chunk = 1}) - trips_of({.chunk = 1, .row_by_row = true}), 7U) << "six rows, and their end";
    EXPECT_EQ(trips_of({.chunk = 1}, {.row_by_row = true}), trips_of({.chunk = 1, .row_by_row = true}));
    EXPECT_EQ(trips_of({.chunk = 1, .row_by_row = false}, {.row_by_row = true}), trips_of({.chunk = 1}));
}

}  // namespace
}  // namespace azoth::test
