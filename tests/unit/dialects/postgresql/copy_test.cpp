// SPDX-License-Identifier: MIT
#include "azoth/dialects/postgresql/copy.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "azoth/engine/connection.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/engine/events.hpp"
#include "support/captured_log.hpp"
#include "support/expect_error.hpp"
#include "support/fake_engine.hpp"
#include "unit/dialects/postgresql/driver_fixture.hpp"

namespace azoth::test {
namespace {

class PostgresqlCopy : public PostgresqlDriver {
protected:
    void SetUp() override {
        PostgresqlDriver::SetUp();
        if (IsSkipped()) return;
        engine_ = create_engine(url_, {});
        loan_ = engine_->connect();
        connection().run("CREATE TEMPORARY TABLE t (id int, name text)");
        connection().commit();
    }

    Connection& connection() { return *loan_; }

    std::int64_t copy_texts_in(std::vector<std::string> chunks) {
        std::size_t next = 0;
        return postgresql::copy_in(connection(), "COPY t FROM STDIN", [&](std::string& chunk) {
            if (next == chunks.size()) return false;
            chunk = chunks[next++];
            return true;
        });
    }
    std::vector<std::string> copy_out(const std::string& sql) {
        std::vector<std::string> pieces;
        rows_ = postgresql::copy_out(connection(), sql, [&](std::string_view data) { pieces.emplace_back(data); });
        return pieces;
    }

    std::int64_t rows_ = 0;

private:
    std::optional<Engine> engine_;
    std::optional<Connection> loan_;
};

struct CountingTranslations final : EngineListener {
    std::exception_ptr translate_error(const DatabaseError&) override { return ++count, nullptr; }
    int count = 0;
};

TEST_F(PostgresqlCopy, LeavesWhatItsSourceThrowsAsItIs) {
    const Engine other = create_engine(url_, {});
    const auto listener = std::make_shared<CountingTranslations>();
    connection().engine().add_listener(listener);
    const ErrorDetail error = expect_error<ProgrammingError>("no_such_table", "missing", [&] {
        postgresql::copy_in(connection(), "COPY t FROM STDIN", [&](std::string&) -> bool {
            other.connect().run("SELECT * FROM missing");
            return false;
        });
    });
    connection().rollback();

    EXPECT_EQ(error.sql, "SELECT * FROM missing");
    EXPECT_EQ(listener->count, 0);
}

TEST_F(PostgresqlCopy, BringsRowsInAndOut) {
    EXPECT_EQ(copy_texts_in({"1\tp", "en\n2\t\\N\n", "3\tink\n"}), 3);

    EXPECT_EQ(copy_out("COPY t TO STDOUT"), (std::vector<std::string>{"1\tpen\n", "2\t\\N\n", "3\tink\n"}));
    EXPECT_EQ(rows_, 3);
}

TEST_F(PostgresqlCopy, SpeaksCsv) {
    copy_texts_in({"1\tpen, red\n"});

    EXPECT_EQ(copy_out("COPY (SELECT name, id FROM t) TO STDOUT WITH (FORMAT csv, HEADER)"),
              (std::vector<std::string>{"name,id\n", "\"pen, red\",1\n"}));
}

TEST_F(PostgresqlCopy, MovesBinaryDataFromTableToTable) {
    copy_texts_in({"1\tpen\n2\t\\N\n"});
    std::string data;
    for (const std::string& piece : copy_out("COPY t TO STDOUT WITH (FORMAT binary)")) data += piece;
    connection().run("CREATE TEMPORARY TABLE u (LIKE t)");
    const auto count =
        postgresql::copy_in(connection(), "COPY u FROM STDIN WITH (FORMAT binary)",
                            [&](std::string& chunk) { return !(chunk = std::exchange(data, {})).empty(); });

    EXPECT_EQ(count, 2);
    EXPECT_EQ(copy_out("COPY u TO STDOUT"), (std::vector<std::string>{"1\tpen\n", "2\t\\N\n"}));
}

TEST_F(PostgresqlCopy, IsUndoneWhenTheSourceThrows) {
    int chunks = 0;
    EXPECT_THROW(postgresql::copy_in(connection(), "COPY t FROM STDIN",
                                     [&](std::string& chunk) {
                                         if (++chunks == 3) throw std::runtime_error("no more");
                                         chunk = "1\tpen\n";
                                         return true;
                                     }),
                 std::runtime_error);
    connection().rollback();

    EXPECT_EQ(copy_out("COPY t TO STDOUT"), std::vector<std::string>{});
}

TEST_F(PostgresqlCopy, StopsWhenTheSinkThrows) {
    int pieces = 0;
    EXPECT_THROW(postgresql::copy_out(connection(), "COPY (SELECT generate_series(1, 20000000)) TO STDOUT",
                                      [&](std::string_view) {
                                          if (++pieces == 10) throw std::runtime_error("disk full");
                                      }),
                 std::runtime_error);

    EXPECT_EQ(pieces, 10);
    connection().rollback();
    EXPECT_EQ(copy_out("COPY (SELECT 1) TO STDOUT"), std::vector<std::string>{"1\n"});
}

TEST_F(PostgresqlCopy, TellsWhatTheServerRefuses) {
    const ErrorDetail error =
        expect_error<DataError>("bad_value", "invalid input syntax", [&] { copy_texts_in({"one\tpen\n"}); });

    EXPECT_EQ(error.sql, "COPY t FROM STDIN");
    EXPECT_NE(error.place.find("copy_test.cpp"), std::string::npos);
    connection().rollback();
    expect_error<ProgrammingError>("no_such_table", "missing", [&] { copy_out("COPY missing TO STDOUT"); });
    connection().rollback();
    EXPECT_EQ(copy_texts_in({"1\tpen\n"}), 1);
}

TEST_F(PostgresqlCopy, RefusesWhatIsNoCopyOfItsDirection) {
    expect_error<ProgrammingError>("not_supported", "is no COPY", [&] { copy_out("SELECT 1"); });
    expect_error<ProgrammingError>("not_supported", "is no COPY", [&] {
        postgresql::copy_in(connection(), "COPY t TO STDOUT", [](std::string&) { return false; });
    });
    EXPECT_THROW(copy_out("COPY t FROM STDIN"), DatabaseError);
    connection().rollback();
    EXPECT_EQ(copy_out("COPY (SELECT 1) TO STDOUT"), std::vector<std::string>{"1\n"});
}

TEST_F(PostgresqlCopy, KeepsToTheTimeLimit) {
    connection().execution_options({.statement_timeout_ms = 200});

    expect_error<OperationalError>("statement_timeout", "longer than 200 ms",
                                   [&] { copy_out("COPY (SELECT pg_sleep(20)) TO STDOUT"); });
    connection().rollback();
    EXPECT_EQ(copy_out("COPY (SELECT 1) TO STDOUT"), std::vector<std::string>{"1\n"});
}

TEST_F(PostgresqlCopy, BelongsToATransaction) {
    copy_texts_in({"1\tpen\n"});
    EXPECT_TRUE(connection().in_transaction());
    connection().rollback();

    EXPECT_EQ(copy_out("COPY t TO STDOUT"), std::vector<std::string>{});
}

struct CopyListener final : EngineListener {
    void rewrite(OutgoingStatement& statement) override {
        statement.set_sql(std::string(statement.sql()) + " /* who */");
    }
    void after_execute(const ExecuteEvent& event) override {
        seen.push_back(std::string(event.sql) + (event.is_error ? " failed" : ""));
        affected = event.affected;
    }
    std::exception_ptr translate_error(const DatabaseError&) override {
        return std::make_exception_ptr(std::runtime_error("translated"));
    }

