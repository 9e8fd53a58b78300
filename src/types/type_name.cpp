// SPDX-License-Identifier: MIT
#include <cstdint>
#include <type_traits>
#include <utility>

#include "azoth/types/conversion.hpp"

namespace azoth::detail {
namespace {

constexpr bool kLongIs64Bits = std::is_same_v<std::int64_t, long>;

// Read from top to bottom: a later line sees what an earlier one has made.
constexpr std::pair<std::string_view, std::string_view> kSpellings[] = {
    {"> >", ">>"},
    {"> >", ">>"},
    {"{anonymous}::", ""},
    {"(anonymous namespace)::", ""},
    {"std::__cxx11::", "std::"},
    {"std::__1::", "std::"},
    {"::_V2::", "::"},
    {"unsigned char", "std::uint8_t"},
    {"signed char", "std::int8_t"},
    {"short unsigned int", "std::uint16_t"},
    {"unsigned short", "std::uint16_t"},
    {"short int", "std::int16_t"},
    {"long long unsigned int", "unsigned long long"},
    {"long long int", "long long"},
    {"long unsigned int", kLongIs64Bits ? "std::uint64_t" : "unsigned long"},
    {"long int", kLongIs64Bits ? "std::int64_t" : "long"},
    {"unsigned int", "unsigned"},
    {"std::basic_string<char>", "std::string"},
    {"std::basic_string_view<char>", "std::string_view"},
    {"std::vector<std::byte>", "azoth::Bytes"},
    {"nlohmann::json_abi_v3_11_2::", "nlohmann::"},
    {"nlohmann::json_abi_v3_11_3::", "nlohmann::"},
    {"nlohmann::basic_json<>", "nlohmann::json"},
    {"std::chrono::duration<std::int64_t, std::ratio<1, 1000000000>>", "std::chrono::nanoseconds"},
    {"std::chrono::duration<std::int64_t, std::ratio<1, 1000000>>", "std::chrono::microseconds"},
    {"std::chrono::duration<std::int64_t, std::ratio<1, 1000>>", "std::chrono::milliseconds"},
    {"std::chrono::duration<std::int64_t>", "std::chrono::seconds"},
    {"std::chrono::duration<std::int64_t, std::ratio<60>>", "std::chrono::minutes"},
    {"std::chrono::duration<std::int64_t, std::ratio<3600>>", "std::chrono::hours"},
    {"std::chrono::duration<std::int64_t, std::ratio<86400>>", "std::chrono::days"},
    {"std::chrono::time_point<std::chrono::local_t, ", "std::chrono::local_time<"},
    {"std::chrono::time_point<std::chrono::system_clock, ", "std::chrono::sys_time<"},
    {"std::chrono::time_point<std::chrono::system_clock>", "std::chrono::system_clock::time_point"},
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

}  // namespace

// Of "... type_name() [with T = std::vector<long int>; std::string_view = ...]" (GCC) or "[T = ...]" (Clang).
std::string type_name_in(std::string_view pretty_function) {
    const auto start = pretty_function.find("T = ") + 4;
    const auto end = pretty_function.find_first_of(";]", start);
    std::string name(pretty_function.substr(start, end - start));
    for (const auto& [from, to] : kSpellings) replace_all(name, from, to);
    return name;
}

}  // namespace azoth::detail
