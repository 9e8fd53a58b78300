// SPDX-License-Identifier: MIT
#include <string>
#include <thread>

#include "azoth/base/error.hpp"
#include "support/expect_error.hpp"
#include "unit/dialects/postgresql/driver_fixture.hpp"

namespace azoth::test {
namespace {

class PostgresqlErrors : public PostgresqlDriver {
protected:
    /// The error of a statement, which is the same however it is run.
    template <class E>
    ErrorDetail expect_sql_error(std::string_view code, std::string_view message_part, const std::string& sql) {
        expect_error<E>(code, message_part, [&] { connection().run(sql); });
        expect_error<E>(code, message_part, [&] { connection().execute({.sql = sql, .is_reusable = false}, {}); });
        return expect_error<E>(code, message_part, [&] { connection().execute({.sql = sql}, {}); });
    }
    void create_tables() {
        connection().run(R"(
            CREATE TEMP TABLE parent (id int PRIMARY KEY, name varchar(5) NOT NULL CONSTRAINT short CHECK (name <> ''));
            CREATE TEMP TABLE child (parent_id int CONSTRAINT child_parent REFERENCES parent, during int4range,
                                     CONSTRAINT once EXCLUDE USING gist (during WITH &&));
            INSERT INTO parent VALUES (1, 'one');
            INSERT INTO child VALUES (1, '[1,5)'))");
    }
};

TEST_F(PostgresqlErrors, NameTheUniqueConstraint) {
    create_tables();
    const ErrorDetail detail = expect_sql_error<UniqueViolation>("unique_violation", "Key (id)=(1) already exists",
                                                                 "INSERT INTO parent VALUES (1, 'two')");

    EXPECT_EQ(detail.constraint, "parent_pkey");
    EXPECT_EQ(detail.table, "parent");
    EXPECT_EQ(detail.sqlstate, "23505");
}

TEST_F(PostgresqlErrors, NameTheForeignKey) {
    create_tables();
    EXPECT_EQ(expect_sql_error<ForeignKeyViolation>("foreign_key_violation", "not present in table \"parent\"",
                                                    "INSERT INTO child VALUES (7)").constraint, "child_parent");
}

TEST_F(PostgresqlErrors, NameTheColumnThatMustNotBeNull) {
    create_tables();
    EXPECT_EQ(expect_sql_error<NotNullViolation>("not_null_violation", "null value in column \"name\"",
                                                 "INSERT INTO parent VALUES (2, NULL)").column, "name");
}

TEST_F(PostgresqlErrors, NameTheCheck) {
    create_tables();
    EXPECT_EQ(expect_sql_error<CheckViolation>("check_violation", "violates check constraint",
                                               "INSERT INTO parent VALUES (2, '')").constraint, "short");
}

TEST_F(PostgresqlErrors, NameTheExclusionConstraint) {
    create_tables();
    EXPECT_EQ(expect_sql_error<IntegrityError>("exclusion_violation", "conflicts with existing key",
                                               "INSERT INTO child VALUES (1, '[2,3)')").constraint, "once");
}

TEST_F(PostgresqlErrors, TellWhatIsWrongWithTheSql) {
    expect_sql_error<ProgrammingError>(
        "syntax_error", "syntax error at or near \"SELEC\" (at character 1 of the statement)", "SELEC 1");
    expect_sql_error<ProgrammingError>("no_such_table", "\"nowhere\" does not exist", "SELECT * FROM nowhere");
    expect_sql_error<ProgrammingError>("no_such_column", "\"nothing\" does not exist", "SELECT nothing FROM pg_class");
    expect_sql_error<ProgrammingError>("sql_error", "function nonsense() does not exist", "SELECT nonsense()");
}

TEST_F(PostgresqlErrors, TellWhatIsWrongWithAValue) {
    create_tables();
    expect_sql_error<DataError>("value_out_of_range", "integer out of range", "SELECT 2147483647 + 1");
    expect_sql_error<DataError>("value_too_long", "value too long", "UPDATE parent SET name = 'long enough'");
    expect_sql_error<DataError>("bad_value", "invalid input syntax for type integer", "SELECT 'x'::text::int");
    expect_sql_error<DataError>("bad_value", "division by zero", "SELECT 1 / 0");
}

TEST_F(PostgresqlErrors, TellAMissingPrivilege) {
    connection().run("BEGIN; CREATE ROLE azoth_nobody; SET LOCAL ROLE azoth_nobody");
    expect_error<ProgrammingError>("permission_denied", "permission denied",
                                   [&] { rows_of(connection(), "SELECT * FROM pg_authid"); });
    connection().run("ROLLBACK");
}

TEST_F(PostgresqlErrors, TellAReadOnlyTransaction) {
    connection().run("BEGIN READ ONLY");
    expect_error<OperationalError>("read_only", "read-only transaction",
                                   [&] { connection().run("CREATE TABLE t ()"); });
}

TEST_F(PostgresqlErrors, TellATimeLimit) {
    connection().run("SET statement_timeout = 50");
    expect_sql_error<OperationalError>("canceled", "statement timeout", "SELECT pg_sleep(10)");
}

TEST_F(PostgresqlErrors, TellADatabaseThatDoesNotExistWithoutLosingTheConnection) {
    expect_sql_error<ProgrammingError>("unknown_database", "\"atlantis\" does not exist", "DROP DATABASE atlantis");
    EXPECT_TRUE(connection().ping());
}

TEST_F(PostgresqlErrors, TellAWrongNumberOfParameters) {
    expect_error<ProgrammingError>("wrong_parameter_count", "requires 1",
                                   [&] { rows_of(connection(), "SELECT $1::int"); });
    EXPECT_EQ(value_of(connection(), "SELECT 1"), Value(1));
}

TEST_F(PostgresqlErrors, TellALockThatIsNotFree) {
    const auto other = connect();
    connection().run("BEGIN; SELECT pg_advisory_lock(7001)");
    other->run("SET lock_timeout = 50");

    expect_error<LockTimeout>("lock_timeout", "lock timeout", [&] { other->run("SELECT pg_advisory_lock(7001)"); });
}

TEST_F(PostgresqlErrors, TellADeadlock) {
    const auto other = connect();
    connection().run("SET deadlock_timeout = '10s'; BEGIN; SELECT pg_advisory_xact_lock(7002)");
    other->run("SET deadlock_timeout = 50; BEGIN; SELECT pg_advisory_xact_lock(7003)");
    std::thread waiting([&] { connection().run("SELECT pg_advisory_xact_lock(7003)"); });

    while (value_of(*connect(), "SELECT count(*) FROM pg_locks WHERE NOT granted AND objid = 7003") == Value(0)) {
    }
    expect_error<Deadlock>("deadlock", "deadlock detected", [&] { other->run("SELECT pg_advisory_xact_lock(7002)"); });
    other->run("ROLLBACK");
    waiting.join();
}

TEST_F(PostgresqlErrors, TellASerializationFailure) {
    const auto other = connect();
    connection().run(
        "DROP TABLE IF EXISTS azoth_serial; CREATE TABLE azoth_serial (a int); INSERT INTO azoth_serial VALUES (1)");
    other->run("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM azoth_serial");
    connection().run("UPDATE azoth_serial SET a = 2");

    expect_error<SerializationFailure>("serialization_failure", "could not serialize",
                                       [&] { other->run("UPDATE azoth_serial SET a = 3"); });
    other->run("ROLLBACK");
    connection().run("DROP TABLE azoth_serial");
}

TEST_F(PostgresqlErrors, LeaveTheConnectionUsable) {
    for (int i = 0; i < 3; ++i) {
        EXPECT_THROW(rows_of(connection(), "SELECT 1 / 0"), DataError);
        EXPECT_EQ(value_of(connection(), "SELECT 7"), Value(7));
    }
    EXPECT_FALSE(connection().is_broken());
}

class LostConnections : public PostgresqlDriver {
protected:
    void terminate() {
        const auto pid = value_of(connection(), "SELECT pg_backend_pid()").view().as_int64();
        value_of(*connect(), "SELECT pg_terminate_backend($1::int, 5000)", {ValueView::int64(pid)});
    }
    template <class Function>
    void expect_lost(Function function) {
        expect_error<ConnectionError>("connection_lost", "the connection to PostgreSQL was lost", function);
        EXPECT_TRUE(connection().is_broken());
        EXPECT_THROW(connection().run("SELECT 1"), ConnectionError);
    }
};

TEST_F(LostConnections, AreToldByRun) {
    terminate();
    expect_lost([&] { connection().run("SELECT 1"); });
}

TEST_F(LostConnections, AreToldByAPreparedStatement) {
    rows_of(connection(), "SELECT 1");
    terminate();
    expect_lost([&] { rows_of(connection(), "SELECT 1"); });
}

TEST_F(LostConnections, AreToldByANewStatement) {
    terminate();
    expect_lost([&] { rows_of(connection(), "SELECT 2"); });
}

TEST_F(LostConnections, AreToldByABatch) {
    terminate();
    const std::string text(1000, 'x');
    const std::vector<ValueView> values(5000, ValueView::text(text));
    const ParameterType type = TypeKind::Text;
    expect_lost([&] { connection().execute_many({.sql = "SELECT $1", .parameter_types = {&type, 1}}, values, {}); });
}

TEST_F(LostConnections, AreToldInTheMiddleOfABatch) {
    const std::vector<ValueView> values(50, ValueView::boolean(true));
    const ParameterType type = TypeKind::Boolean;
    expect_lost([&] {
        connection().execute_many(
            {.sql = "SELECT pg_terminate_backend(pg_backend_pid()) WHERE $1", .parameter_types = {&type, 1}}, values,
            {});
    });
}

TEST_F(LostConnections, AreToldWhileAStatementRuns) {
    const std::string kill = "SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(1)";
    expect_lost([&] { rows_of(connection(), kill); });
}

}  // namespace
}  // namespace azoth::test
