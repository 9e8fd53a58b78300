// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver.hpp"

#include "unit/dialects/postgresql/driver_fixture.hpp"

namespace azoth::test {
namespace {

using PostgresqlConnect = PostgresqlDriver;

TEST_F(PostgresqlConnect, SaysWhatTheServerIs) {
    const driver::ServerInfo info = connection().server_info();

    EXPECT_EQ(info.product, "PostgreSQL");
    EXPECT_EQ(std::to_string(info.version / 10'000), value_of(connection(), "SHOW server_version").as<std::string>().substr(0, 2));
}

}  // namespace
}  // namespace azoth::test
