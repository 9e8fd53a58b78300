// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bookstore {

struct CsvRecord {
    std::size_t line = 0;  ///< where it begins, counted from 1
    std::vector<std::string> fields;
    std::string problem;  ///< why it cannot be read; empty when it can
};

/// Reads comma-separated values as RFC 4180 has them: fields in quotes may hold commas, line ends and doubled quotes.
///
/// Lines end with LF or CRLF. Empty lines and a byte order mark are passed over. A record that cannot be read ends with
/// its first line, so a forgotten quotation mark takes no other record along.
class CsvReader {
public:
    explicit CsvReader(std::string text);

    /// Nothing at the end.
    std::optional<CsvRecord> next();

    /// How much has been read, from 0 to 1.
    double progress() const;

private:
    void read_fields(CsvRecord& record);
    std::string read_plain_field();
    std::string read_quoted_field(CsvRecord& record);
    bool is_at_field_end() const;
    bool take(std::string_view mark);
    bool take_line_end();
    void skip_line();

    std::string text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

}  // namespace bookstore
