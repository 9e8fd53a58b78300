// SPDX-License-Identifier: MIT
#include "azoth/engine/create_all.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/select.hpp"
#include "azoth/sql/text.hpp"
#include "support/expect_error.hpp"
#include "unit/dialects/postgresql/driver_fixture.hpp"

namespace azoth::test {
namespace {

/// Whether the driver says that a SELECT needs a transaction, and what the server sees of an engine that believes it.
class PostgresqlIsolation : public PostgresqlDriver {
protected:
    void SetUp() override {
        PostgresqlDriver::SetUp();
        if (IsSkipped()) return;
        rows_of(connection(), "SELECT 1");
        connection().run("DROP TABLE IF EXISTS isolation_test");
        create_all(metadata, engine());
    }
    void TearDown() override {
        engine_.reset();
        if (!IsSkipped()) connection().run("DROP TABLE isolation_test");
    }

    /// With one connection, which has run a statement before: the first tells the isolation level.
    const Engine& engine(std::string_view options = {}) {
        if (engine_) return *engine_;
        Url url = url_;
        if (!options.empty()) url.options["options"] = options;
        engine_ = create_engine(url, {.pool_size = 1, .max_overflow = 0});
        engine_->connect().run("SELECT 1");
        return *engine_;
    }
    void replace_engine(std::string_view options) {
        engine_.reset();
        engine(options);
    }
    /// What the server says of the engine's only connection: `idle`, `idle in transaction`.
    std::string state() {
        const Value state = value_of(connection(),
                                     "SELECT string_agg(state, ',') FROM pg_stat_activity "
                                     "WHERE application_name = 'azoth' AND pid <> pg_backend_pid() AND "
                                     "query LIKE '%isolation_test%'");
        return std::string(state.view().as_text());
    }
    std::vector<std::int64_t> ids(Connection& reading) { return reading.scalars(select(id)).all(); }

    MetaData metadata;
    Table table{"isolation_test", metadata, Column("id", BigInteger{}).primary_key()};
    ColumnExpr<std::int64_t> id = table.c<std::int64_t>("id");

private:
    std::optional<Engine> engine_;
};

using Ids = std::vector<std::int64_t>;

TEST_F(PostgresqlIsolation, IsAskedForByTheFirstStatement) {
    const auto fresh = connect();
    EXPECT_TRUE(fresh->needs_transaction_to_read());
    rows_of(*fresh, "SELECT 1");
    EXPECT_FALSE(fresh->needs_transaction_to_read());
}

TEST_F(PostgresqlIsolation, OfTheUrlIsObeyed) {
    url_.options["options"] = "-c default_transaction_isolation=serializable";
    const auto strict = connect();
    rows_of(*strict, "SELECT 1");
    EXPECT_TRUE(strict->needs_transaction_to_read());
}

TEST_F(PostgresqlIsolation, SetLaterIsObeyed) {
    for (const std::string_view change :
         {"SET default_transaction_isolation = 'serializable'", "set session characteristics as transaction read only",
          "SELECT set_config('default_transaction_isolation', 'repeatable read', false)"}) {
        const auto changed = connect();
        rows_of(*changed, "SELECT 1");
        changed->run(change);
        EXPECT_TRUE(changed->needs_transaction_to_read()) << change;
        const auto executed = connect();
        rows_of(*executed, "SELECT 1");
        execute(*executed, change);
        EXPECT_TRUE(executed->needs_transaction_to_read()) << change;
    }
}

TEST_F(PostgresqlIsolation, MayHaveBeenSetThroughTheHandle) {
    connection().native_handle();
    EXPECT_TRUE(connection().needs_transaction_to_read());
}

TEST_F(PostgresqlIsolation, LetsAReaderLeaveNoTransactionOpen) {
    Connection reader = engine().connect();
    EXPECT_EQ(ids(reader), Ids{});
    EXPECT_EQ(state(), "idle");
    EXPECT_TRUE(reader.in_transaction());

    reader.execute(insert(table).values(id = 1));
    EXPECT_EQ(state(), "idle in transaction");
    EXPECT_EQ(ids(reader), Ids{1});
    EXPECT_EQ(state(), "idle in transaction");
    reader.rollback();
    EXPECT_EQ(ids(reader), Ids{});
}

TEST_F(PostgresqlIsolation, OpensATransactionForFunctionsAndText) {
    Connection reader = engine().connect();
    ids(reader);
    reader.execute(select(id, func::call<std::int64_t>("txid_current")));
    EXPECT_EQ(state(), "idle in transaction");
    reader.rollback();
    reader.execute(text("SELECT id FROM isolation_test"));
    EXPECT_EQ(state(), "idle in transaction");
}

TEST_F(PostgresqlIsolation, OpensATransactionForEveryQueryWhenItIsStrict) {
    replace_engine("-c default_transaction_isolation=repeatable\\ read");
    Connection reader = engine().connect();
    EXPECT_EQ(ids(reader), Ids{});
    EXPECT_EQ(state(), "idle in transaction");
    connection().run("INSERT INTO isolation_test VALUES (1)");
    EXPECT_EQ(ids(reader), Ids{});
    reader.commit();
    EXPECT_EQ(ids(reader), Ids{1});
}

TEST_F(PostgresqlIsolation, UndoesAChangeThatFailedAfterAQuery) {
    connection().run("INSERT INTO isolation_test VALUES (1)");
    Connection writer = engine().connect();
    ids(writer);
    EXPECT_THROW(writer.execute(insert(table).values(id = 1)), UniqueViolation);
    EXPECT_THROW(writer.commit(), DatabaseError);
    writer.rollback();
    EXPECT_EQ(ids(writer), Ids{1});
}

TEST_F(PostgresqlIsolation, UndoesASavepointThatFollowsAQuery) {
    Connection writer = engine().connect();
    ids(writer);
    {
        Transaction nested = writer.begin_nested();
        writer.execute(insert(table).values(id = 1));
        EXPECT_EQ(ids(writer), Ids{1});
    }
    EXPECT_EQ(ids(writer), Ids{});
    writer.execute(insert(table).values(id = 2));
    writer.commit();
    EXPECT_EQ(ids(writer), Ids{2});
}

TEST_F(PostgresqlIsolation, PreparesAQueryAgainWhenItsTableHasChanged) {
    Connection reader = engine().connect();
    const auto all = select(table["id"]);
    for (int i = 0; i < 3; ++i) reader.execute(all).all();
    connection().run("ALTER TABLE isolation_test ALTER id TYPE int");
    EXPECT_EQ(reader.execute(all).all().size(), 0U);
    EXPECT_EQ(state(), "idle");
}

TEST_F(PostgresqlIsolation, TellsOfALostConnection) {
    Connection reader = engine().connect();
    ids(reader);
    rows_of(connection(),
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = "
            "'azoth' AND pid <> pg_backend_pid() AND query LIKE '%isolation_test%'");
    EXPECT_THROW(ids(reader), ConnectionError);
    expect_error<ConnectionError>("connection_lost", "call rollback()", [&] { ids(reader); });
    reader.rollback();
    EXPECT_EQ(ids(reader), Ids{});
}

}  // namespace
}  // namespace azoth::test
