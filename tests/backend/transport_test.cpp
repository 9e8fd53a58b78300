// SPDX-License-Identifier: MIT
// The other ways to a server: encrypted, and through a Unix socket.
#include <filesystem>

#include "support/server_process.hpp"
#include "support/stock.hpp"
#include "support/test_server.hpp"

namespace azoth::test {
namespace {

struct BackendTransport : StockTest {
    void SetUp() override {
        StockTest::SetUp();
        if (IsSkipped()) return;
        if (!is_server(url())) GTEST_SKIP() << "this database is in the process";
        const auto folder = test_server_home(url().dialect);
        if (!folder) GTEST_SKIP() << "the server was not started by tests/servers/start";
        home = *folder;
        is_postgresql = url().dialect == "postgresql";
    }
    std::string certificate() const {
        const std::string path = home + (is_postgresql ? "/data/server.crt" : "/server.crt");
        std::error_code ignored;
        return std::filesystem::exists(path, ignored) ? path : "";
    }
    Url encrypted(const std::string& authority) const {
        Url with = url();
        if (is_postgresql) {
            with.options["sslmode"] = authority.empty() ? "require" : "verify-full";
            if (!authority.empty()) with.options["sslrootcert"] = authority;
        } else {
            with.options["ssl"] = "true";
            if (!authority.empty()) with.options["ssl_ca"] = authority;
        }
        return with;
    }
    bool is_encrypted(Connection& connection) const {
        if (is_postgresql)
            return connection.scalar(text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").columns<bool>())
                .value_or(false);
        return !connection
                    .scalar(text("SELECT variable_value FROM information_schema.session_status WHERE variable_name = "
                                 "'Ssl_cipher'")
                                .columns<std::string>())
                    .value_or("")
                    .empty();
    }

    std::string home;
    bool is_postgresql = false;
};

TEST_F(BackendTransport, CanBeEncrypted) {
    if (certificate().empty()) GTEST_SKIP() << "the server has no certificate";
    for (const std::string& authority : {std::string(), certificate()}) {
        const Engine engine = create_engine(encrypted(authority), {.execution = {.statement_timeout_ms = 20'000}});
        Connection connection = engine.connect();
        fill(connection, {std::string(50, 'x'), authority.substr(0, 40) + "y"});

        EXPECT_TRUE(is_encrypted(connection)) << authority;
        connection.execute(text(is_postgresql ? "SELECT pg_sleep(1.5)" : "SELECT sleep(1.5)")).all();
        EXPECT_EQ(connection.scalars(select(name)).all().size(), 2U);
    }
}

TEST_F(BackendTransport, IsRefusedWhenTheCertificateIsOfAnother) {
    if (certificate().empty()) GTEST_SKIP() << "the server has no certificate";
    const auto other = test_server_home(is_postgresql ? "mysql" : "postgresql");
    if (!other) GTEST_SKIP() << "there is no other certificate";
    const std::string authority = *other + (is_postgresql ? "/server.crt" : "/data/server.crt");

    expect_error<ConnectionError>("connection_failed", "", [&] { create_engine(encrypted(authority)).connect(); });
}

TEST_F(BackendTransport, CanBeAUnixSocket) {
    Url local = url();
    local.host.clear();
    if (is_postgresql) {
        local.options["host"] = home;
        local.options["port"] = std::to_string(*url().port);
        local.port.reset();
        local.options["sslmode"] = "disable";
    } else {
        local.port.reset();
        local.options["socket"] = home + "/data/server.sock";
    }
    const Engine engine = create_engine(local, {.execution = {.statement_timeout_ms = 5'000}});
    engine.begin([&](Connection& connection) { fill(connection, {"pen"}); });

    EXPECT_EQ(names(), Names{"pen"});
}

}  // namespace
}  // namespace azoth::test
