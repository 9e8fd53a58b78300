// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_copy_binary.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "dialects/postgresql/driver_bytes.hpp"
#include "dialects/postgresql/driver_oids.hpp"
#include "dialects/postgresql/driver_parameter_bytes.hpp"

namespace azoth::postgresql {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kSignature = "PGCOPY\n\377\r\n\0"sv;
constexpr std::string_view kFormat = "data of COPY";

std::optional<WireForm> scalar_form(Oid type) {
    switch (type) {
        case oid::kBool: return WireForm::Bool;
        case oid::kInt2: return WireForm::Int2;
        case oid::kInt4: return WireForm::Int4;
        case oid::kInt8: return WireForm::Int8;
        case oid::kFloat4: return WireForm::Float4;
        case oid::kFloat8: return WireForm::Float8;
        case oid::kNumeric: return WireForm::Numeric;
        case oid::kText:
        case oid::kVarchar:
        case oid::kBpchar:
        case oid::kJson: return WireForm::Text;
        case oid::kBytea: return WireForm::Bytes;
        case oid::kDate: return WireForm::Date;
        case oid::kTime: return WireForm::Time;
        case oid::kTimestamp: return WireForm::Timestamp;
        case oid::kTimestampTz: return WireForm::TimestampTz;
        case oid::kUuid: return WireForm::Uuid;
        case oid::kInterval: return WireForm::Interval;
        default: return std::nullopt;
    }
}

constexpr WireForm container(WireForm of, WireForm element) {
    return static_cast<WireForm>(static_cast<char>(of) | static_cast<char>(element));
}
constexpr WireForm container_of(WireForm form) { return static_cast<WireForm>(static_cast<char>(form) & 0x60); }
constexpr WireForm element_of(WireForm form) { return static_cast<WireForm>(static_cast<char>(form) & 0x1F); }

const oid::Derived* find(std::span<const oid::Derived> types, Oid type) {
    const auto found = std::ranges::find(types, type, &oid::Derived::type);
    return found == types.end() ? nullptr : &*found;
}

bool is_one_of(ValueKind kind, std::initializer_list<ValueKind> kinds) {
    return std::ranges::find(kinds, kind) != kinds.end();
}

bool fits_scalar(WireForm form, ValueKind kind) {
    using enum ValueKind;
    switch (form) {
        case WireForm::Bool:
        case WireForm::Int2:
        case WireForm::Int4:
        case WireForm::Int8: return is_one_of(kind, {Bool, Int64});
        case WireForm::Float4:
        case WireForm::Float8: return is_one_of(kind, {Double, Int64});
        case WireForm::Numeric: return is_one_of(kind, {Decimal, Int64});
        case WireForm::Text: return is_one_of(kind, {Text, Json});
        case WireForm::Bytes: return is_one_of(kind, {Bytes, Text});
        case WireForm::Date: return kind == Date;
        case WireForm::Time: return kind == Time;
        case WireForm::Timestamp: return kind == Timestamp;
        case WireForm::TimestampTz: return kind == TimestampTz;
        case WireForm::Uuid: return kind == Uuid;
        case WireForm::Interval: return kind == Interval;
        default: return false;
    }
}

/// Replaces the four bytes at `start` by the number of those behind them.
void set_size(std::string& bytes, std::size_t start) {
    std::string size;
    append_big_endian(size, static_cast<std::int32_t>(bytes.size() - start - sizeof(std::int32_t)));
    bytes.replace(start, size.size(), size);
}

}  // namespace

std::optional<CopyBinaryWriter::Column> CopyBinaryWriter::column_of(const char* name, Oid type) {
    if (type == oid::kJsonb) return Column{.name = name, .form = WireForm::Text, .is_jsonb = true};
    if (const auto form = scalar_form(type)) return Column{.name = name, .form = *form};
    const auto made_of = [&](const oid::Derived* derived, WireForm of) -> std::optional<Column> {
        const auto element = scalar_form(derived->element);
        if (!element) return std::nullopt;
        return Column{.name = name, .form = container(of, *element), .element = derived->element};
    };
    if (const auto* array = find(oid::kArrays, type)) return made_of(array, WireForm::Array);
    if (const auto* range = find(oid::kRanges, type)) return made_of(range, WireForm::Range);
    if (const auto* ranges = find(oid::kMultiRanges, type)) return made_of(ranges, WireForm::MultiRange);
    return std::nullopt;
}

bool CopyBinaryWriter::fits(const Column& column, const ValueView& value) {
    if (value.is_null()) return true;
    switch (container_of(column.form)) {
        case WireForm::Array:
        case WireForm::MultiRange: return value.kind() == ValueKind::Array;
        case WireForm::Range: return value.kind() == ValueKind::Range;
        default: return fits_scalar(column.form, value.kind());
    }
}

std::optional<CopyBinaryWriter> CopyBinaryWriter::for_rows_like(const PGresult* columns,
                                                                std::span<const ValueView> row) {
    CopyBinaryWriter writer;
    for (int i = 0; i < PQnfields(columns); ++i) {
        auto column = column_of(PQfname(columns, i), PQftype(columns, i));
        const ValueView& value = row[static_cast<std::size_t>(i)];
        // A NULL does not tell what the values of the other rows are.
        if (!column || value.is_null() || !fits(*column, value)) return std::nullopt;
        writer.columns_.push_back(std::move(*column));
    }
    return writer;
}

