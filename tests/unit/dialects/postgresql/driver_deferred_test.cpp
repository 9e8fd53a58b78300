// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "azoth/base/error.hpp"
#include "support/expect_error.hpp"
#include "unit/dialects/postgresql/driver_fixture.hpp"

namespace azoth::test {
namespace {

/// Counts how often the driver waited for the server.
class CountingWait final : public driver::WaitHook {
public:
    bool wait(int socket, driver::WaitFor condition, int timeout_ms) override {
        ++count;
        return driver::blocking_wait().wait(socket, condition, timeout_ms);
    }

    int count = 0;
};

/// Statements that wait for the next one, and answers that nobody waits for.
class PostgresqlDeferred : public PostgresqlDriver {
protected:
    void SetUp() override {
        PostgresqlDriver::SetUp();
        if (IsSkipped()) return;
        replace_connection(connect({.wait = &wait_}));
        connection().run("CREATE TEMP TABLE t (a int)");
    }
    void TearDown() override {
        if (!IsSkipped()) replace_connection(nullptr);  // before the hook
    }

    template <class Run>
    int waits_of(Run run) {
        const int before = wait_.count;
        run();
        return wait_.count - before;
    }
    /// Two statements have the same time only when they are in one transaction.
    bool in_transaction() {
        const std::string_view now = "SELECT now()::text";
        const Value first = value_of(connection(), now);
        return value_of(connection(), now) == first;
    }
    Value count() { return value_of(connection(), "SELECT count(*) FROM t"); }
    std::int64_t pid() { return value_of(connection(), "SELECT pg_backend_pid()").view().as_int64(); }
    void kill(std::int64_t pid) {
        value_of(*connect(), "SELECT pg_terminate_backend($1::int, 5000)", {ValueView::int64(pid)});
    }
    void insert(std::int64_t value) { execute(connection(), "INSERT INTO t VALUES ($1)", {ValueView::int64(value)}); }

private:
    CountingWait wait_;
};

TEST_F(PostgresqlDeferred, BeginIsNotSentByItself) {
    EXPECT_EQ(waits_of([&] { connection().run_later("BEGIN"); }), 0);
}

TEST_F(PostgresqlDeferred, BeginAddsNoWaitToAStatement) {
    // A statement's rows follow its acknowledgement at any time: only the least of some tries tells.
    const auto least_waits = [&](bool with_begin) {
        int least = 100;
        for (int i = 0; i < 20; ++i) {
            if (with_begin) connection().run_later("BEGIN");
            least = std::min(least, waits_of([&] { rows_of(connection(), "SELECT 1"); }));
            if (with_begin) connection().run("ROLLBACK");
        }
        return least;
    };
    rows_of(connection(), "SELECT 1");

    EXPECT_EQ(least_waits(true), least_waits(false));
}

TEST_F(PostgresqlDeferred, BeginComesBeforeAPreparedStatement) {
    in_transaction();
    connection().run_later("BEGIN");
    EXPECT_TRUE(in_transaction());
    connection().run("COMMIT");
    EXPECT_FALSE(in_transaction());
}

TEST_F(PostgresqlDeferred, BeginComesBeforeANewStatement) {
    connection().run_later("BEGIN");
    insert(1);
    connection().run("ROLLBACK");

    EXPECT_EQ(count(), Value(0));
}

TEST_F(PostgresqlDeferred, BeginComesBeforeAStatementThatIsNotKept) {
    connection().run_later("BEGIN");
    connection().execute({.sql = "INSERT INTO t VALUES (1)", .is_reusable = false}, {});
    connection().run("ROLLBACK");

    EXPECT_EQ(count(), Value(0));
}

TEST_F(PostgresqlDeferred, BeginComesBeforeABatch) {
    const ParameterType type = TypeKind::BigInteger;
    const std::array values = {ValueView::int64(1), ValueView::int64(2)};
    connection().run_later("BEGIN");
    std::array<std::int64_t, 2> affected{};
    connection().execute_many({.sql = "INSERT INTO t VALUES ($1)", .parameter_types = {&type, 1}}, values, affected);
    connection().run("ROLLBACK");

    EXPECT_EQ(affected, (std::array<std::int64_t, 2>{1, 1}));
    EXPECT_EQ(count(), Value(0));
}

class DeferredBeforeRun : public PostgresqlDeferred, public testing::WithParamInterface<const char*> {};

TEST_P(DeferredBeforeRun, IsInTheTransaction) {
    connection().run_later("BEGIN");
    connection().run(GetParam());
    EXPECT_EQ(count(), Value(1));
    connection().run("ROLLBACK");

    EXPECT_EQ(count(), Value(0));
}

INSTANTIATE_TEST_SUITE_P(Postgresql, DeferredBeforeRun,
                         testing::Values("INSERT INTO t VALUES (1)", "SELECT 1; INSERT INTO t VALUES (1)",
                                         "SAVEPOINT s; INSERT INTO t VALUES (1); RELEASE SAVEPOINT s"));

TEST_F(PostgresqlDeferred, BeginComesBeforeACopyThatIsRun) {
    connection().run_later("BEGIN");
    connection().run("COPY t TO STDOUT");
    EXPECT_TRUE(in_transaction());
    connection().run("COMMIT");

    connection().run_later("BEGIN");
    EXPECT_THROW(connection().run("COPY t FROM STDIN"), DatabaseError);
    connection().run("ROLLBACK");
    EXPECT_EQ(count(), Value(0));
}

TEST_F(PostgresqlDeferred, BeginTravelsWithASavepoint) {
    connection().run_later("BEGIN");
    connection().run("SAVEPOINT s");
    insert(1);
    connection().run("ROLLBACK TO SAVEPOINT s");
    insert(2);
    connection().run("COMMIT");

    EXPECT_EQ(rows_of(connection(), "SELECT a FROM t"), (std::vector<Row>{{2}}));
}

class FailingFirst : public PostgresqlDeferred, public testing::WithParamInterface<const char*> {
protected:
    void expect_failed_transaction() {
        expect_error<OperationalError>("transaction_aborted", "aborted", [&] { rows_of(connection(), "SELECT 7"); });
        expect_error<OperationalError>("transaction_aborted", "cannot be committed",
                                       [&] { connection().run("COMMIT"); });
        connection().run("ROLLBACK");
        EXPECT_EQ(value_of(connection(), "SELECT 7"), Value(7));
    }
};

TEST_P(FailingFirst, LeavesAFailedTransactionWhenItIsExecuted) {
    connection().run_later("BEGIN");
    EXPECT_THROW(execute(connection(), GetParam()), DatabaseError);
    expect_failed_transaction();
}

TEST_P(FailingFirst, LeavesAFailedTransactionWhenItIsRun) {
    connection().run_later("BEGIN");
    EXPECT_THROW(connection().run(GetParam()), DatabaseError);
    expect_failed_transaction();
}

TEST_P(FailingFirst, LeavesAFailedTransactionWhenItIsOneOfSeveral) {
    connection().run_later("BEGIN");
    EXPECT_THROW(connection().run(std::string("SELECT 1; ") + GetParam()), DatabaseError);
    expect_failed_transaction();
}

INSTANTIATE_TEST_SUITE_P(Postgresql, FailingFirst, testing::Values("SELECT 1 / 0", "SELEC 1", "SELECT * FROM nowhere"));

TEST_F(PostgresqlDeferred, FailureOfTheDeferredKeepsTheStatementFromRunning) {
    connection().run_later("BEGIN NONSENSE");
    expect_error<ProgrammingError>("syntax_error", "NONSENSE", [&] { insert(1); });

    EXPECT_EQ(count(), Value(0));
    insert(1);
    EXPECT_EQ(count(), Value(1));
}

TEST_F(PostgresqlDeferred, EmptyTransactionNeverReachesTheServer) {
    for (const char* end : {"COMMIT", "ROLLBACK"})
        EXPECT_EQ(waits_of([&] {
                      connection().run_later("BEGIN");
                      connection().run(end);
                  }),
                  0);

    EXPECT_FALSE(in_transaction());
}

TEST_F(PostgresqlDeferred, SeveralRunInOrder) {
    connection().run_later("BEGIN");
    connection().run_later("INSERT INTO t VALUES (1)");
    connection().run_later("UPDATE t SET a = a + 1");
    EXPECT_EQ(rows_of(connection(), "SELECT a FROM t"), (std::vector<Row>{{2}}));
    connection().run("ROLLBACK");

    EXPECT_EQ(count(), Value(0));
}

TEST_F(PostgresqlDeferred, DoesNotOutliveAReset) {
    connection().run_later("BEGIN");
    connection().reset();

    EXPECT_FALSE(in_transaction());
}

TEST_F(PostgresqlDeferred, HandleIsInTheTransaction) {
    const auto server_process = pid();
    connection().run_later("BEGIN");
    connection().native_handle();

    constexpr std::string_view kState = "SELECT state FROM pg_stat_activity WHERE pid = $1";
    EXPECT_EQ(value_of(*connect(), kState, {ValueView::int64(server_process)}),
              Value("idle in transaction"));
}

TEST_F(PostgresqlDeferred, UnawaitedDoesNotWait) {
    connection().run("BEGIN");
    EXPECT_EQ(waits_of([&] { connection().run_unawaited("ROLLBACK"); }), 0);
    EXPECT_FALSE(connection().is_broken());
}

TEST_F(PostgresqlDeferred, UnawaitedRollbackHasHappenedForTheNextUse) {
    connection().run("BEGIN");
    insert(1);
    connection().run_unawaited("ROLLBACK");

    EXPECT_EQ(count(), Value(0));
    EXPECT_FALSE(in_transaction());
}

TEST_F(PostgresqlDeferred, TransactionsMayFollowOneAnother) {
    for (int i = 0; i < 5; ++i) {
        connection().run_later("BEGIN");
        insert(i);
        EXPECT_EQ(count(), Value(1));
        connection().run_unawaited("ROLLBACK");
        connection().reset();
    }
    EXPECT_EQ(count(), Value(0));
}

TEST_F(PostgresqlDeferred, UnawaitedMayFollowOneAnother) {
    connection().run("BEGIN");
    connection().run_unawaited("INSERT INTO t VALUES (1)");
    connection().run_unawaited("COMMIT");

    EXPECT_TRUE(connection().ping());
    EXPECT_EQ(count(), Value(1));
}

TEST_F(PostgresqlDeferred, ErrorOfAnUnawaitedBreaksTheConnection) {
    connection().run_unawaited("SELECT 1 / 0");
    EXPECT_FALSE(connection().is_broken());

    EXPECT_THROW(rows_of(connection(), "SELECT 1"), ConnectionError);
    EXPECT_TRUE(connection().is_broken());
}

TEST_F(PostgresqlDeferred, LossIsFoundByTheFirstStatementOfATransaction) {
    kill(pid());
    connection().run_later("BEGIN");

    EXPECT_THROW(rows_of(connection(), "SELECT 1"), ConnectionError);
    EXPECT_TRUE(connection().is_broken());
}

TEST_F(PostgresqlDeferred, LossAfterAnUnawaitedIsFoundByTheNextUse) {
    const auto server_process = pid();
    connection().run("BEGIN");
    connection().run_unawaited("ROLLBACK");
    kill(server_process);

    EXPECT_THROW(rows_of(connection(), "SELECT 1"), ConnectionError);
    EXPECT_TRUE(connection().is_broken());
}

TEST_F(PostgresqlDeferred, LossAfterAnUnawaitedIsFoundByAPing) {
    const auto server_process = pid();
    connection().run("BEGIN");
    connection().run_unawaited("ROLLBACK");
    kill(server_process);

    EXPECT_FALSE(connection().ping());
    EXPECT_TRUE(connection().is_broken());
}

}  // namespace
}  // namespace azoth::test
