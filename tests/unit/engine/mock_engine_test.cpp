// SPDX-License-Identifier: MIT
#include "azoth/engine/mock_engine.hpp"

#include "azoth/engine/backend.hpp"
#include "azoth/engine/create_all.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/text.hpp"
#include "support/expect_error.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

TEST(MockEngine, WritesWhatItWouldSend) {
    static FakeServer server;
    register_backend(std::make_unique<FakeBackend>(server));
    Asked written;
    const MockEngine mock = create_mock_engine("fake", [&](std::string_view sql) { written.emplace_back(sql); });
    Connection connection = mock.engine().connect();
    connection.run("CREATE TABLE t (n INTEGER)");
    EXPECT_TRUE(connection.execute(text("SELECT n FROM t")).all().empty());
    connection.commit();

    EXPECT_EQ(written, (Asked{"CREATE TABLE t (n INTEGER)", "SELECT n FROM t"}));
    EXPECT_EQ(server.opened(), 0);
}

TEST(MockEngine, NeedsADialect) {
    expect_error<ArgumentError>("unknown_dialect", "nosuch",
                                [] { create_mock_engine("nosuch", [](std::string_view) {}); });
}

}  // namespace
}  // namespace azoth::test
