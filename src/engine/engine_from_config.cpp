// SPDX-License-Identifier: MIT
#include "azoth/engine/engine_from_config.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include <fmt/core.h>
#include <fmt/format.h>

#include "azoth/base/error.hpp"

namespace azoth::engine {
namespace {

struct Text {
    std::string_view key;
    std::string_view value;

    [[noreturn]] void fail(std::string_view advice) const {
        throw ArgumentError("bad_option", fmt::format("cannot read the setting {} = '{}': {}", key, value, advice));
    }
};

void read(const Text& text, std::string& value) { value = text.value; }

template <class Number>
void read_number(const Text& text, Number& value) {
    const char* const end = text.value.data() + text.value.size();
    const auto [stop, error] = std::from_chars(text.value.data(), end, value);
    if (error != std::errc{} || stop != end) text.fail("it must be a whole number");
}
void read(const Text& text, int& value) { read_number(text, value); }
void read(const Text& text, std::size_t& value) { read_number(text, value); }

std::string in_lower_case(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    return lower;
}

/// Reads one of some words.
template <class Value, std::size_t N>
void read_word(const Text& text, Value& value, const std::array<std::pair<std::string_view, Value>, N>& words) {
    const std::string word = in_lower_case(text.value);
    std::string known;
    for (const auto& [name, meaning] : words) {
        known += (known.empty() ? "" : ", ") + std::string(name);
        if (name != word) continue;
        value = meaning;
        return;
    }
    text.fail("it must be one of " + known);
}

void read(const Text& text, bool& value) {
    static constexpr std::array<std::pair<std::string_view, bool>, 8> kWords = {{{"true", true},
                                                                                 {"false", false},
                                                                                 {"on", true},
                                                                                 {"off", false},
                                                                                 {"yes", true},
                                                                                 {"no", false},
                                                                                 {"1", true},
                                                                                 {"0", false}}};
    read_word(text, value, kWords);
}

void read(const Text& text, PoolKind& value) {
    static constexpr std::array<std::pair<std::string_view, PoolKind>, 5> kWords = {
        {{"default", PoolKind::Default},
         {"queue", PoolKind::Queue},
         {"null", PoolKind::Null},
         {"static", PoolKind::Static},
         {"singleton_thread", PoolKind::SingletonThread}}};
    read_word(text, value, kWords);
}

void read(const Text& text, ResetOnReturn& value) {
    static constexpr std::array<std::pair<std::string_view, ResetOnReturn>, 2> kWords = {
        {{"rollback", ResetOnReturn::Rollback}, {"commit", ResetOnReturn::Commit}}};
    read_word(text, value, kWords);
}

void read(const Text& text, IsolationLevel& value) {
    const auto level = read_isolation_level(text.value);
    if (!level) text.fail("it must be READ UNCOMMITTED, READ COMMITTED, REPEATABLE READ, SERIALIZABLE or AUTOCOMMIT");
    value = *level;
}

template <class T>
void read(const Text& text, std::optional<T>& value) {
    read(text, value.emplace());
}

/// Names with commas between them.
void read(const Text& text, std::vector<std::string>& value) {
    value.clear();
    for (std::size_t begin = 0; begin <= text.value.size();) {
        const std::size_t end = std::min(text.value.find(',', begin), text.value.size());
        std::string_view name = text.value.substr(begin, end - begin);
        name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
        name = name.substr(0, name.find_last_not_of(' ') + 1);
        if (!name.empty()) value.emplace_back(name);
        begin = end + 1;
    }
}

struct Setting {
    std::string_view name;
    void (*read)(const Text& text, EngineOptions& options);
};

template <auto Member>
constexpr Setting of_engine(std::string_view name) {
    return {name, [](const Text& text, EngineOptions& options) { read(text, options.*Member); }};
}

template <auto Member>
constexpr Setting of_execution(std::string_view name) {
    return {name, [](const Text& text, EngineOptions& options) { read(text, options.execution.*Member); }};
}

constexpr std::array kSettings = {
    of_engine<&EngineOptions::pool_size>("pool_size"),
    of_engine<&EngineOptions::max_overflow>("max_overflow"),
    of_engine<&EngineOptions::pool_timeout_ms>("pool_timeout_ms"),
    of_engine<&EngineOptions::pool_recycle_seconds>("pool_recycle_seconds"),
    of_engine<&EngineOptions::pool_pre_ping>("pool_pre_ping"),
    of_engine<&EngineOptions::pool_pre_ping_idle_ms>("pool_pre_ping_idle_ms"),
    of_engine<&EngineOptions::pool_pre_ping_timeout_ms>("pool_pre_ping_timeout_ms"),
    of_engine<&EngineOptions::pool_use_lifo>("pool_use_lifo"),
    of_engine<&EngineOptions::pool_reset_on_return>("pool_reset_on_return"),
    of_engine<&EngineOptions::pool>("pool"),
    of_engine<&EngineOptions::echo>("echo"),
    of_engine<&EngineOptions::enable_from_linting>("enable_from_linting"),
    of_engine<&EngineOptions::echo_pool>("echo_pool"),
    of_engine<&EngineOptions::logging_name>("logging_name"),
    of_engine<&EngineOptions::slow_query_ms>("slow_query_ms"),
    of_engine<&EngineOptions::hide_parameters>("hide_parameters"),
    of_engine<&EngineOptions::query_cache_size>("query_cache_size"),
    of_engine<&EngineOptions::connect_timeout_ms>("connect_timeout_ms"),
    of_engine<&EngineOptions::network_timeout_ms>("network_timeout_ms"),
    of_engine<&EngineOptions::commit_timeout_ms>("commit_timeout_ms"),
    of_engine<&EngineOptions::statement_cache_size>("statement_cache_size"),
    of_engine<&EngineOptions::plugins>("plugins"),
    of_execution<&ExecutionOptions::isolation_level>("isolation_level"),
    of_execution<&ExecutionOptions::read_only>("read_only"),
    of_execution<&ExecutionOptions::deferrable>("deferrable"),
    of_execution<&ExecutionOptions::statement_timeout_ms>("statement_timeout_ms"),
    of_execution<&ExecutionOptions::yield_per>("yield_per"),
    of_execution<&ExecutionOptions::row_by_row>("row_by_row"),
    of_execution<&ExecutionOptions::logging_token>("logging_token"),
};

void read_setting(std::string_view name, const Text& text, EngineOptions& options) {
    const auto* found = std::ranges::find(kSettings, name, &Setting::name);
    if (found != kSettings.end()) return found->read(text, options);
    std::string known = "url";
    for (const Setting& setting : kSettings) known.append(", ").append(setting.name);
    throw ArgumentError("bad_option", fmt::format("there is no setting '{}'; known are {}", name, known));
}

}  // namespace

Engine engine_from_entries(const ConfigEntries& entries, std::string_view prefix) {
    EngineOptions options;
    std::string url;
    for (const auto& [key, value] : entries) {
        if (!key.starts_with(prefix)) continue;
        const std::string_view name = std::string_view(key).substr(prefix.size());
        if (name == "url")
            url = value;
        else
            read_setting(name, {key, value}, options);
    }
    if (url.empty())
        throw ArgumentError("bad_url", fmt::format("the configuration has no '{}url'; add one, for example "
                                                   "{}url = sqlite:///books.db",
                                                   prefix, prefix));
    return create_engine(url, options);
}

}  // namespace azoth::engine
