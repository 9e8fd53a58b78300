// SPDX-License-Identifier: MIT
#include "azoth/engine/engine_from_config.hpp"

#include <map>

#include "azoth/engine/backend.hpp"
#include "support/expect_error.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

using Config = std::map<std::string, std::string>;

struct EngineFromConfig : testing::Test {
    static void SetUpTestSuite() {
        static FakeServer configured;
        server = &configured;
        register_backend(std::make_unique<FakeBackend>(configured));
    }

    static inline FakeServer* server = nullptr;
};

TEST_F(EngineFromConfig, ReadsWhatHasThePrefix) {
    const Engine engine = engine_from_config(Config{{"azoth.url", "fake://h/shop"},
                                                    {"azoth.pool_size", "1"},
                                                    {"azoth.max_overflow", "0"},
                                                    {"azoth.pool_timeout_ms", "1"},
                                                    {"azoth.isolation_level", "read committed"},
                                                    {"other.thing", "left alone"}});
    Connection connection = engine.connect();

    EXPECT_EQ(engine.url().database, "shop");
    EXPECT_EQ(connection.get_isolation_level(), IsolationLevel::ReadCommitted);
    expect_error<OperationalError>("pool_timeout", "1 of 1 are in use", [&] { engine.connect(); });
}

TEST_F(EngineFromConfig, TakesAnotherPrefix) {
    EXPECT_EQ(engine_from_config(Config{{"db_url", "fake://h/shop"}}, "db_").url().database, "shop");
}

struct BadSetting {
    const char* name;
    const char* value;
    const char* message;
};

class BadSettings : public testing::TestWithParam<BadSetting> {};

TEST_P(BadSettings, AreRefused) {
    const Config config{{"azoth.url", "fake://h/shop"}, {std::string("azoth.") + GetParam().name, GetParam().value}};

    expect_error<ArgumentError>("bad_option", GetParam().message, [&] { engine_from_config(config); });
}

INSTANTIATE_TEST_SUITE_P(
    EngineFromConfig, BadSettings,
    testing::Values(BadSetting{"pool_sise", "5", "there is no setting 'pool_sise'; known are url, pool_size"},
                    BadSetting{"pool_size", "many", "azoth.pool_size = 'many': it must be a whole number"},
                    BadSetting{"echo", "maybe", "it must be one of true, false, on"},
                    BadSetting{"pool", "swimming", "it must be one of default, queue"},
                    BadSetting{"isolation_level", "none", "it must be READ UNCOMMITTED"},
                    BadSetting{"pool_size", "-1", "EngineOptions::pool_size is -1"}),
    [](const auto& one) { return "No" + std::to_string(one.index); });

TEST_F(EngineFromConfig, NeedsAUrl) {
    expect_error<ArgumentError>("bad_url", "the configuration has no 'azoth.url'", [] {
        engine_from_config(Config{{"azoth.echo", "true"}});
    });
}

}  // namespace
}  // namespace azoth::test
