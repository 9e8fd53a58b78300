// SPDX-License-Identifier: MIT
#include "azoth/engine/engine.hpp"

#include <gmock/gmock.h>

#include "support/captured_log.hpp"
#include "support/statement_log.hpp"
#include "support/stock.hpp"

namespace azoth::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

struct BackendEngine : StockTest {
    std::string quoted(std::string_view text) {
        std::string sql;
        dialect().write_identifier(sql, text);
        return sql;
    }
};

TEST_F(BackendEngine, EchoesWhatItSends) {
    const Engine loud = make_engine({.echo = true});
    const CapturedLog log;
    Connection connection = loud.connect();
    connection.execute(insert(items).values(name = "pen"));
    connection.scalars(select(name).where(id == 1)).all();
    connection.scalars(select(name).where(id == 2)).all();
    connection.commit();

    EXPECT_THAT(log.lines(),
                ElementsAre("azoth.engine: BEGIN (implicit)",                                         //
                            StartsWith("azoth.engine: INSERT INTO items (name) VALUES "),             //
                            AllOf(HasSubstr("[generated in 0.0"), HasSubstr("s] ('pen')")),           //
                            StartsWith("azoth.engine: [took 0."),                                     //
                            StartsWith("azoth.engine: SELECT items.name FROM items WHERE items.id"),  //
                            AllOf(HasSubstr("[generated in 0.0"), HasSubstr("s] (1)")),               //
                            StartsWith("azoth.engine: [took 0."),                                     //
                            StartsWith("azoth.engine: SELECT items.name FROM items WHERE items.id"),  //
                            AllOf(HasSubstr("[cached since "), HasSubstr("s ago] (2)")),              //
                            StartsWith("azoth.engine: [took 0."),                                     //
                            "azoth.engine: COMMIT"));
}

TEST_F(BackendEngine, CreatesOnlyWhatIsMissing) {
    fill({"pen"});
    const StatementLog log(engine());
    create_all(metadata, engine());

    expect_statements(log, 1);
    EXPECT_EQ(names(), Names{"pen"});
}

TEST_F(BackendEngine, FindsWhatIsMissingAsTheDatabaseComparesNames) {
    bool is_there = true;
    try {
        engine().connect().execute(text("SELECT 1 FROM " + quoted("ITEMS"))).all();
    } catch (const ProgrammingError&) {
        is_there = false;
    }
    fill({"pen"});
    MetaData other;
    const Table capitals("ITEMS", other, Column("id", BigInteger{}).primary_key());
    create_all(other, engine());

    EXPECT_EQ(engine().connect().execute(select(capitals.c<std::int64_t>("id"))).all().size(), is_there ? 1U : 0U);
    drop_all(other, engine());
    EXPECT_THROW(engine().connect().execute(select(capitals.c<std::int64_t>("id"))).all(), ProgrammingError);
}

TEST_F(BackendEngine, CreatesTablesThatReferToEachOther) {
    MetaData cycle;
    const Table left("left_side", cycle, Column("id", BigInteger{}).primary_key(),
                     Column("other", BigInteger{}).references("right_side.id"));
    const Table right("right_side", cycle, Column("id", BigInteger{}).primary_key(),
                      Column("other", BigInteger{}).references("left_side.id"), Column("name", String{20}).index());
    create_all(cycle, engine());
    engine().begin([&](Connection& connection) {
        connection.execute(insert(left).values(left.c<std::int64_t>("id") = 1));
        connection.execute(insert(right).values(right.c<std::int64_t>("id") = 1, right.c<std::int64_t>("other") = 1));
    });
    drop_all(cycle, engine());

    EXPECT_THROW(engine().connect().execute(select(left.c<std::int64_t>("id"))).all(), ProgrammingError);
}

TEST_F(BackendEngine, DropsOnlyWhatIsThere) {
    drop_all(metadata, engine());
    drop_all(metadata, engine());
    create_all(metadata, engine());

    EXPECT_EQ(names(), Names{});
}

TEST_F(BackendEngine, CreatesNothingWhenAStatementFailsAndTheDatabaseCanUndoIt) {
    if (!capabilities().transactional_ddl) GTEST_SKIP() << "this database cannot roll back CREATE TABLE";
    Connection connection = engine().connect();
    MetaData more;
    const Table extra("extra", more, Column("id", BigInteger{}).primary_key());
    create_all(more, connection);
    connection.rollback();

    EXPECT_THROW(connection.execute(select(extra.c<std::int64_t>("id"))).all(), ProgrammingError);
}

TEST_F(BackendEngine, SetsUpEachConnection) {
    struct Setup final : EngineListener {
        void after_connect(driver::Connection& connection) override {
            connection.run("CREATE TEMPORARY TABLE mine (n INTEGER)");
        }
    };
    engine().dispose();
    engine().add_listener(std::make_shared<Setup>());

    EXPECT_EQ(engine().connect().scalar(text("SELECT count(*) FROM mine").columns<std::int64_t>()), 0);
}

TEST_F(BackendEngine, ReplacesConnectionsAfterDisposal) {
    engine().dispose();
    fill({"pen"});

    EXPECT_EQ(names(), Names{"pen"});
}

TEST_F(BackendEngine, PingsBeforeAConnectionIsUsedAgain) {
    const Engine careful = make_engine({.pool_pre_ping = true});
    for (int i = 0; i < 3; ++i) careful.connect().scalars(select(name)).all();

    EXPECT_EQ(careful.statistics().connections_opened, 1U);
}

}  // namespace
}  // namespace azoth::test
