// SPDX-License-Identifier: MIT
#include "csv_reader.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace bookstore {

CsvReader::CsvReader(std::string text) : text_(std::move(text)) { take("\xEF\xBB\xBF"); }

std::optional<CsvRecord> CsvReader::next() {
    while (take_line_end()) ++line_;
    if (at_ == text_.size()) return std::nullopt;

    const std::size_t begin = at_;
    CsvRecord record{.line = line_};
    read_fields(record);
    if (!record.problem.empty()) {
        at_ = begin;
        skip_line();
    }
    line_ += static_cast<std::size_t>(std::count(text_.data() + begin, text_.data() + at_, '\n'));
    return record;
}

double CsvReader::progress() const {
    return text_.empty() ? 1 : static_cast<double>(at_) / static_cast<double>(text_.size());
}

void CsvReader::read_fields(CsvRecord& record) {
    do {
        const bool is_quoted = take("\"");
        record.fields.push_back(is_quoted ? read_quoted_field(record) : read_plain_field());
    } while (record.problem.empty() && take(","));
    take_line_end();
}

std::string CsvReader::read_plain_field() {
    const std::size_t begin = at_;
    at_ = std::min(text_.find_first_of(",\n", at_), text_.size());
    if (at_ > begin && at_ < text_.size() && text_[at_] == '\n' && text_[at_ - 1] == '\r') --at_;
    return text_.substr(begin, at_ - begin);
}

std::string CsvReader::read_quoted_field(CsvRecord& record) {
    std::string field;
    do {
        const std::size_t quote = text_.find('"', at_);
        if (quote == std::string::npos) {
            record.problem = "a quotation mark is not closed";
            return field;
        }
        // A quotation mark is doubled within a field, so the second of two ends with what follows it.
        field.append(text_, at_, quote + 1 - at_);
        at_ = quote + 1;
    } while (take("\""));
    field.pop_back();
    if (!is_at_field_end()) record.problem = "text follows a closing quotation mark";
    return field;
}

bool CsvReader::is_at_field_end() const {
    const std::string_view rest = std::string_view(text_).substr(at_);
    return rest.empty() || rest.starts_with(',') || rest.starts_with('\n') || rest.starts_with("\r\n");
}

bool CsvReader::take(std::string_view mark) {
    if (!std::string_view(text_).substr(at_).starts_with(mark)) return false;
    at_ += mark.size();
    return true;
}

bool CsvReader::take_line_end() { return take("\n") || take("\r\n"); }

void CsvReader::skip_line() {
    const std::size_t end = text_.find('\n', at_);
    at_ = end == std::string::npos ? text_.size() : end + 1;
}

}  // namespace bookstore
