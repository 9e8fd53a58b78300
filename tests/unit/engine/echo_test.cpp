// SPDX-License-Identifier: MIT
#include "engine/echo.hpp"

#include <gmock/gmock.h>

#include "support/captured_log.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

using testing::ElementsAre;
using testing::MatchesRegex;

struct EchoTest : FakeEngineTest {
    const CapturedLog log;
    const Engine loud = make_engine({.echo = true});
    Connection connection = loud.connect();
};

TEST_F(EchoTest, TellsStatementsAndHowTheyWereMade) {
    connection.execute(text("SELECT :a").bind("a", 1));
    connection.execute(text("SELECT :a").bind("a", 2));
    connection.run("PRAGMA x");
    connection.commit();

    EXPECT_THAT(log.lines(),
                ElementsAre("azoth.engine: BEGIN (implicit)", MatchesRegex("azoth.engine: SELECT .*"),
                            MatchesRegex(R"(azoth.engine: \[generated in [0-9.]+s\] \(1\))"),
                            MatchesRegex(R"(azoth.engine: \[took [0-9.]+s\])"), MatchesRegex("azoth.engine: SELECT .*"),
                            MatchesRegex(R"(azoth.engine: \[cached since [-0-9.e]+s ago\] \(2\))"),
                            MatchesRegex(R"(azoth.engine: \[took [0-9.]+s\])"), "azoth.engine: PRAGMA x",
                            "azoth.engine: [raw sql] ()", MatchesRegex(R"(azoth.engine: \[took [0-9.]+s\])"),
                            "azoth.engine: COMMIT"));
}

TEST_F(EchoTest, TellsFailuresAndRollbacks) {
    server.answer("SELECT 1", {.error_code = "sql_error"});
    EXPECT_THROW(connection.execute(text("SELECT 1")), ProgrammingError);
    connection.rollback();

    EXPECT_THAT(log.lines(),
                ElementsAre("azoth.engine: BEGIN (implicit)", "azoth.engine: SELECT 1",
                            MatchesRegex(R"(azoth.engine: \[generated in .*\] \(\))"),
                            MatchesRegex(R"(azoth.engine: \[failed after [0-9.]+s\])"), "azoth.engine: ROLLBACK"));
}

TEST_F(EchoTest, TellsSavepoints) {
    connection.begin_nested().commit();
    connection.begin_nested().rollback();

    EXPECT_THAT(log.lines(),
                ElementsAre("azoth.engine: BEGIN (implicit)", "azoth.engine: SAVEPOINT azoth_sp_1",
                            "azoth.engine: RELEASE SAVEPOINT azoth_sp_1", "azoth.engine: SAVEPOINT azoth_sp_2",
                            "azoth.engine: ROLLBACK TO SAVEPOINT azoth_sp_2"));
}

TEST_F(EchoTest, HidesParametersWhenToldTo) {
    const Engine discreet = make_engine({.echo = true, .hide_parameters = true});
    discreet.connect().execute(text("SELECT :a").bind("a", "swordfish"));

    EXPECT_THAT(log.lines(), testing::Contains(testing::HasSubstr("(hidden)")));
    EXPECT_THAT(log.lines(), testing::Not(testing::Contains(testing::HasSubstr("swordfish"))));
}

TEST_F(EchoTest, IsSilentUnlessAskedFor) {
    engine.connect().execute(text("SELECT 1"));

    EXPECT_THAT(log.lines(), testing::IsEmpty());
}

}  // namespace
}  // namespace azoth::test
