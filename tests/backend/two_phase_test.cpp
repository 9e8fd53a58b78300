// SPDX-License-Identifier: MIT
#include "azoth/engine/two_phase.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "azoth/compile/transaction_mode.hpp"
#include "azoth/engine/events.hpp"
#include "support/server_process.hpp"
#include "support/stock.hpp"

namespace azoth::test {
namespace {

struct BackendTwoPhase : StockTest {
    void SetUp() override {
        StockTest::SetUp();
        if (!IsSkipped() && !is_server(url())) GTEST_SKIP() << "this database has no two-phase commit";
    }
    bool is_waiting() {
        Connection connection = engine().connect();
        const std::vector<std::string> ids = recover_twophase(connection);
        return std::ranges::find(ids, "it's-1") != ids.end();
    }
};

TEST_F(BackendTwoPhase, SurvivesItsConnectionOnceItIsPrepared) {
    {
        const Engine other = make_engine({.pool = PoolKind::Null});
        Connection connection = other.connect();
        TwoPhaseTransaction transaction = begin_twophase(connection, "it's-1");
        fill(connection, {"pen"});
        transaction.prepare();
        EXPECT_TRUE(transaction.is_prepared());
    }
    EXPECT_TRUE(is_waiting());
    Connection other = engine().connect();
    commit_prepared(other, "it's-1");

    EXPECT_FALSE(is_waiting());
    EXPECT_EQ(names(), Names{"pen"});
}

TEST_F(BackendTwoPhase, CommitsInTwoSteps) {
    Connection connection = engine().connect();
    TwoPhaseTransaction transaction = begin_twophase(connection, "it's-1");
    fill(connection, {"pen"});
    transaction.prepare();
    EXPECT_EQ(names(), Names{});
    transaction.commit();

    EXPECT_EQ(names(), Names{"pen"});
    EXPECT_FALSE(connection.in_transaction());
    expect_error<ArgumentError>("transaction_closed", "is over", [&] { transaction.rollback(); });
    fill(connection, {"ink"});
    connection.commit();
    EXPECT_EQ(names(), (Names{"pen", "ink"}));
}

TEST_F(BackendTwoPhase, CanBeRolledBackInBothPhases) {
    Connection connection = engine().connect();
    {
        const TwoPhaseTransaction transaction = begin_twophase(connection, "it's-1");
        fill(connection, {"pen"});
    }
    TwoPhaseTransaction transaction = begin_twophase(connection, "it's-1");
    fill(connection, {"pen"});
    transaction.prepare();
    transaction.rollback();

    EXPECT_EQ(names(), Names{});
    EXPECT_FALSE(is_waiting());
}

struct TwoPhaseWitness final : EngineListener {
    void on_two_phase(TwoPhaseStep step, std::string_view id) override { seen.emplace_back(step, id); }
    std::vector<std::pair<TwoPhaseStep, std::string>> seen;
};

TEST_F(BackendTwoPhase, ShowsListenersEachStep) {
    const auto witness = std::make_shared<TwoPhaseWitness>();
    engine().add_listener(witness);
    Connection connection = engine().connect();
    begin_twophase(connection, "it's-1").commit();
    begin_twophase(connection, "it's-1").rollback();
    engine().remove_listener(witness);

    using enum TwoPhaseStep;
    const std::string order = "it's-1";
    const std::vector<std::pair<TwoPhaseStep, std::string>> expected = {
        {Begin, order}, {Prepare, order}, {CommitPrepared, order}, {Begin, order}, {Abandon, order}};
    EXPECT_EQ(witness->seen, expected);
}

TEST_F(BackendTwoPhase, CannotBeginInATransaction) {
    Connection connection = engine().connect();
    fill(connection, {"pen"});

    expect_error<ArgumentError>("transaction_open", "begin_twophase()", [&] { begin_twophase(connection, "it's-1"); });
}

}  // namespace
}  // namespace azoth::test
