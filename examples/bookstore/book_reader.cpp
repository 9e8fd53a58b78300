// SPDX-License-Identifier: MIT
#include "book_reader.hpp"

#include <algorithm>
#include <boost/locale/utf.hpp>
#include <charconv>
#include <string_view>

#include <fmt/format.h>

#include "isbn.hpp"
#include "model.hpp"

namespace bookstore {
namespace {

constexpr int kFirstYear = -5000;
constexpr int kLastYear = 9999;
constexpr int kMostPages = 1'000'000;

std::string_view trim(std::string_view text) {
    constexpr std::string_view kSpaces = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kSpaces);
    return begin == text.npos ? "" : text.substr(begin, text.find_last_not_of(kSpaces) + 1 - begin);
}

std::string to_lower(std::string_view text) {
    std::string lower(text);
    for (char& letter : lower)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return lower;
}

/// In characters; nothing when it is not valid UTF-8.
std::optional<int> length_of(std::string_view text) {
    int length = 0;
    for (auto at = text.begin(); at != text.end(); ++length)
        if (!boost::locale::utf::is_valid_codepoint(boost::locale::utf::utf_traits<char>::decode(at, text.end())))
            return std::nullopt;
    return length;
}

/// A text that every database can store: PostgreSQL has no character 0.
void require_text(std::size_t line, std::string_view column, std::string_view text) {
    if (!length_of(text)) throw BadRow(line, fmt::format("{} is not valid UTF-8", column));
    if (text.find('\0') != text.npos) throw BadRow(line, fmt::format("{} has a character 0", column));
}

}  // namespace

BookReader::BookReader(std::string text) : csv_(std::move(text)) { read_header(); }

std::optional<BookRow> BookReader::next() {
    const std::optional<CsvRecord> record = csv_.next();
    if (!record) return std::nullopt;
    BookRow row = read_row(*record);
    refuse_duplicates(row);
    return row;
}

void BookReader::read_header() {
    const CsvRecord record = csv_.next().value_or(CsvRecord{.line = 1, .problem = "there is no header"});
    if (!record.problem.empty()) throw BadRow(record.line, record.problem);
    for (const std::string& name : record.fields) {
        require_text(record.line, "the header", name);
        columns_.emplace(to_lower(trim(name)), header_.size());
        header_.push_back(name);
    }
    for (const char* column : {"title", "author"})
        if (!columns_.contains(column))
            throw BadRow(record.line,
                         fmt::format("the header has no column '{}', but: {}", column, fmt::join(header_, " | ")));
}

BookRow BookReader::read_row(const CsvRecord& record) const {
    if (!record.problem.empty()) throw BadRow(record.line, record.problem);
    if (record.fields.size() != header_.size())
        throw BadRow(record.line, fmt::format("the number of columns is {}, not {} as in the header",
                                              record.fields.size(), header_.size()));
    return {.line = record.line,
            .title = required_text(record, "title", kTitleLength),
            .author = required_text(record, "author", kNameLength),
            .year = number_of(record, "year", kFirstYear, kLastYear),
            .pages = number_of(record, "pages", 1, kMostPages),
            .isbn = isbn_of(record)};
}

std::string BookReader::text_of(const CsvRecord& record, const std::string& column) const {
    const auto found = columns_.find(column);
    if (found == columns_.end()) return {};
    std::string text(trim(record.fields[found->second]));
    require_text(record.line, column, text);
    return text;
}

std::string BookReader::required_text(const CsvRecord& record, const std::string& column, int longest) const {
    std::string text = text_of(record, column);
    if (text.empty()) throw BadRow(record.line, fmt::format("{} is empty", column));
    if (length_of(text) > longest)
        throw BadRow(record.line, fmt::format("{} is longer than {} characters", column, longest));
    return text;
}

std::optional<int> BookReader::number_of(const CsvRecord& record, const std::string& column, int lowest,
                                         int highest) const {
    const std::string text = text_of(record, column);
    if (text.empty()) return std::nullopt;
    int number = 0;
    const char* const text_end = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), text_end, number);
    if (error != std::errc{} || end != text_end || number < lowest || number > highest)
        throw BadRow(record.line,
                     fmt::format("{} '{}' is not a whole number from {} to {}", column, text, lowest, highest));
    return number;
}

std::optional<std::string> BookReader::isbn_of(const CsvRecord& record) const {
    const std::string text = text_of(record, "isbn");
    if (text.empty()) return std::nullopt;
    std::optional<std::string> isbn = read_isbn(text);
    if (!isbn)
        throw BadRow(record.line, fmt::format("isbn '{}' is not 13 or 10 digits with a right check digit", text));
    return isbn;
}

void BookReader::refuse_duplicates(const BookRow& row) {
    const auto title = lines_of_titles_.find({row.author, row.title});
    if (title != lines_of_titles_.end())
        throw BadRow(row.line, fmt::format("'{}' by {} is in line {} already", row.title, row.author, title->second));
    if (row.isbn) {
        const auto [isbn, is_new] = lines_of_isbns_.emplace(*row.isbn, row.line);
        if (!is_new) throw BadRow(row.line, fmt::format("isbn {} is in line {} already", *row.isbn, isbn->second));
    }
    lines_of_titles_.emplace(std::pair(row.author, row.title), row.line);
}

}  // namespace bookstore
