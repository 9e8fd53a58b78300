// SPDX-License-Identifier: MIT
#include "azoth/base/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace azoth::test {
namespace {

class MockSink : public LogSink {
public:
    MOCK_METHOD(void, write, (LogLevel, std::string_view, std::string_view), (override));
};

/// Puts back the sink of the process.
class LogTest : public testing::Test {
protected:
    void TearDown() override { set_log_sink(nullptr); }
};

TEST_F(LogTest, HandsALineToTheSinkInForce) {
    const auto sink = std::make_shared<MockSink>();
    set_log_sink(sink);

    EXPECT_CALL(*sink, write(LogLevel::Info, std::string_view("azoth.engine"), std::string_view("SELECT 1")));
    log(LogLevel::Info, "azoth.engine", "SELECT 1");
}

TEST_F(LogTest, GivesBackTheSinkInForceBefore) {
    const auto first = std::make_shared<MockSink>();
    set_log_sink(first);

    EXPECT_EQ(set_log_sink(std::make_shared<MockSink>()), first);
}

TEST_F(LogTest, SendsNothingToASinkThatWasReplaced) {
    const auto first = std::make_shared<testing::StrictMock<MockSink>>();
    set_log_sink(first);
    set_log_sink(std::make_shared<testing::NiceMock<MockSink>>());

    EXPECT_CALL(*first, write).Times(0);
    log(LogLevel::Error, "azoth.pool", "full");
}

TEST_F(LogTest, WritesToStandardErrorAtFirst) {
    testing::internal::CaptureStderr();
    log(LogLevel::Warning, "azoth.pool", "a connection was lost");

    EXPECT_EQ(testing::internal::GetCapturedStderr(), "WARNING azoth.pool a connection was lost\n");
}

}  // namespace
}  // namespace azoth::test
