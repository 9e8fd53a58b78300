// SPDX-License-Identifier: MIT
#include "azoth/engine/events.hpp"

#include <memory>
#include <stdexcept>

#include "azoth/engine/stored_result.hpp"
#include "support/captured_log.hpp"
#include "support/expect_error.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

struct EventsTest : FakeEngineTest {
    template <class Listener>
    std::shared_ptr<Listener> listen() {
        auto listener = std::make_shared<Listener>();
        engine.add_listener(listener);
        return listener;
    }
};

struct PoolEvents final : EngineListener {
    void before_connect(Url&) override { seen.emplace_back("before connect"); }
    void on_first_connect(driver::Connection&) override { seen.emplace_back("first connect"); }
    void after_connect(driver::Connection&) override { seen.emplace_back("connect"); }
    void on_checkout(driver::Connection&) override { seen.emplace_back("checkout"); }
    void on_reset(driver::Connection&) override { seen.emplace_back("reset"); }
    void on_checkin(driver::Connection&) override { seen.emplace_back("checkin"); }
    void on_invalidate(driver::Connection&) override { seen.emplace_back("invalidate"); }
    void on_soft_invalidate(driver::Connection&) override { seen.emplace_back("soft invalidate"); }
    void on_detach(driver::Connection&) override { seen.emplace_back("detach"); }
    void on_close(driver::Connection&) override { seen.emplace_back("close"); }
    void on_dispose() override { seen.emplace_back("dispose"); }

    Asked take() { return std::exchange(seen, {}); }
    Asked seen;
};

TEST_F(EventsTest, TellTheLifeOfAConnection) {
    const auto events = listen<PoolEvents>();
    engine.connect();
    EXPECT_EQ(events->take(), (Asked{"before connect", "first connect", "connect", "checkout", "reset", "checkin"}));
    engine.connect();
    EXPECT_EQ(events->take(), (Asked{"checkout", "reset", "checkin"}));
    engine.dispose();
    EXPECT_EQ(events->take(), (Asked{"close", "dispose"}));
    engine.connect();
    EXPECT_EQ(events->take(), (Asked{"before connect", "connect", "checkout", "reset", "checkin"}));
}

struct FreshPassword final : EngineListener {
    void before_connect(Url& url) override { url.password += "token " + std::to_string(++tokens); }
    int tokens = 0;
};

TEST_F(EventsTest, MayGiveEachConnectionAPasswordOfItsOwn) {
    listen<FreshPassword>();
    const Connection first = engine.connect();
    EXPECT_EQ(backend.last_password(), "token 1");
    const Connection second = engine.connect();
    EXPECT_EQ(backend.last_password(), "token 2");
}

TEST_F(EventsTest, TellHowAConnectionIsGivenUp) {
    const auto events = listen<PoolEvents>();
    Connection connection = engine.connect();
    events->take();
    connection.invalidate();
    EXPECT_EQ(events->take(), (Asked{"invalidate", "close"}));
    connection.execute(text("one"));
    connection.invalidate_softly();
    connection.close();
    EXPECT_EQ(events->take(),
              (Asked{"before connect", "connect", "checkout", "soft invalidate", "reset", "checkin", "close"}));
    Connection other = engine.connect();
    other.detach();
    other.close();
    EXPECT_EQ(events->take(), (Asked{"before connect", "connect", "checkout", "detach", "reset", "checkin", "close"}));
}

TEST_F(EventsTest, TellThatAConnectionWasLost) {
    const auto events = listen<PoolEvents>();
    Connection connection = engine.connect();
    events->take();
    server.drop_connections();
    EXPECT_THROW(connection.execute(text("one")), ConnectionError);

    EXPECT_EQ(events->take(), Asked{"invalidate"});
}

struct Rewriter final : EngineListener {
    void rewrite(OutgoingStatement& statement) override {
        statement.set_sql(std::string(statement.sql()) + " /* by us */");
        if (!statement.parameters().empty()) statement.set_parameters({Value(std::int64_t{42})});
    }
    void before_execute(const ExecuteEvent& event) override { seen = event.sql; }

    std::string seen;
};

TEST_F(EventsTest, MayRewriteSqlAndParameters) {
    const auto rewriter = listen<Rewriter>();
    Connection connection = engine.connect();
    connection.execute(text("SELECT :n").bind("n", 1));
    connection.run("one");

    const Asked statements = asked();
    ASSERT_EQ(statements.size(), 3U);
    EXPECT_TRUE(statements[1].ends_with(" /* by us */ (42)")) << statements[1];
    EXPECT_EQ(statements[2], "one /* by us */");
    EXPECT_EQ(rewriter->seen, "one /* by us */");
}

TEST_F(EventsTest, CannotGiveMoreParametersThanThereAre) {
    OutgoingStatement statement("SELECT ?", {}, 1);

    expect_error<ArgumentError>("wrong_parameter_count", "has given 1 parameters for a statement that has 0",
                                [&] { statement.set_parameters({Value(std::int64_t{1})}); });
}

struct Translator final : EngineListener {
    std::exception_ptr translate_error(const DatabaseError& error) override {
        if (error.code() != "unique_violation") return nullptr;
        return std::make_exception_ptr(std::domain_error("taken: " + error.detail().sql));
    }
};

