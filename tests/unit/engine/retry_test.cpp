// SPDX-License-Identifier: MIT
#include "azoth/engine/retry.hpp"

#include <chrono>
#include <stdexcept>

#include "azoth/sql/text.hpp"
#include "support/expect_error.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

struct RetryTest : FakeEngineTest {
    /// Work that fails so often with `code`, then succeeds.
    auto failing(int times, std::string code) {
        return [this, times, code](Connection& connection) mutable {
            ++attempts;
            server.answer("one", {.error_code = times-- > 0 ? code : ""});
            connection.execute(text("one"));
            return 7;
        };
    }

    static constexpr RetryOptions kQuick{.attempts = 3, .first_delay_ms = 0};
    int attempts = 0;
};

TEST_F(RetryTest, RunsTheWorkAgainAfterADeadlock) {
    EXPECT_EQ(engine.transaction(failing(2, "deadlock"), kQuick), 7);

    EXPECT_EQ(attempts, 3);
    EXPECT_EQ(asked(), (Asked{"BEGIN", "one", "ROLLBACK", "BEGIN", "one", "ROLLBACK", "BEGIN", "one", "COMMIT"}));
}

TEST_F(RetryTest, GivesUpAfterTheLastAttempt) {
    EXPECT_THROW(engine.transaction(failing(3, "serialization_failure"), kQuick), SerializationFailure);

    EXPECT_EQ(attempts, 3);
}

TEST_F(RetryTest, RunsNothingAgainThatIsWrong) {
    EXPECT_THROW(engine.transaction(failing(1, "unique_violation"), kQuick), UniqueViolation);

    EXPECT_EQ(attempts, 1);
}

TEST_F(RetryTest, RunsNothingAgainUnlessAskedTo) {
    EXPECT_THROW(engine.transaction(failing(1, "deadlock")), Deadlock);

    EXPECT_EQ(attempts, 1);
}

TEST_F(RetryTest, TakesAnotherConnectionWhenOneIsLost) {
    const auto work = [&](Connection& connection) {
        if (++attempts == 1) server.drop_connections();
        connection.execute(text("one"));
    };
    engine.transaction(work, kQuick);

    EXPECT_EQ(attempts, 2);
    EXPECT_EQ(engine.statistics().connections_opened, 2U);
}

TEST_F(RetryTest, IsNotForACommitThatMayHaveHappened) {
    const auto work = [&](Connection& connection) {
        ++attempts;
        connection.execute(text("one"));
        server.drop_connections();
    };

    const ErrorDetail error =
        expect_error<ConnectionError>("connection_lost", "", [&] { engine.transaction(work, kQuick); });
    EXPECT_EQ(error.retry, Retry::Uncertain);
    EXPECT_EQ(attempts, 1);
}

TEST_F(RetryTest, OfAConnectionStaysWithIt) {
    Connection connection = engine.connect();
    EXPECT_EQ(connection.transaction(failing(1, "deadlock"), kQuick), 7);

    EXPECT_EQ(attempts, 2);
    EXPECT_EQ(engine.statistics().connections_opened, 1U);
}

TEST_F(RetryTest, LetsOtherExceptionsThrough) {
    const auto work = [&](Connection&) {
        ++attempts;
        throw std::runtime_error("oops");
    };

    EXPECT_THROW(engine.transaction(work, kQuick), std::runtime_error);
    EXPECT_EQ(attempts, 1);
}

TEST_F(RetryTest, RefusesNumbersThatMeanNothing) {
    expect_error<ArgumentError>("bad_option", "at least 1 attempt",
                                [&] { engine.transaction(failing(0, ""), {.attempts = 0}); });
}

TEST(RetrySchedule, WaitsNoLongerThanItIsTold) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    engine::RetrySchedule schedule({.attempts = 20, .first_delay_ms = 1, .longest_delay_ms = 2});
    const Deadlock error("deadlock", "");
    int attempts = 1;
    while (schedule.wait_for_another(error)) ++attempts;

    EXPECT_EQ(attempts, 20);
    EXPECT_LT(Clock::now() - start, std::chrono::seconds(2));
}

}  // namespace
}  // namespace azoth::test
