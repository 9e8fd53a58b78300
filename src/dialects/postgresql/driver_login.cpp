// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_login.hpp"

#include <array>
#include <charconv>
#include <memory>
#include <string_view>
#include <utility>

#include <fmt/core.h>
#include <libpq-fe.h>

#include "azoth/base/error.hpp"

namespace azoth::postgresql {
namespace {

/// The server reads these before the session starts, so they cost no round trip. DateStyle is for the readers of the
/// text format.
constexpr std::string_view kSessionOptions = "-c TimeZone=UTC -c DateStyle=ISO";

/// A host that is gone is noticed after a minute or two, and not after hours.
constexpr std::array<std::pair<const char*, const char*>, 4> kLifeSigns = {{{"keepalives_idle", "60"},
                                                                            {"keepalives_interval", "10"},
                                                                            {"keepalives_count", "6"},
                                                                            {"tcp_user_timeout", "120000"}}};

/// The options that libpq knows, with what its environment variables say.
class KnownOptions {
public:
    KnownOptions() : options_(PQconndefaults(), &PQconninfoFree) {}

    bool contains(std::string_view name) const { return find(name) != nullptr; }
    std::string_view value_of(std::string_view name) const {
        const PQconninfoOption* option = find(name);
        return option == nullptr || option->val == nullptr ? "" : option->val;
    }

private:
    const PQconninfoOption* find(std::string_view name) const {
        for (const PQconninfoOption* option = options_.get(); option != nullptr && option->keyword != nullptr; ++option)
            if (option->keyword == name) return option;
        return nullptr;
    }

    std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options_;
};

int read_timeout_ms(const std::string& seconds) {
    int value = 0;
    const auto [end, error] = std::from_chars(seconds.data(), seconds.data() + seconds.size(), value);
    if (error != std::errc{} || end != seconds.data() + seconds.size() || value > 1'000'000)
        throw ArgumentError("bad_url", fmt::format("cannot read the option connect_timeout of a database URL: '{}' is "
                                                   "not a number of seconds",
                                                   seconds));
    return value * 1000;
}

void add_address(const Url& url, Login& login) {
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) login.settings.emplace_back(name, value);
    };
    add("user", url.username);
    add("password", url.password);
    add("dbname", url.database);
}

/// Those of the options `host`, with or without a port, or else those of the address.
std::vector<Login::Host> hosts_of(const Url& url) {
    std::vector<Login::Host> hosts;
    for (const std::string& text : url.options.all("host")) {
        const auto colon = text.starts_with('/') ? std::string::npos : text.find(':');
        if (colon == std::string::npos)
            hosts.push_back({text, ""});
        else
            hosts.push_back({text.substr(0, colon), text.substr(colon + 1)});
    }
    if (!hosts.empty()) return hosts;
    for (const UrlAddress& address : url.addresses())
        hosts.push_back({address.host, address.port ? std::to_string(*address.port) : ""});
    return hosts;
}

/// libpq itself chooses among several when it is told by which quality.
void merge_hosts(std::vector<Login::Host>& hosts) {
    Login::Host all = hosts.front();
    for (std::size_t i = 1; i < hosts.size(); ++i) {
        all.name += "," + hosts[i].name;
        all.port += "," + hosts[i].port;
    }
    hosts = {std::move(all)};
}

void add_options(const Url& url, const KnownOptions& known, Login& login) {
    for (const auto& [name, value] : url.options) {
        if (!known.contains(name))
            throw ArgumentError("bad_url", fmt::format("a PostgreSQL URL has the option '{}', which libpq does not "
                                                       "know: see \"Parameter Key Words\" in its documentation",
                                                       name));
        if (name == "connect_timeout") login.connect_timeout_ms = read_timeout_ms(value);
        if (name != "options" && name != "host") login.settings.emplace_back(name, value);
    }
}

}  // namespace

Login make_login(const Url& url) {
    const KnownOptions known;
    Login login;
    login.settings.emplace_back("fallback_application_name", "azoth");
    login.settings.emplace_back("client_encoding", "UTF8");
    for (const auto& [name, value] : kLifeSigns)
        if (known.contains(name) && !url.options.contains(name)) login.settings.emplace_back(name, value);
    add_address(url, login);
    add_options(url, known, login);
    login.hosts = hosts_of(url);
    if (url.options.contains("target_session_attrs")) merge_hosts(login.hosts);
    const auto own = url.options.find("options");
    const std::string_view more = own != url.options.end() ? own->second : known.value_of("options");
    login.settings.emplace_back("options", fmt::format("{} {}", kSessionOptions, more));
    return login;
}

}  // namespace azoth::postgresql