TEST_F(EventsTest, MayReplaceAnError) {
    listen<Translator>();
    server.answer("one", {.error_code = "unique_violation"});
    server.answer("two", {.error_code = "deadlock"});
    Connection connection = engine.connect();

    EXPECT_THROW(
        {
            try {
                connection.execute(text("one"));
            } catch (const std::domain_error& error) {
                EXPECT_STREQ(error.what(), "taken: one");
                throw;
            }
        },
        std::domain_error);
    EXPECT_THROW(connection.execute(text("two")), Deadlock);
}

TEST_F(EventsTest, LogSlowStatementsWithoutTheirParameters) {
    const Engine slow = make_engine({.logging_name = "main", .slow_query_ms = 0});
    Connection connection = slow.connect();
    const CapturedLog log;
    connection.execute(text("SELECT :n").bind("n", 12345));

    ASSERT_EQ(log.lines().size(), 1U);
    EXPECT_TRUE(log.lines()[0].starts_with("azoth.slow: [main] slow statement, 0.")) << log.lines()[0];
    EXPECT_EQ(log.lines()[0].find("12345"), std::string::npos) << log.lines()[0];
}

TEST_F(EventsTest, EchoThePoolWhenAskedTo) {
    const Engine loud = make_engine({.echo_pool = true});
    const CapturedLog log;
    loud.connect().execute(text("one"));

    ASSERT_EQ(log.lines().size(), 3U);
    EXPECT_TRUE(log.lines()[0].starts_with("azoth.pool: connection 0x")) << log.lines()[0];
    EXPECT_TRUE(log.lines()[0].ends_with(" opened")) << log.lines()[0];
    EXPECT_TRUE(log.lines()[2].ends_with(" given back to the pool")) << log.lines()[2];
}

struct OtherServer final : EngineListener {
    std::unique_ptr<driver::Connection> do_connect(const Url& url) override {
        if (url.database != "recorded") return nullptr;
        return std::make_unique<FakeConnection>(server);
    }
    FakeServer server;
};

TEST_F(EventsTest, MayOpenTheConnection) {
    const Engine recorded = create_engine(Url{.database = "recorded"}, backend);
    const auto other = std::make_shared<OtherServer>();
    recorded.add_listener(other);
    engine.add_listener(other);
    recorded.connect().run("one");
    engine.connect().run("two");

    EXPECT_EQ(other->server.statements(), (Asked{"BEGIN", "one", "ROLLBACK"}));
    EXPECT_EQ(asked(), (Asked{"BEGIN", "two", "ROLLBACK"}));
    engine.remove_listener(other);
    engine.dispose();
    recorded.dispose();
}

struct Answering final : EngineListener {
    std::unique_ptr<driver::Cursor> do_execute(const ExecuteEvent& event) override {
        if (event.sql == "refused") throw std::runtime_error("refused by the listener");
        if (event.sql != "stored" || rows == nullptr) return nullptr;
        return rows->open();
    }
    std::unique_ptr<driver::Cursor> wrap_result(const ExecuteEvent& event,
                                                std::unique_ptr<driver::Cursor> cursor) override {
        if (event.sql != "stored") return cursor;
        rows = std::make_unique<StoredResult>(*cursor);
        return rows->open();
    }
    void after_execute(const ExecuteEvent& event) override {
        seen.push_back(std::string(event.sql) + (event.is_error                  ? " failed"
                                                 : event.is_answered_by_listener ? " answered"
                                                                                 : ""));
    }
    std::unique_ptr<StoredResult> rows;
    Asked seen;
};

struct Losing final : EngineListener {
    std::unique_ptr<driver::Cursor> wrap_result(const ExecuteEvent&, std::unique_ptr<driver::Cursor>) override {
        return nullptr;
    }
};

TEST_F(EventsTest, MustNotLoseAResult) {
    server.answer("stored", {.columns = {"n"}, .rows = {{Value(1)}}});
    listen<Losing>();
    Connection connection = engine.connect();

    expect_error<ArgumentError>("missing_result", "EngineListener::wrap_result()",
                                [&] { connection.scalar(text("stored").columns<int>()); });
}

TEST_F(EventsTest, MayAnswerAStatement) {
    server.answer("stored", {.columns = {"n"}, .rows = {{Value(1)}, {Value(2)}}});
    const auto listener = listen<Answering>();
    Connection connection = engine.connect();
    const auto query = text("stored").columns<int>();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(connection.scalars(query).all(), (std::vector<int>{1, 2}));

    EXPECT_EQ(asked(), (Asked{"BEGIN", "stored"}));
    EXPECT_EQ(listener->seen, (Asked{"stored", "stored answered", "stored answered"}));
    EXPECT_EQ(listener->rows->row_count(), 2U);
}

TEST_F(EventsTest, TellOfAStatementThatAListenerRefuses) {
    const auto listener = listen<Answering>();
    Connection connection = engine.connect();

    EXPECT_THROW(connection.execute(text("refused")), std::runtime_error);
    EXPECT_EQ(listener->seen, Asked{"refused failed"});
    EXPECT_EQ(asked(), Asked{"BEGIN"});
}

}  // namespace
}  // namespace azoth::test
