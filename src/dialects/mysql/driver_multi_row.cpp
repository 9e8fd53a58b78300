// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_multi_row.hpp"

#include <algorithm>
#include <bit>
#include <cctype>

namespace azoth::mysql {
namespace {

constexpr std::string_view kValues = "VALUES";

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool begins_with_word(std::string_view text, std::string_view word) {
    const auto same_letter = [](char upper, char c) { return upper == std::toupper(static_cast<unsigned char>(c)); };
    return text.size() > word.size() && std::equal(word.begin(), word.end(), text.begin(), same_letter) &&
           !is_word(text[word.size()]);
}

/// Goes through SQL and leaves out what stands in quotes.
class Scanner {
public:
    explicit Scanner(std::string_view sql) : sql_(sql) {}

    bool at_end() const { return at_ >= sql_.size(); }
    std::size_t at() const { return at_; }
    std::string_view rest() const { return sql_.substr(at_); }
    char character() const { return sql_[at_]; }
    bool is_word_start() const { return is_word(character()) && (at_ == 0 || !is_word(sql_[at_ - 1])); }
    void step() {
        const char c = character();
        const bool is_quote = c == '\'' || c == '"' || c == '`';
        // A doubled quote is the end of one text and the beginning of the next: nothing stands between.
        const std::size_t end = is_quote ? sql_.find(c, at_ + 1) : at_;
        at_ = end == std::string_view::npos ? sql_.size() : end + 1;
    }

private:
    std::string_view sql_;
    std::size_t at_ = 0;
};

bool has_comments_or_escapes(std::string_view sql) {
    return sql.find_first_of("\\#;") != std::string_view::npos || sql.find("/*") != std::string_view::npos ||
           sql.find("--") != std::string_view::npos;
}

bool has_placeholder(std::string_view sql) {
    for (Scanner scanner(sql); !scanner.at_end(); scanner.step())
        if (scanner.character() == '?') return true;
    return false;
}

/// Where the word VALUES stands outside of parentheses; npos: nowhere.
std::size_t find_values(std::string_view sql) {
    int depth = 0;
    for (Scanner scanner(sql); !scanner.at_end(); scanner.step()) {
        depth += scanner.character() == '(' ? 1 : scanner.character() == ')' ? -1 : 0;
        if (depth == 0 && scanner.is_word_start() && begins_with_word(scanner.rest(), kValues)) return scanner.at();
    }
    return std::string_view::npos;
}

/// The size of the parentheses that `sql` begins with; 0: of none that end.
std::size_t size_of_parentheses(std::string_view sql) {
    int depth = 0;
    for (Scanner scanner(sql); !scanner.at_end(); scanner.step()) {
        depth += scanner.character() == '(' ? 1 : scanner.character() == ')' ? -1 : 0;
        if (depth == 0) return scanner.character() == ')' ? scanner.at() + 1 : 0;
    }
    return 0;
}

}  // namespace

std::optional<MultiRowInsert> MultiRowInsert::parse(std::string_view sql) {
    if (!begins_with_word(sql, "INSERT") && !begins_with_word(sql, "REPLACE")) return std::nullopt;
    if (has_comments_or_escapes(sql)) return std::nullopt;
    const std::size_t values = find_values(sql);
    if (values == std::string_view::npos) return std::nullopt;
    const std::size_t row = sql.find_first_not_of(' ', values + kValues.size());
    if (row == std::string_view::npos || sql[row] != '(') return std::nullopt;
    MultiRowInsert insert;
    insert.head_ = sql.substr(0, row);
    insert.row_ = sql.substr(row, size_of_parentheses(sql.substr(row)));
    insert.tail_ = sql.substr(row + insert.row_.size());
    const std::size_t next = insert.tail_.find_first_not_of(' ');
    const bool has_more_rows = next != std::string_view::npos && insert.tail_[next] == ',';
    if (insert.row_.empty() || has_more_rows || has_placeholder(insert.head_) || has_placeholder(insert.tail_))
        return std::nullopt;
    return insert;
}

std::string MultiRowInsert::with_rows(std::size_t count) const {
    std::string sql(head_);
    sql.reserve(head_.size() + count * (row_.size() + 2) + tail_.size());
    for (std::size_t i = 0; i < count; ++i) {
        if (i != 0) sql += ", ";
        sql += row_;
    }
    return sql += tail_;
}

std::size_t rows_of_next_statement(std::size_t row_count, std::size_t width) {
    constexpr std::size_t kMostRows = 256;
    constexpr std::size_t kMostParameters = 65'535;
    const std::size_t most =
        std::min(kMostRows, std::max<std::size_t>(kMostParameters / std::max<std::size_t>(width, 1), 1));
    return std::bit_floor(std::min(row_count, most));
}

}  // namespace azoth::mysql
