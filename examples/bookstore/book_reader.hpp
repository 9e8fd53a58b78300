// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "csv_reader.hpp"

namespace bookstore {

struct BookRow {
    std::size_t line = 0;
    std::string title;
    std::string author;
    std::optional<int> year;
    std::optional<int> pages;
    std::optional<std::string> isbn;
};

/// A row that cannot become a book; what() says why.
class BadRow : public std::runtime_error {
public:
    BadRow(std::size_t line, const std::string& reason) : std::runtime_error(reason), line_(line) {}
    std::size_t line() const { return line_; }

private:
    std::size_t line_;
};

/// Reads books from CSV. The header names the columns, in any order: title and author, and if need be year, pages and
/// isbn. Others are ignored.
class BookReader {
public:
    /// Throws: BadRow when the header does not name what is needed.
    explicit BookReader(std::string text);

    /// Nothing at the end. Throws: BadRow, after which the next row can be read.
    std::optional<BookRow> next();

    /// How much has been read, from 0 to 1.
    double progress() const { return csv_.progress(); }

private:
    void read_header();
    BookRow read_row(const CsvRecord& record) const;
    /// The text in a column, without the spaces around it; empty when there is no such column.
    std::string text_of(const CsvRecord& record, const std::string& column) const;
    std::string required_text(const CsvRecord& record, const std::string& column, int longest) const;
    std::optional<int> number_of(const CsvRecord& record, const std::string& column, int lowest, int highest) const;
    std::optional<std::string> isbn_of(const CsvRecord& record) const;
    void refuse_duplicates(const BookRow& row);

    CsvReader csv_;
    std::vector<std::string> header_;
    std::map<std::string, std::size_t> columns_;
    std::map<std::pair<std::string, std::string>, std::size_t> lines_of_titles_;
    std::map<std::string, std::size_t> lines_of_isbns_;
};

}  // namespace bookstore
