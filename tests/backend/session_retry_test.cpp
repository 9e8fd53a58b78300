// SPDX-License-Identifier: MIT
#include "azoth/orm/session_factory.hpp"
#include "support/backend_test.hpp"

namespace azoth::test {
namespace {

using BackendSessionRetry = BackendTest;

TEST_F(BackendSessionRetry, RunsATransactionAgainInAnotherSession) {
    const SessionFactory sessions(engine());
    int attempts = 0;
    const int result = sessions.transaction(
        [&](Session& session) {
            EXPECT_FALSE(session.in_transaction());
            if (++attempts < 3) throw Deadlock("deadlock", "as if");
            return 7;
        },
        {.attempts = 3, .first_delay_ms = 0});

    EXPECT_EQ(result, 7);
    EXPECT_EQ(attempts, 3);
}

TEST_F(BackendSessionRetry, LetsOtherErrorsThrough) {
    const SessionFactory sessions(engine());
    int attempts = 0;
    const auto work = [&](Session&) {
        ++attempts;
        throw ArgumentError("bad_name", "as if");
    };

    EXPECT_THROW(sessions.transaction(work, {.attempts = 3}), ArgumentError);
    EXPECT_EQ(attempts, 1);
}

}  // namespace
}  // namespace azoth::test
