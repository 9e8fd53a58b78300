// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver_regexp.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <stdexcept>
#include <utility>
#include <vector>

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#endif
#include <boost/xpressive/xpressive_dynamic.hpp>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace azoth::sqlite {
namespace {

namespace xp = boost::xpressive;

constexpr std::uint32_t kLooseByte = 0x110000;  // and above: bytes that belong to no character

/// How many bytes the character has whose first one this is.
std::size_t length_of(unsigned char first) {
    if (first < 0xc2 || first > 0xf4) return 1;
    if (first < 0xe0) return 2;
    return first < 0xf0 ? 3 : 4;
}

/// The same for the first character of a text; 1 when its bytes are none.
std::size_t length_of_first(std::string_view text) {
    const std::size_t length = length_of(static_cast<unsigned char>(text.front()));
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; };
    const bool is_whole = length <= text.size() && std::all_of(text.begin() + 1, text.begin() + length, continues);
    return is_whole ? length : 1;
}

std::wstring widen(std::string_view text) {
    std::wstring result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto first = static_cast<unsigned char>(text[at]);
        const std::size_t length = length_of_first(text.substr(at));
        std::uint32_t code = length > 1 ? first & (0x7fU >> length) : first < 0x80 ? first : kLooseByte + first;
        for (std::size_t i = 1; i < length; ++i) code = code << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3fU);
        result += static_cast<wchar_t>(code);
        at += length;
    }
    return result;
}

void append_utf8(std::string& text, std::uint32_t code) {
    const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((code >> shift) & 0x3fU)); };
    if (code < 0x80 || code >= kLooseByte) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xc0U | code >> 6U);
        tail(0);
    } else if (code < 0x10000) {
        text += static_cast<char>(0xe0U | code >> 12U);
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xf0U | code >> 18U);
        tail(12);
        tail(6);
        tail(0);
    }
}

std::string narrow(const std::wstring& text) {
    std::string result;
    result.reserve(text.size());
    for (const wchar_t c : text) append_utf8(result, static_cast<std::uint32_t>(c));
    return result;
}

bool has(std::string_view flags, char flag) { return flags.find(flag) != std::string_view::npos; }

xp::wsregex compile(std::string_view pattern, std::string_view flags) {
    namespace options = xp::regex_constants;
    options::syntax_option_type syntax = options::ECMAScript;
    if (has(flags, 'i')) syntax = syntax | options::icase;
    if (!has(flags, 'm')) syntax = syntax | options::single_line;
    if (!has(flags, 's')) syntax = syntax | options::not_dot_newline;
    if (has(flags, 'x')) syntax = syntax | options::ignore_white_space;
    try {
        return xp::wsregex::compile(widen(pattern), syntax);
    } catch (const xp::regex_error& error) {
        throw std::invalid_argument("bad regular expression '" + std::string(pattern) + "': " + error.what());
    }
}

/// The replacement with its groups filled in.
void append_replacement(std::wstring& text, const std::wstring& replacement, const xp::wsmatch& match) {
    for (std::size_t i = 0; i < replacement.size(); ++i) {
        const bool is_escape = replacement[i] == L'\\' && i + 1 < replacement.size();
        if (!is_escape) {
            text += replacement[i];
            continue;
        }
        const wchar_t next = replacement[++i];
        if (next >= L'0' && next <= L'9')
            text += match[static_cast<std::size_t>(next - L'0')].str();
        else
            text += next;
    }
}

}  // namespace

/// The ones used last, the latest first.
class RegexpCache::Patterns {
public:
    const xp::wsregex& get(std::string_view pattern, std::string_view flags) {
        const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
            return entry.pattern == pattern && entry.flags == flags;
        });
        if (found != entries_.end()) {
            std::rotate(entries_.begin(), found, found + 1);
        } else {
            if (entries_.size() == kMost) entries_.pop_back();
            entries_.insert(entries_.begin(), {std::string(pattern), std::string(flags), compile(pattern, flags)});
        }
        return entries_.front().regex;
    }

private:
    static constexpr std::size_t kMost = 32;

    struct Entry {
        std::string pattern;
        std::string flags;
        xp::wsregex regex;
    };
    std::vector<Entry> entries_;
};

RegexpCache::RegexpCache() : patterns_(std::make_unique<Patterns>()) {}

RegexpCache::~RegexpCache() = default;

bool RegexpCache::matches(std::string_view text, std::string_view pattern, std::string_view flags) {
    return xp::regex_search(widen(text), patterns_->get(pattern, flags));
}

std::string RegexpCache::replaced(std::string_view text, std::string_view pattern, std::string_view replacement,
                                  std::string_view flags) {
    const xp::wsregex& regex = patterns_->get(pattern, flags);
    const std::wstring source = widen(text);
    const std::wstring wide_replacement = widen(replacement);
    std::wstring result;
    auto rest = source.begin();
    for (xp::wsregex_iterator match(source.begin(), source.end(), regex), end; match != end; ++match) {
        result.append(rest, source.begin() + match->position());
        append_replacement(result, wide_replacement, *match);
        rest = source.begin() + match->position() + match->length();
    }
    return narrow(result.append(rest, source.end()));
}

}  // namespace azoth::sqlite
