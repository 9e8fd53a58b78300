// SPDX-License-Identifier: MIT
// Several hosts in one URL: the one that takes changes is preferred.
#include <optional>
#include <string>

#include "azoth/engine/engine.hpp"
#include "azoth/sql/text.hpp"
#include "support/expect_error.hpp"
#include "support/own_server.hpp"
#include "support/test_database.hpp"

namespace azoth::test {
namespace {

class BackendFailover : public testing::Test {
protected:
    void SetUp() override {
        if (tested_dialect() == "sqlite") GTEST_SKIP() << "this database is in the process";
        if (!own_server(tested_dialect()).is_there()) GTEST_SKIP() << tested_dialect() << " is not installed";
        set_read_only(first(), false);
        set_read_only(second(), false);
    }
    void TearDown() override {
        if (IsSkipped()) return;
        set_read_only(first(), false);
        set_read_only(second(), false);
    }

    static bool is_postgresql() { return tested_dialect() == "postgresql"; }
    static OwnServer& first() { return own_server(tested_dialect(), 0); }
    static OwnServer& second() { return own_server(tested_dialect(), 1); }
    static Url both() {
        Url url = first().url();
        url.more_hosts = {{second().url().host, second().url().port}};
        return url;
    }
    /// As the administrator of a replica sets it.
    static void set_read_only(const OwnServer& server, bool is_read_only) {
        Url url = server.url();
        if (is_postgresql()) url.options["options"] = "-c default_transaction_read_only=off";
        const Engine engine = create_engine(url, {.execution = {.isolation_level = IsolationLevel::Autocommit}});
        const std::string value = is_read_only ? "on" : "off";
        engine.connect().run(is_postgresql() ? "ALTER DATABASE azoth_test SET default_transaction_read_only = " + value
                                             : "SET GLOBAL read_only = " + value);
    }
    static int port_of(Connection& connection) {
        return *connection.scalar(text(is_postgresql() ? "SELECT inet_server_port()" : "SELECT @@port").columns<int>());
    }
    static int port_of(const Engine& engine) {
        Connection connection = engine.connect();
        return port_of(connection);
    }
    static int port_of(const OwnServer& server) { return *server.url().port; }
};

TEST_F(BackendFailover, TakesTheFirstThatTakesChanges) {
    const Engine engine = create_engine(both());
    EXPECT_EQ(port_of(engine), port_of(first()));

    set_read_only(first(), true);
    engine.dispose();
    EXPECT_EQ(port_of(engine), port_of(second()));
}

TEST_F(BackendFailover, TakesTheFirstThatAnswersWhenNoneTakesChanges) {
    set_read_only(first(), true);
    set_read_only(second(), true);
    const Engine engine = create_engine(both());

    EXPECT_EQ(port_of(engine), port_of(first()));
}

TEST_F(BackendFailover, GoesOnWithTheOtherWhenOneStops) {
    const Engine engine = create_engine(both(), {.connect_timeout_ms = 5'000});
    EXPECT_EQ(port_of(engine), port_of(first()));
    first().stop();
    std::optional<int> port;
    engine.transaction([&](Connection& connection) { port = port_of(connection); }, {.attempts = 3});
    first().start();

    EXPECT_EQ(port, port_of(second()));
}

TEST_F(BackendFailover, FollowsTheAttributesThatAreAskedFor) {
    if (!is_postgresql()) GTEST_SKIP() << "an option of PostgreSQL's client";
    set_read_only(first(), true);
    Url url = both();
    url.options["target_session_attrs"] = "read-only";
    EXPECT_EQ(port_of(create_engine(url)), port_of(first()));
    url.options["target_session_attrs"] = "read-write";
    EXPECT_EQ(port_of(create_engine(url)), port_of(second()));
}

TEST_F(BackendFailover, PassesOverAStandbyUntilItIsPromoted) {
    if (!is_postgresql()) GTEST_SKIP() << "replicas of this database are known by read_only";
    Connection setup = create_engine(first().url()).connect();
    setup.execution_options({.isolation_level = IsolationLevel::Autocommit});
    setup.run("ALTER SYSTEM SET wal_level = replica");
    setup.close();
    first().stop();
    first().start();  // a standby starts from data that was written at this level
    first().stop();
    first().make_standby();
    first().start();
    const Engine engine = create_engine(both());
    EXPECT_EQ(port_of(engine), port_of(second()));

    {
        Connection standby = create_engine(first().url()).connect();
        expect_error<OperationalError>("read_only", "", [&] { standby.run("CREATE TABLE t (n INTEGER)"); });
        standby.rollback();
        standby.execute(text("SELECT pg_promote()")).all();
    }
    engine.dispose();
    EXPECT_EQ(port_of(engine), port_of(first()));
}

}  // namespace
}  // namespace azoth::test
