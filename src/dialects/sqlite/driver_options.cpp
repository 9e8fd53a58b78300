// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver_options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <string_view>

#include <fmt/core.h>
#include <fmt/format.h>

#include "azoth/base/error.hpp"
#include "dialects/sqlite/driver.hpp"

namespace azoth::sqlite {
namespace {

[[noreturn]] void fail(const std::string& message) {
    throw ArgumentError("bad_url", "cannot open a SQLite database: " + message);
}

using Words = std::initializer_list<std::string_view>;

/// The option's value if it is one of `words`, which are all in lower case.
std::string one_of(std::string_view option, std::string value, Words words) {
    std::ranges::transform(value, value.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    if (std::ranges::find(words, value) == words.end())
        fail(fmt::format("the option {} is '{}', but it must be one of {}", option, value, fmt::join(words, ", ")));
    return value;
}

bool read_switch(std::string_view option, const std::string& value) {
    const std::string word = one_of(option, value, {"on", "off", "true", "false", "1", "0"});
    return word == "on" || word == "true" || word == "1";
}

OpenMode read_mode(std::string_view option, const std::string& value) {
    const std::string word = one_of(option, value, {"ro", "rw", "rwc", "memory"});
    return word == "ro" ? OpenMode::ReadOnly : word == "rw" ? OpenMode::ReadWrite : OpenMode::Create;
}

BeginMode read_begin(std::string_view option, const std::string& value) {
    const std::string word = one_of(option, value, {"auto", "deferred", "immediate"});
    return word == "auto" ? BeginMode::Auto : word == "deferred" ? BeginMode::Deferred : BeginMode::Immediate;
}

int read_milliseconds(std::string_view option, const std::string& value) {
    int milliseconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), milliseconds);
    if (error != std::errc{} || end != value.data() + value.size() || milliseconds < 0)
        fail(fmt::format("the option {} is '{}', but it must be a number of milliseconds", option, value));
    return milliseconds;
}

struct OptionReader {
    std::string_view name;
    void (*read)(std::string_view name, const std::string& value, OpenOptions& options);
};

constexpr std::array kReaders = {
    OptionReader{"begin", [](std::string_view name, const std::string& value,
                             OpenOptions& options) { options.begin = read_begin(name, value); }},
    OptionReader{"busy_timeout",
                 [](std::string_view name, const std::string& value, OpenOptions& options) {
                     options.busy_timeout_ms = read_milliseconds(name, value);
                 }},
    OptionReader{"cache",
                 [](std::string_view name, const std::string& value, OpenOptions& options) {
                     options.is_cache_shared = one_of(name, value, {"private", "shared"}) == "shared";
                 }},
    OptionReader{"foreign_keys", [](std::string_view name, const std::string& value,
                                    OpenOptions& options) { options.has_foreign_keys = read_switch(name, value); }},
    OptionReader{
        "journal_mode",
        [](std::string_view name, const std::string& value, OpenOptions& options) {
            options.journal_mode = one_of(name, value, {"delete", "truncate", "persist", "memory", "wal", "off"});
        }},
    OptionReader{"mode",
                 [](std::string_view name, const std::string& value, OpenOptions& options) {
                     options.mode = read_mode(name, value);
                     options.is_shared_memory = value == "memory";
                 }},
    OptionReader{"synchronous",
                 [](std::string_view name, const std::string& value, OpenOptions& options) {
                     options.synchronous = one_of(name, value, {"off", "normal", "full", "extra"});
                 }},
};

void read_option(const std::string& name, const std::string& value, OpenOptions& options) {
    for (const OptionReader& reader : kReaders)
        if (reader.name == name) return reader.read(name, value, options);
    std::array<std::string_view, kReaders.size()> known;
    std::ranges::transform(kReaders, known.begin(), &OptionReader::name);
    fail(fmt::format("there is no option '{}'; the options are {}", name, fmt::join(known, ", ")));
}

std::string read_path(const Url& url) {
    if (!url.host.empty())
        fail(
            fmt::format("'{}' stands where other databases have a host; write three slashes before a relative path "
                        "(sqlite:///books.db) and four before an absolute one",
                        url.host));
    if (!url.username.empty() || url.port) fail("a file has no user, password or port; write sqlite:///books.db");
    if (url.database.find('\0') != std::string::npos) fail("the path contains a NUL character");
    return url.database == ":memory:" ? "" : url.database;
}

}  // namespace

OpenOptions read_options(const Url& url) {
    OpenOptions options{.path = read_path(url)};
    for (const auto& [name, value] : url.options) read_option(name, value, options);
    if (options.is_shared_memory && (options.path.empty() || options.path.find_first_of("?#%/") != std::string::npos))
        fail("a shared database in memory needs a name of letters, digits and the like: sqlite:///name?mode=memory");
    return options;
}

bool is_private_database(const Url& url) {
    const OpenOptions options = read_options(url);
    return options.path.empty() && !options.is_cache_shared;
}

bool is_shared_memory(const Url& url) {
    const OpenOptions options = read_options(url);
    return options.is_shared_memory || (options.path.empty() && options.is_cache_shared);
}

}  // namespace azoth::sqlite
