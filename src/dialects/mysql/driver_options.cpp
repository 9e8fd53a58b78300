// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_options.hpp"

#include <charconv>
#include <string_view>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::mysql {
namespace {

[[noreturn]] void fail(const std::string& message) {
    throw ArgumentError("bad_url", "cannot connect to MariaDB or MySQL: " + message);
}

bool read_switch(std::string_view option, std::string_view value) {
    if (value == "true" || value == "1" || value == "on") return true;
    if (value == "false" || value == "0" || value == "off") return false;
    fail(fmt::format("the option {} is '{}', but it must be true or false", option, value));
}

ZeroDates read_zero_dates(std::string_view value) {
    if (value == "error") return ZeroDates::Refuse;
    if (value == "null") return ZeroDates::Null;
    fail(fmt::format("the option zero_dates is '{}', but it must be error or null", value));
}

unsigned read_seconds(std::string_view option, std::string_view value) {
    unsigned seconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (error != std::errc{} || end != value.data() + value.size())
        fail(fmt::format("the option {} is '{}', but it must be a number of seconds", option, value));
    return seconds;
}

void read_option(const std::string& name, const std::string& value, ConnectOptions& options) {
    if (name == "socket")
        options.socket = value;
    else if (name == "ssl")
        options.needs_tls = read_switch(name, value);
    else if (name == "ssl_ca")
        options.certificate_authority = value;
    else if (name == "ssl_cert")
        options.certificate = value;
    else if (name == "ssl_key")
        options.key = value;
    else if (name == "ssl_check_hostname")
        options.checks_host_name = read_switch(name, value);
    else if (name == "read_timeout")
        options.read_timeout_s = read_seconds(name, value);
    else if (name == "bulk")
        options.uses_bulk = read_switch(name, value);
    else if (name == "zero_dates")
        options.zero_dates = read_zero_dates(value);
    else
        fail(
            fmt::format("there is no option '{}'; the options are socket, ssl, ssl_ca, ssl_cert, ssl_key, "
                        "ssl_check_hostname, read_timeout, bulk, zero_dates",
                        name));
}

}  // namespace

ConnectOptions read_options(const Url& url) {
    ConnectOptions options{.host = url.host.empty() ? "127.0.0.1" : url.host,
                           .port = url.port.value_or(3306),
                           .username = url.username,
                           .password = url.password,
                           .database = url.database};
    for (const auto& [name, value] : url.options) read_option(name, value, options);
    if (!options.socket.empty() && !url.host.empty())
        fail("the URL has a host and the option socket; leave one of them out");
    const auto ssl = url.options.find("ssl");
    if (options.certificate.empty() != options.key.empty()) fail("ssl_cert and ssl_key belong together; give both");
    if (!options.certificate_authority.empty() || !options.certificate.empty()) {
        if (ssl != url.options.end() && !options.needs_tls)
            fail("ssl=false contradicts ssl_ca and ssl_cert; leave one of them out");
        options.needs_tls = true;
    }
    return options;
}

std::vector<ConnectOptions> read_hosts(const Url& url) {
    std::vector<ConnectOptions> hosts{read_options(url)};
    for (const UrlAddress& address : url.more_hosts) {
        ConnectOptions other = hosts.front();
        other.host = address.host;
        other.port = address.port.value_or(3306);
        hosts.push_back(std::move(other));
    }
    return hosts;
}

std::string describe_target(const ConnectOptions& options) {
    std::string text = options.socket.empty() ? fmt::format("{}:{}", options.host, options.port) : options.socket;
    if (!options.username.empty()) text += fmt::format(" as '{}'", options.username);
    if (!options.database.empty()) text += fmt::format(", database '{}'", options.database);
    return text;
}

}  // namespace azoth::mysql
