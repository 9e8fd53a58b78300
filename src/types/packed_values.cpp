// SPDX-License-Identifier: MIT
#include "azoth/types/packed_values.hpp"

#include <cstring>
#include <utility>

#include "azoth/base/error.hpp"

namespace azoth {
namespace {

enum RangeFlags : char { Empty = 1, LowerIncluded = 2, UpperIncluded = 4 };

[[noreturn]] void throw_malformed() { throw DataError("bad_value", "the bytes of an array or range are damaged"); }

template <class T>
void append_raw(std::string& bytes, const T& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
T take_raw(std::string_view& bytes) {
    if (bytes.size() < sizeof(T)) throw_malformed();
    T value;
    std::memcpy(&value, bytes.data(), sizeof value);
    bytes.remove_prefix(sizeof value);
    return value;
}

void append_value(std::string& bytes, const ValueView& value) {
    append_raw(bytes, value.kind());
    if (value.is_null()) return;
    if (has_bytes(value.kind())) {
        append_raw(bytes, value.as_text().size());
        bytes += value.as_text();
    } else if (value.kind() == ValueKind::Double) {
        append_raw(bytes, value.as_double());
    } else if (value.kind() == ValueKind::Interval) {
        append_raw(bytes, value.as_interval());
    } else {
        append_raw(bytes, value.as_int64());
    }
}

ValueView take_value(std::string_view& bytes) {
    const auto kind = take_raw<ValueKind>(bytes);
    if (kind > ValueKind::Interval) throw_malformed();
    if (kind == ValueKind::Null) return {};
    if (kind == ValueKind::Double) return ValueView::real(take_raw<double>(bytes));
    if (kind == ValueKind::Interval) return ValueView::interval(take_raw<Interval>(bytes));
    if (!has_bytes(kind)) return ValueView::scalar(kind, take_raw<std::int64_t>(bytes));
    const auto size = take_raw<std::size_t>(bytes);
    if (size > bytes.size()) throw_malformed();
    const ValueView value = ValueView::data(kind, bytes.data(), size);
    bytes.remove_prefix(size);
    return value;
}

}  // namespace

void ArrayPacker::add(const ValueView& value) {
    append_value(bytes_, value);
    ++size_;
}

std::string ArrayPacker::take() {
    std::memcpy(bytes_.data(), &size_, sizeof size_);
    size_ = 0;
    return std::exchange(bytes_, std::string(sizeof size_, '\0'));
}

ArrayReader::ArrayReader(std::string_view bytes) : rest_(bytes), size_(take_raw<std::uint32_t>(rest_)) {}

ValueView ArrayReader::next() { return take_value(rest_); }

std::string pack_range(const PackedRange& range) {
    const int flags = (range.is_empty ? Empty : 0) | (range.includes_lower ? LowerIncluded : 0) |
                      (range.includes_upper ? UpperIncluded : 0);
    std::string bytes(1, static_cast<char>(flags));
    append_value(bytes, range.lower);
    append_value(bytes, range.upper);
    return bytes;
}

PackedRange read_packed_range(std::string_view bytes) {
    const auto flags = take_raw<char>(bytes);
    PackedRange range;
    range.is_empty = (flags & Empty) != 0;
    range.includes_lower = (flags & LowerIncluded) != 0;
    range.includes_upper = (flags & UpperIncluded) != 0;
    range.lower = take_value(bytes);
    range.upper = take_value(bytes);
    if (!bytes.empty()) throw_malformed();
    return range;
}

}  // namespace azoth
