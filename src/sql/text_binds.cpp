// SPDX-License-Identifier: MIT
#include "sql/text_binds.hpp"

#include <algorithm>

namespace azoth::sql {
namespace {

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name_part(char c) { return is_name_start(c) || (c >= '0' && c <= '9'); }

class BindReader {
public:
    explicit BindReader(std::string_view sql) : sql_(sql) {}

    TextBinds read() {
        while (at_ < sql_.size()) step();
        result_.pieces.push_back(std::move(piece_));
        return std::move(result_);
    }

private:
    char peek(std::size_t ahead) const { return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0'; }
    char previous() const { return at_ > 0 ? sql_[at_ - 1] : '\0'; }

    void step() {
        switch (sql_[at_]) {
            case '\'':
            case '"':
            case '`': return copy_through(sql_.substr(at_, 1), 1);
            case '[': return open_bracket();
            case ']': return close_bracket();
            case '-': return peek(1) == '-' ? copy_through("\n", 2) : copy(1);
            case '/': return peek(1) == '*' ? copy_through("*/", 2) : copy(1);
            case '$': return dollar();
            case '\\': return backslash();
            case ':': return colon();
            default: return copy(1);
        }
    }

    void copy(std::size_t size) {
        piece_.append(sql_.substr(at_, size));
        at_ += std::min(size, sql_.size() - at_);
    }

    /// Up to and with the next `end` after `skipped` characters, else all the rest. A doubled quote needs no care: what
    /// follows it is read as a quoted text of its own.
    void copy_through(std::string_view end, std::size_t skipped) {
        const auto found = sql_.find(end, at_ + skipped);
        copy(found == std::string_view::npos ? sql_.size() - at_ : found + end.size() - at_);
    }

    /// `[name]` is quoted for SQLite and SQL Server; `value[:i]` and `ARRAY[:a]` are PostgreSQL's arrays.
    void open_bracket() {
        const bool is_array =
            array_depth_ > 0 || is_name_part(previous()) || previous() == ')' || previous() == ']' || previous() == '"';
        if (!is_array) return copy_through("]", 1);
        ++array_depth_;
        copy(1);
    }

    void close_bracket() {
        if (array_depth_ > 0) --array_depth_;
        copy(1);
    }

    void dollar() {
        std::size_t size = 1;
        if (is_name_start(peek(1)))
            while (is_name_part(peek(size))) ++size;
        if (peek(size) != '$' || is_name_part(previous())) return copy(1);
        copy_through(sql_.substr(at_, size + 1), size + 1);
    }

    void backslash() {
        if (peek(1) != ':') return copy(1);
        ++at_;
        copy(1);
    }

    void colon() {
        if (peek(1) == ':') return copy(2);
        if (!is_name_start(peek(1)) || is_name_part(previous())) return copy(1);
        std::size_t size = 1;
        while (is_name_part(peek(1 + size))) ++size;
        result_.uses.push_back(number_of(sql_.substr(at_ + 1, size)));
        result_.pieces.push_back(std::move(piece_));
        piece_.clear();
        at_ += 1 + size;
    }

    std::uint32_t number_of(std::string_view name) {
        const auto found = std::find(result_.names.begin(), result_.names.end(), name);
        const auto number = static_cast<std::uint32_t>(found - result_.names.begin());
        if (found == result_.names.end()) result_.names.emplace_back(name);
        return number;
    }

    std::string_view sql_;
    std::size_t at_ = 0;
    int array_depth_ = 0;
    std::string piece_;
    TextBinds result_;
};

}  // namespace

TextBinds read_binds(std::string_view sql) { return BindReader(sql).read(); }

}  // namespace azoth::sql