void CopyBinaryWriter::append_header(std::string& bytes) {
    bytes += kSignature;
    append_big_endian(bytes, std::int32_t{0});  // flags
    append_big_endian(bytes, std::int32_t{0});  // no extension
}

void CopyBinaryWriter::append_trailer(std::string& bytes) { append_big_endian(bytes, std::int16_t{-1}); }

void CopyBinaryWriter::append_row(std::string& bytes, std::span<const ValueView> row) const {
    append_big_endian(bytes, static_cast<std::int16_t>(columns_.size()));
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (row[i].is_null()) {
            append_big_endian(bytes, std::int32_t{-1});
            continue;
        }
        const std::size_t start = bytes.size();
        append_big_endian(bytes, std::int32_t{0});
        append_value(bytes, columns_[i], row[i]);
        set_size(bytes, start);
    }
}

void CopyBinaryWriter::append_value(std::string& bytes, const Column& column, const ValueView& value) {
    if (!fits(column, value))
        throw DataError("bad_value", fmt::format("column '{}' gets a {}, which is not what its first value was, and "
                                                 "binary COPY converts nothing: give all rows values of one kind",
                                                 column.name, to_string(value.kind())));
    constexpr char kJsonbVersion = 1;
    if (column.is_jsonb) bytes += kJsonbVersion;
    try {
        switch (container_of(column.form)) {
            case WireForm::Array: return append_array(bytes, element_of(column.form), column.element, value.as_text());
            case WireForm::Range: return append_range(bytes, element_of(column.form), value.as_text());
            case WireForm::MultiRange: return append_multirange(bytes, element_of(column.form), value.as_text());
            default: return append_binary(bytes, column.form, value);
        }
    } catch (DataError& error) {
        error.annotate(
            [&](ErrorDetail& detail) { detail.message = fmt::format("column '{}': {}", column.name, detail.message); });
        throw;
    }
}

CopyBinaryReader::CopyBinaryReader(std::shared_ptr<const Layout> layout)
    : layout_(std::move(layout)), cells_(layout_->columns.size()), buffers_(layout_->columns.size()) {}

void CopyBinaryReader::read(std::string_view data, const Take& take) {
    if (rest_.empty()) {
        rest_ = data.substr(read_rows(data, take));
    } else {
        rest_ += data;
        rest_.erase(0, read_rows(rest_, take));
    }
}

std::size_t CopyBinaryReader::read_rows(std::string_view data, const Take& take) {
    std::size_t done = 0;
    if (!has_header_) {
        done = size_of_header(data);
        has_header_ = done != 0;
    }
    while (has_header_ && !is_over_) {
        const std::string_view left = data.substr(done);
        const std::size_t size = size_of_row(left);
        if (size == 0) break;
        is_over_ = size == sizeof(std::int16_t);  // the trailer
        if (!is_over_) {
            read_row(left.substr(0, size));
            take(cells_.data());
        }
        done += size;
    }
    return is_over_ ? data.size() : done;
}

std::size_t CopyBinaryReader::size_of_header(std::string_view data) {
    constexpr std::size_t kFixed = kSignature.size() + 2 * sizeof(std::int32_t);
    if (!kSignature.starts_with(data.substr(0, kSignature.size()))) throw_malformed(kFormat);
    if (data.size() < kFixed) return 0;
    const auto extension = load_big_endian<std::uint32_t>(data.data() + kFixed - sizeof(std::int32_t));
    return data.size() - kFixed < extension ? 0 : kFixed + extension;
}

std::size_t CopyBinaryReader::size_of_row(std::string_view data) const {
    if (data.size() < sizeof(std::int16_t)) return 0;
    const auto count = static_cast<std::int16_t>(load_big_endian<std::uint16_t>(data.data()));
    std::size_t size = sizeof(std::int16_t);
    if (count == -1) return size;
    if (count != static_cast<std::int16_t>(cells_.size())) throw_malformed(kFormat);
    for (std::int16_t i = 0; i < count; ++i) {
        if (data.size() - size < sizeof(std::int32_t)) return 0;
        const auto length = static_cast<std::int32_t>(load_big_endian<std::uint32_t>(data.data() + size));
        size += sizeof(std::int32_t);
        if (length < -1) throw_malformed(kFormat);
        if (length <= 0) continue;
        if (data.size() - size < static_cast<std::size_t>(length)) return 0;
        size += static_cast<std::size_t>(length);
    }
    return size;
}

void CopyBinaryReader::read_row(std::string_view row) {
    ByteReader bytes(row, kFormat);
    bytes.number<std::int16_t>();
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const auto length = bytes.number<std::int32_t>();
        cells_[i] = length < 0 ? ValueView{}
                               : read_checked_cell(layout_->binary[i], bytes.take(static_cast<std::size_t>(length)),
                                                   buffers_[i]);
    }
}

}  // namespace azoth::postgresql
