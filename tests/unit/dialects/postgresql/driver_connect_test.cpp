// SPDX-License-Identifier: MIT
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <string>

#include "azoth/base/error.hpp"
#include "support/expect_error.hpp"
#include "unit/dialects/postgresql/driver_fixture.hpp"

namespace azoth::test {
namespace {

/// A socket that takes connections and never says a word.
class SilentServer {
public:
    SilentServer() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        socklen_t size = sizeof address;
        if (::bind(socket_, generic, size) != 0 || ::listen(socket_, 1) != 0) ADD_FAILURE() << "cannot listen";
        ::getsockname(socket_, generic, &size);
        port_ = ntohs(address.sin_port);
    }
    SilentServer(const SilentServer&) = delete;
    SilentServer& operator=(const SilentServer&) = delete;
    ~SilentServer() { ::close(socket_); }

    std::uint16_t port() const { return port_; }

private:
    int socket_;
    std::uint16_t port_ = 0;
};

class CountingWait final : public driver::WaitHook {
public:
    bool wait(int socket, driver::WaitFor condition, int timeout_ms) override {
        ++count;
        return driver::blocking_wait().wait(socket, condition, timeout_ms);
    }

    int count = 0;
};

class PostgresqlConnect : public PostgresqlDriver {
protected:
    void expect_connect_error(std::string_view code, const std::string& message_part,
                              const driver::ConnectSettings& settings = {}) {
        const ErrorDetail detail = expect_error<ConnectionError>(code, message_part, [&] { connect(settings); });
        EXPECT_EQ(detail.message.find("secret"), std::string::npos) << detail.message;
    }
    std::string target() const {
        return "cannot connect to PostgreSQL at " + url_.host + ":" + std::to_string(url_.port.value()) + " as '" +
               url_.username + "': ";
    }
};

TEST_F(PostgresqlConnect, SaysWhatTheServerIs) {
    const driver::ServerInfo info = connection().server_info();

    EXPECT_EQ(info.product, "PostgreSQL");
    EXPECT_TRUE(
        value_of(connection(), "SHOW server_version")
            .as<std::string>()
            .starts_with(std::to_string(info.version / 10'000) + "." + std::to_string(info.version / 100 % 100)));
}

TEST_F(PostgresqlConnect, TellsAWrongPasswordFromAnUnreachableServer) {
    url_.password = "no secret";
    expect_connect_error("authentication_failed", target() +
                                                      "password authentication failed for user \"azoth\"; check "
                                                      "the user name and the password");
    url_.password = "secret";
    url_.port = 1;
    expect_connect_error("connection_failed", target() + "Connection refused; check that the server runs");
}

TEST_F(PostgresqlConnect, NamesADatabaseThatDoesNotExist) {
    url_.database = "atlantis";
    expect_connect_error("unknown_database", "database \"atlantis\" does not exist; check the database name");
}

TEST_F(PostgresqlConnect, RefusesOptionsThatLibpqDoesNotKnow) {
    url_.options["sslmod"] = "require";
    expect_error<ArgumentError>("bad_url", "'sslmod'", [&] { connect(); });
}

TEST_F(PostgresqlConnect, PassesOptionsOn) {
    EXPECT_EQ(value_of(*connect(), "SHOW application_name"), Value("azoth"));

    url_.options["application_name"] = "shop";
    url_.options["options"] = "-c statement_timeout=1234 -c timezone=Europe/Kyiv";
    const auto connection = connect();

    EXPECT_EQ(value_of(*connection, "SHOW application_name"), Value("shop"));
    EXPECT_EQ(value_of(*connection, "SHOW statement_timeout"), Value("1234ms"));
    EXPECT_EQ(value_of(*connection, "SHOW timezone"), Value("Europe/Kyiv"));
}

TEST_F(PostgresqlConnect, TriesSeveralHosts) {
    url_.options["host"] = url_.host + "," + url_.host;
    url_.options["port"] = "1," + std::to_string(url_.port.value());

    EXPECT_TRUE(connect()->ping());
}

TEST_F(PostgresqlConnect, GivesUpOnAServerThatDoesNotAnswer) {
    const SilentServer silent;
    url_.port = silent.port();
    const auto start = std::chrono::steady_clock::now();

    expect_connect_error("connection_failed", "no answer within 200 ms", {.connect_timeout_ms = 200});

    const auto passed = std::chrono::steady_clock::now() - start;
    EXPECT_GE(passed, std::chrono::milliseconds(190));
    EXPECT_LT(passed, std::chrono::seconds(5));
}

TEST_F(PostgresqlConnect, TakesTheTimeoutOfTheUrlFirst) {
    const SilentServer silent;
    url_.port = silent.port();
    url_.options["connect_timeout"] = "1";
    expect_connect_error("connection_failed", "no answer within 1000 ms", {.connect_timeout_ms = 60'000});
}

TEST_F(PostgresqlConnect, RefusesATimeoutThatIsNoNumber) {
    url_.options["connect_timeout"] = "soon";
    expect_error<ArgumentError>("bad_url", "connect_timeout of a database URL: 'soon'", [&] { connect(); });
}

TEST_F(PostgresqlConnect, WaitsOnlyThroughTheHook) {
    CountingWait wait;
    const auto connection = connect({.wait = &wait});
    EXPECT_GT(wait.count, 0);
    wait.count = 0;

    rows_of(*connection, "SELECT pg_sleep(0.05)");
    connection->run("SELECT pg_sleep(0.05)");

    EXPECT_GE(wait.count, 2);
}

TEST_F(PostgresqlConnect, EveryExecutionIsOneRoundTripAlsoTheFirst) {
    CountingWait wait;
    const auto connection = connect({.wait = &wait});
    rows_of(*connection, "SELECT 1");  // takes what the connection has asked for by itself
    for (int execution = 0; execution < 3; ++execution) {
        wait.count = 0;
        rows_of(*connection, "SELECT pg_sleep(0.05), 1");
        EXPECT_EQ(wait.count, 1) << "execution " << execution;
    }
}

TEST_F(PostgresqlConnect, PingTellsALivingServerFromADeadOne) {
    EXPECT_TRUE(connection().ping());

    const auto pid = value_of(connection(), "SELECT pg_backend_pid()").view().as_int64();
    value_of(*connect(), "SELECT pg_terminate_backend($1::int, 5000)", {ValueView::int64(pid)});

    EXPECT_FALSE(connection().ping());
    EXPECT_TRUE(connection().is_broken());
    EXPECT_FALSE(connection().ping());
}

class FailingWait final : public driver::WaitHook {
public:
    bool wait(int socket, driver::WaitFor condition, int timeout_ms) override {
        return !is_failing && driver::blocking_wait().wait(socket, condition, timeout_ms);
    }

    bool is_failing = false;
};

TEST_F(PostgresqlConnect, IsBrokenWhenTheHookGivesUpOnAnAnswer) {
    FailingWait wait;
    const auto connection = connect({.wait = &wait});
    wait.is_failing = true;

    expect_error<ConnectionError>("connection_lost", "given up", [&] { connection->run("SELECT pg_sleep(0.1)"); });

    EXPECT_TRUE(connection->is_broken());
}

}  // namespace
}  // namespace azoth::test