    std::vector<std::string> seen;
    std::int64_t affected = 0;
};

TEST_F(PostgresqlCopy, IsAStatementToListeners) {
    const auto listener = std::make_shared<CopyListener>();
    connection().engine().add_listener(listener);
    copy_texts_in({"1\tpen\n2\tink\n"});
    EXPECT_EQ(listener->affected, 2);
    copy_out("COPY t TO STDOUT");
    EXPECT_EQ(listener->affected, -1);
    EXPECT_THROW(copy_out("COPY missing TO STDOUT"), std::runtime_error);

    EXPECT_EQ(listener->seen, (std::vector<std::string>{"COPY t FROM STDIN /* who */", "COPY t TO STDOUT /* who */",
                                                        "COPY missing TO STDOUT /* who */ failed"}));
}

TEST_F(PostgresqlCopy, TellsListenersWhenItsSourceThrows) {
    const auto listener = std::make_shared<CopyListener>();
    connection().engine().add_listener(listener);
    EXPECT_THROW(postgresql::copy_in(connection(), "COPY t FROM STDIN",
                                     [](std::string&) -> bool { throw std::runtime_error("no more"); }),
                 std::runtime_error);

    EXPECT_EQ(listener->seen, std::vector<std::string>{"COPY t FROM STDIN /* who */ failed"});
}

TEST_F(PostgresqlCopy, IsCounted) {
    const EngineStatistics before = connection().engine().statistics();
    copy_texts_in({"1\tpen\n2\tink\n"});
    copy_out("COPY t TO STDOUT");
    const EngineStatistics after = connection().engine().statistics();

    EXPECT_EQ(after.statements - before.statements, 2U);
    EXPECT_EQ(after.rows - before.rows, 2U);
}

TEST_F(PostgresqlCopy, IsEchoedAndLoggedWhenSlow) {
    const CapturedLog log;
    const Engine engine = create_engine(url_, {.echo = true, .slow_query_ms = 0});
    Connection connection = engine.connect();
    postgresql::copy_out(connection, "COPY (SELECT 1) TO STDOUT", [](std::string_view) {});

    const auto lines = log.lines();
    EXPECT_EQ(std::ranges::count(lines, "azoth.engine: COPY (SELECT 1) TO STDOUT"), 1);
    EXPECT_TRUE(
        std::ranges::any_of(lines, [](const std::string& line) { return line.starts_with("azoth.slow: slow"); }));
}

TEST_F(PostgresqlCopy, KeepsItsConnectionBusy) {
    expect_error<ArgumentError>("concurrent_use", "", [&] {
        postgresql::copy_out(connection(), "COPY (SELECT 1) TO STDOUT",
                             [&](std::string_view) { connection().run("SELECT 1"); });
    });
    connection().rollback();
    EXPECT_EQ(copy_out("COPY (SELECT 1) TO STDOUT"), std::vector<std::string>{"1\n"});
}

TEST_F(FakeEngineTest, IsNoPlaceForCopy) {
    Connection connection = engine.connect();

    expect_error<ArgumentError>("not_postgresql", "look at Dialect::name()",
                                [&] { postgresql::copy_out(connection, "COPY t TO STDOUT", [](std::string_view) {}); });
    EXPECT_FALSE(connection.in_transaction());
}

}  // namespace
}  // namespace azoth::test
