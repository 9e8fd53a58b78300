// SPDX-License-Identifier: MIT
#pragma GCC diagnostic error "-Wmissing-field-initializers"

#include <gtest/gtest.h>

#include "azoth/azoth.hpp"
#include "azoth/engine/replicated_engine.hpp"
#include "azoth/schema/sequence.hpp"

namespace azoth {
namespace {

// The compiler is the test: -Wextra, which programs use, warns of members that have no initializer.
TEST(Options, AreSaidInPartWithoutWarnings) {
    EXPECT_TRUE(EngineOptions{.echo = true}.echo);
    EXPECT_TRUE(ExecutionOptions{.isolation_level = IsolationLevel::Serializable}.isolation_level.has_value());
    EXPECT_FALSE(SessionOptions{.autoflush = false}.autoflush);
    EXPECT_TRUE(QueryOptions{.populate_existing = true}.populate_existing);
    EXPECT_TRUE(GetOptions{.populate_existing = true}.populate_existing);
    EXPECT_FALSE(MergeOptions{.load = false}.load);
    EXPECT_EQ(RegistryOptions{.schema = "shop"}.schema, "shop");
    EXPECT_EQ(RetryOptions{.attempts = 2}.attempts, 2);
    EXPECT_EQ(ReplicaOptions{.stick_ms = 5}.stick_ms, 5);
    EXPECT_EQ(StreamOptions{.chunk = 10}.chunk, 10U);
    EXPECT_EQ(SequenceOptions{.start = 7}.start, 7);
}

}  // namespace
}  // namespace azoth
