// SPDX-License-Identifier: MIT
#include "azoth/engine/replicated_engine.hpp"

#include <thread>

#include "azoth/sql/text.hpp"
#include "support/fake_backend.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

struct ReplicatedEngineTest : testing::Test {
    static Engine engine_of(const FakeBackend& backend) { return create_engine(Url{}, backend); }
    ReplicatedEngine make(const ReplicaOptions& options) {
        return {engine_of(primary_backend), {engine_of(first_backend), engine_of(second_backend)}, options};
    }
    static void ask(Connection& connection) { connection.execute(text("one")); }

    FakeServer primary, first, second;
    const FakeBackend primary_backend{primary}, first_backend{first}, second_backend{second};
    const ReplicatedEngine engines = make({.stick_ms = 0, .retry_after_ms = 60'000});
};

TEST_F(ReplicatedEngineTest, WritesToThePrimary) {
    engines.begin(ask);

    EXPECT_EQ(primary.statements(), (Asked{"BEGIN", "one", "COMMIT"}));
    EXPECT_EQ(first.opened() + second.opened(), 0);
}

TEST_F(ReplicatedEngineTest, ReadsFromTheReplicasByTurns) {
    for (int i = 0; i < 4; ++i) engines.read(ask);

    EXPECT_EQ(first.statements(), (Asked{"BEGIN READ ONLY", "one", "ROLLBACK", "BEGIN READ ONLY", "one", "ROLLBACK"}));
    EXPECT_EQ(second.statements().size(), 6U);
    EXPECT_EQ(primary.opened(), 0);
}

TEST_F(ReplicatedEngineTest, PassesOverAReplicaThatCannotBeReached) {
    first.refuse_connections();
    for (int i = 0; i < 4; ++i) engines.read(ask);

    EXPECT_EQ(second.statements().size(), 12U);
}

TEST_F(ReplicatedEngineTest, ReadsFromThePrimaryWhenNoReplicaCanBeReached) {
    first.refuse_connections();
    second.refuse_connections();
    engines.read(ask);

    EXPECT_EQ(primary.statements(), (Asked{"BEGIN READ ONLY", "one", "ROLLBACK"}));
}

TEST_F(ReplicatedEngineTest, FindsWhatTheThreadHasWritten) {
    const ReplicatedEngine sticky = make({.stick_ms = 60'000});
    sticky.begin(ask);
    sticky.read(ask);
    EXPECT_EQ(primary.statements().size(), 6U);

    std::jthread([&] { sticky.read(ask); }).join();
    EXPECT_EQ(first.statements().size() + second.statements().size(), 3U);
}

TEST_F(ReplicatedEngineTest, KnowsNothingOfWhatWasWrittenThroughAnother) {
    make({.stick_ms = 60'000}).begin(ask);
    make({.stick_ms = 60'000}).read(ask);  // perhaps where the first was in memory

    EXPECT_EQ(primary.statements().size(), 3U);
}

TEST_F(ReplicatedEngineTest, ReadsFromThePrimaryWithinAScope) {
    {
        const ReplicatedEngine::PrimaryScope scope;
        engines.read(ask);
    }
    EXPECT_EQ(primary.statements().size(), 3U);
    engines.read(ask);
    EXPECT_EQ(primary.statements().size(), 3U);
}

}  // namespace
}  // namespace azoth::test
