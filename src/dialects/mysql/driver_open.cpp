// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_open.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <new>
#include <string_view>
#include <utility>

#include <fmt/core.h>
#include <ma_pvio.h>

#include "azoth/base/error.hpp"
#include "azoth/driver/database_error.hpp"
#include "dialects/mysql/driver_errors.hpp"

namespace azoth::mysql {
namespace {

constexpr std::string_view kSessionSetup =
    "SET sql_mode = CONCAT_WS(',', NULLIF(@@sql_mode, ''), 'STRICT_ALL_TABLES', 'NO_ENGINE_SUBSTITUTION'), "
    "time_zone = '+00:00', autocommit = 1";

/// The library's first initialisation must not happen in two threads at once.
void initialize_library() {
    static const int result = mysql_library_init(0, nullptr, nullptr);
    if (result != 0) throw OperationalError("resource_limit", "cannot initialise the MariaDB client library");
}

const char* or_null(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

void set_timeout(MYSQL* connection, int timeout_ms) {
    const unsigned seconds = timeout_ms <= 0 ? 0U : (static_cast<unsigned>(timeout_ms) + 999U) / 1000U;
    if (seconds == 0) return;
    mysql_options(connection, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
    mysql_options(connection, MYSQL_OPT_READ_TIMEOUT, &seconds);
    mysql_options(connection, MYSQL_OPT_WRITE_TIMEOUT, &seconds);
}

/// A host that is gone is noticed after a minute or two, and not after hours. For a Unix socket it has no effect.
void ask_for_life_signs(MYSQL* connection) {
    const int socket = static_cast<int>(mysql_get_socket(connection));
    const auto set = [socket](int level, int name, int value) {
        setsockopt(socket, level, name, &value, sizeof value);
    };
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
#ifdef __linux__
    set(IPPROTO_TCP, TCP_KEEPIDLE, 60);
    set(IPPROTO_TCP, TCP_KEEPINTVL, 10);
    set(IPPROTO_TCP, TCP_KEEPCNT, 6);
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, 120'000);
#endif
}

void set_transport(MYSQL* connection, const ConnectOptions& options) {
    // Without it the library takes `localhost` for the default socket.
    const unsigned protocol = options.socket.empty() ? MYSQL_PROTOCOL_TCP : MYSQL_PROTOCOL_SOCKET;
    mysql_options(connection, MYSQL_OPT_PROTOCOL, &protocol);
    if (!options.needs_tls) return;
    const my_bool yes = 1;
    mysql_options(connection, MYSQL_OPT_SSL_ENFORCE, &yes);
    if (!options.certificate.empty()) {
        mysql_options(connection, MYSQL_OPT_SSL_CERT, options.certificate.c_str());
        mysql_options(connection, MYSQL_OPT_SSL_KEY, options.key.c_str());
    }
    if (options.certificate_authority.empty()) return;
    mysql_options(connection, MYSQL_OPT_SSL_CA, options.certificate_authority.c_str());
    if (options.checks_host_name) mysql_options(connection, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes);
}

void set_behaviour(MYSQL* connection) {
    mysql_options(connection, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    const unsigned no = 0;  // a hostile server could ask for any file of the client
    mysql_options(connection, MYSQL_OPT_LOCAL_INFILE, &no);
}

[[noreturn]] void throw_connect_error(MYSQL* connection, const ConnectOptions& options) {
    ErrorDetail detail = describe_error(connection);
    if (!driver::is_connection_error(detail.code) || detail.code == "connection_lost")
        detail.code = "connection_failed";
    detail.message =
        fmt::format("cannot connect to MariaDB or MySQL at {}: {}", describe_target(options), detail.message);
    driver::throw_database_error(std::move(detail));
}

/// The library is content without encryption when the server has none, whatever MYSQL_OPT_SSL_ENFORCE says.
void require_encryption(MYSQL* connection, const ConnectOptions& options) {
    if (!options.needs_tls || mysql_get_ssl_cipher(connection) != nullptr) return;
    throw ConnectionError("connection_failed",
                          fmt::format("cannot connect to MariaDB or MySQL at {}: the URL insists on encryption (ssl or "
                                      "ssl_ca), but the server offers none",
                                      describe_target(options)));
}

}  // namespace

ConnectionHandle open_connection(const ConnectOptions& options, int timeout_ms) {
    initialize_library();
    ConnectionHandle handle(mysql_init(nullptr));
    MYSQL* connection = handle.get();
    if (connection == nullptr) throw std::bad_alloc();
    set_timeout(connection, timeout_ms);
    set_transport(connection, options);
    set_behaviour(connection);
    const bool is_tcp = options.socket.empty();
    if (mysql_real_connect(connection, is_tcp ? options.host.c_str() : nullptr, or_null(options.username),
                           options.password.c_str(), or_null(options.database), is_tcp ? options.port : 0U,
                           or_null(options.socket), CLIENT_FOUND_ROWS | CLIENT_MULTI_STATEMENTS) == nullptr)
        throw_connect_error(connection, options);
    require_encryption(connection, options);
    ask_for_life_signs(connection);
    if (mysql_real_query(connection, kSessionSetup.data(), kSessionSetup.size()) != 0)
        throw_connect_error(connection, options);
    return handle;
}

void set_network_timeout(MYSQL* connection, int timeout_ms) {
    if (connection->net.pvio == nullptr) return;  // it is lost
    // The library has no function for it once the connection is open.
    connection->net.pvio->timeout[PVIO_READ_TIMEOUT] = timeout_ms > 0 ? timeout_ms : -1;
    connection->net.pvio->timeout[PVIO_WRITE_TIMEOUT] = timeout_ms > 0 ? timeout_ms : -1;
}

bool takes_changes(MYSQL* connection) {
    if (mysql_query(connection, "SELECT @@read_only") != 0) throw_last_error(connection);
    const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> result(mysql_store_result(connection),
                                                                          &mysql_free_result);
    if (result == nullptr) throw_last_error(connection);
    const char* const* row = mysql_fetch_row(result.get());
    return row == nullptr || row[0] == nullptr || std::string_view(row[0]) == "0";
}

void run_and_drop_results(MYSQL* connection, const char* sql, std::size_t size) {
    if (mysql_real_query(connection, sql, size) != 0) throw_last_error(connection);
    int more = 0;
    do {
        if (MYSQL_RES* result = mysql_store_result(connection); result != nullptr)
            mysql_free_result(result);
        else if (mysql_field_count(connection) != 0)
            throw_last_error(connection);
        more = mysql_next_result(connection);
    } while (more == 0);
    if (more > 0) throw_last_error(connection);
}

}  // namespace azoth::mysql
