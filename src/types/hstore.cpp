// SPDX-License-Identifier: MIT
#include "azoth/types/hstore.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/types/value.hpp"

namespace azoth {
namespace {

void append_quoted(std::string& text, std::string_view part) {
    text += '"';
    for (const char character : part) {
        if (character == '"' || character == '\\') text += '\\';
        text += character;
    }
    text += '"';
}

/// Reads `"a"=>"1", b=>NULL`. After the first failure everything fails.
class Parser {
public:
    explicit Parser(std::string_view text) : rest_(text) {}

    std::optional<std::vector<Hstore::Entry>> entries() {
        std::vector<Hstore::Entry> result;
        skip_spaces();
        while (!rest_.empty() && !has_failed_) {
            std::string name = part();
            has_failed_ |= !skip("=>");
            const bool is_quoted = skip_spaces() == '"';
            std::string value = part();
            const bool is_null = !is_quoted && (value == "NULL" || value == "null");
            result.emplace_back(std::move(name), is_null ? std::nullopt : std::optional(std::move(value)));
            if (!rest_.empty()) has_failed_ |= !skip(",");
        }
        return has_failed_ ? std::nullopt : std::optional(std::move(result));
    }

private:
    char skip_spaces() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\n\r"), rest_.size()));
        return rest_.empty() ? '\0' : rest_.front();
    }
    bool skip(std::string_view mark) {
        skip_spaces();
        if (!rest_.starts_with(mark)) return false;
        rest_.remove_prefix(mark.size());
        skip_spaces();
        return true;
    }
    std::string part() {
        std::string result;
        const bool is_quoted = skip_spaces() == '"';
        if (is_quoted) rest_.remove_prefix(1);
        while (!rest_.empty() && !is_end(is_quoted)) {
            if (rest_.front() == '\\' && rest_.size() > 1) rest_.remove_prefix(1);
            result += rest_.front();
            rest_.remove_prefix(1);
        }
        if (is_quoted) {
            has_failed_ |= rest_.empty();
            if (!rest_.empty()) rest_.remove_prefix(1);
        } else {
            has_failed_ |= result.empty();
        }
        skip_spaces();
        return result;
    }
    bool is_end(bool is_quoted) const {
        if (is_quoted) return rest_.front() == '"';
        return rest_.front() == ' ' || rest_.front() == ',' || rest_.starts_with("=>");
    }

    std::string_view rest_;
    bool has_failed_ = false;
};

}  // namespace

Hstore::Hstore(std::vector<Entry> entries) : entries_(std::move(entries)) {
    const auto by_name = [](const Entry& left, const Entry& right) { return left.first < right.first; };
    const auto same_name = [](const Entry& left, const Entry& right) { return left.first == right.first; };
    std::reverse(entries_.begin(), entries_.end());
    std::stable_sort(entries_.begin(), entries_.end(), by_name);
    entries_.erase(std::unique(entries_.begin(), entries_.end(), same_name), entries_.end());
}

const std::optional<std::string>* Hstore::find(std::string_view name) const {
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [&](const Entry& each) { return each.first == name; });
    return found == entries_.end() ? nullptr : &found->second;
}

std::string to_string(const Hstore& value) {
    std::string text;
    for (const auto& [name, content] : value.entries()) {
        if (!text.empty()) text += ", ";
        append_quoted(text, name);
        text += "=>";
        if (content)
            append_quoted(text, *content);
        else
            text += "NULL";
    }
    return text;
}

SqlType TypeTraits<Hstore>::sql_type() {
    static const SqlType type = SqlType{TypeKind::Other}.named_by(
        [](std::string_view dialect) { return std::string(dialect == "postgresql" ? "HSTORE" : ""); });
    return type;
}

ValueView TypeTraits<Hstore>::view(const Hstore& value, Scratch& scratch) {
    return ValueView::text(scratch.keep(to_string(value)));
}

void TypeTraits<Hstore>::read(const ValueView& value, Hstore& target) {
    if (value.kind() != ValueKind::Text) detail::throw_wrong_kind(value, "azoth::Hstore");
    auto entries = Parser(value.as_text()).entries();
    if (!entries)
        throw DataError("bad_hstore", fmt::format("{} is no hstore; expected text like '\"a\"=>\"1\", \"b\"=>NULL'",
                                                  to_display_string(value)));
    target = Hstore(*std::move(entries));
}

}  // namespace azoth
