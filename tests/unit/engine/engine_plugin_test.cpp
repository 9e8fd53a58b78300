// SPDX-License-Identifier: MIT
#include "azoth/engine/engine_plugin.hpp"

#include "azoth/engine/events.hpp"
#include "support/expect_error.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

struct CountingListener final : EngineListener {
    void before_execute(const ExecuteEvent&) override { ++count; }
    int count = 0;
};

std::shared_ptr<CountingListener> last_listener;
int plugins_alive = 0;

/// `?plugin=counting&counting_name=...`
struct CountingPlugin final : EnginePlugin {
    CountingPlugin() { ++plugins_alive; }
    ~CountingPlugin() override { --plugins_alive; }
    void configure(Url& url, EngineOptions& options) override {
        if (const auto name = url.options.find("counting_name"); name != url.options.end())
            options.logging_name = name->second;
        url.options.erase("counting_name");
        url.database = options.logging_name;
    }
    void engine_created(const Engine& engine) override {
        last_listener = std::make_shared<CountingListener>();
        engine.add_listener(last_listener);
    }
};

struct EnginePluginTest : FakeEngineTest {
    void SetUp() override {
        register_plugin("counting",
                        []() -> std::unique_ptr<EnginePlugin> { return std::make_unique<CountingPlugin>(); });
    }
    void TearDown() override { last_listener = nullptr; }
};

TEST_F(EnginePluginTest, IsNamedByTheUrlAndTakesItsOptionsOutOfIt) {
    const Engine made = create_engine(parse_url("fake://?plugin=counting&counting_name=main&x=1"), backend);
    made.connect().execute(text("one"));

    EXPECT_EQ(last_listener->count, 1);
    EXPECT_EQ(made.url().options, (UrlOptions{{"x", "1"}}));
    EXPECT_EQ(made.url().database, "main");
    EXPECT_EQ(plugins_alive, 0);
}

TEST_F(EnginePluginTest, IsNamedByTheOptions) {
    const Engine made = make_engine({.plugins = {"counting"}});
    made.connect().execute(text("one"));

    EXPECT_EQ(last_listener->count, 1);
}

TEST_F(EnginePluginTest, MayBeOneOfSeveral) {
    const Engine made = create_engine(parse_url("fake://?plugin=counting&plugin=counting"), backend);

    EXPECT_EQ(made.url().options, UrlOptions());
}

TEST_F(EnginePluginTest, MustBeMade) {
    register_plugin("empty", []() -> std::unique_ptr<EnginePlugin> { return nullptr; });
    register_plugin("null", nullptr);

    for (const std::string name : {"empty", "null"})
        expect_error<ArgumentError>("bad_plugin", "'" + name + "'", [&] { make_engine({.plugins = {name}}); });
}

TEST_F(EnginePluginTest, MayRegisterAnotherWhileItIsMade) {
    register_plugin("registering", []() -> std::unique_ptr<EnginePlugin> {
        register_plugin("registered", []() -> std::unique_ptr<EnginePlugin> { return nullptr; });
        return std::make_unique<CountingPlugin>();
    });

    EXPECT_NO_THROW(make_engine({.plugins = {"registering"}}));
}

TEST_F(EnginePluginTest, MustBeRegistered) {
    expect_error<ArgumentError>("unknown_plugin", "'missing'; known: ", [&] { make_engine({.plugins = {"missing"}}); });
}

}  // namespace
}  // namespace azoth::test
