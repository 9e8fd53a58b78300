// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_row.hpp"

#include <bit>
#include <charconv>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/types/calendar_types.hpp"

namespace azoth::mysql {
namespace {

static_assert(std::endian::native == std::endian::little, "the protocol's numbers are read as they are");

constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
constexpr std::int64_t kMicrosecondsPerDay = 86'400 * kMicrosecondsPerSecond;

/// Takes values off the front of a row.
class Reader {
public:
    explicit Reader(std::span<const unsigned char> bytes) : rest_(bytes) {}

    std::span<const unsigned char> take(std::size_t size) {
        if (size > rest_.size()) throw_malformed();
        const auto taken = rest_.first(size);
        rest_ = rest_.subspan(size);
        return taken;
    }

    template <class Number>
    Number number() {
        Number value;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }

    /// Source: https://mariadb.com/kb/en/protocol-data-types/, "Length-encoded integers".
    std::size_t length() {
        const unsigned first = number<std::uint8_t>();
        if (first < 0xfb) return first;
        if (first == 0xfc) return number<std::uint16_t>();
        if (first == 0xfe) return number<std::uint64_t>();
        if (first != 0xfd) throw_malformed();
        const std::size_t low = number<std::uint16_t>();
        return low | std::size_t{number<std::uint8_t>()} << 16U;
    }

    [[noreturn]] static void throw_malformed() {
        throw ConnectionError("connection_lost", "the server has sent a row that cannot be read");
    }

private:
    std::span<const unsigned char> rest_;
};

template <class Number>
ValueView read_integer(Reader& reader) {
    return ValueView::int64(static_cast<std::int64_t>(reader.number<Number>()));
}

ValueView read_unsigned(std::uint64_t value, std::array<char, 20>& text) {
    if (value <= std::uint64_t{std::numeric_limits<std::int64_t>::max()})
        return ValueView::int64(static_cast<std::int64_t>(value));
    const char* end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return ValueView::data(ValueKind::Decimal, text.data(), static_cast<std::size_t>(end - text.data()));
}

std::uint64_t read_bits(Reader& reader) {
    std::uint64_t value = 0;
    for (const unsigned char byte : reader.take(reader.length())) value = value << 8U | byte;
    return value;
}

ValueView read_data(Reader& reader, ValueKind kind) {
    const auto bytes = reader.take(reader.length());
    return ValueView::data(kind, bytes.data(), bytes.size());
}

/// Hour, minute and second, and microseconds if there are `size` bytes for them.
std::int64_t read_clock(Reader& reader, std::size_t size) {
    const std::int64_t hour = reader.number<std::uint8_t>();
    const std::int64_t minute = reader.number<std::uint8_t>();
    const std::int64_t second = reader.number<std::uint8_t>();
    const std::int64_t fraction = size > 3 ? reader.number<std::uint32_t>() : 0;
    return ((hour * 60 + minute) * 60 + second) * kMicrosecondsPerSecond + fraction;
}

[[noreturn]] void throw_bad_date(const std::string& column, const CivilDate& date) {
    throw DataError("bad_date", fmt::format("column '{}' holds {:04}-{:02}-{:02}, which is no date; store NULL where "
                                            "there is none",
                                            column, date.year, date.month, date.day));
}

/// Days since 1970-01-01. A zero date, and what has month or day 0, can be stored but is no date: then it is nothing.
std::optional<std::int64_t> read_days(Reader& reader, std::size_t size, const std::string& column,
                                      ZeroDates zero_dates) {
    CivilDate date;
    if (size >= 4) {
        date.year = reader.number<std::uint16_t>();
        date.month = reader.number<std::uint8_t>();
        date.day = reader.number<std::uint8_t>();
    }
    if (date.month != 0 && date.day != 0) return days_from_civil(date);
    if (zero_dates == ZeroDates::Refuse) throw_bad_date(column, date);
    return std::nullopt;
}

ValueView read_date(Reader& reader, const std::string& column, ZeroDates zero_dates) {
    const std::size_t size = reader.length();
    const auto days = read_days(reader, size, column, zero_dates);
    if (size > 4) reader.take(size - 4);
    return days ? ValueView::scalar(ValueKind::Date, *days) : ValueView{};
}

ValueView read_datetime(Reader& reader, ValueKind kind, const std::string& column, ZeroDates zero_dates) {
    const std::size_t size = reader.length();
    const auto days = read_days(reader, size, column, zero_dates);
    const std::int64_t clock = size > 4 ? read_clock(reader, size - 4) : 0;
    return days ? ValueView::scalar(kind, *days * kMicrosecondsPerDay + clock) : ValueView{};
}

ValueView read_time(Reader& reader) {
    const std::size_t size = reader.length();
    if (size == 0) return ValueView::scalar(ValueKind::Time, 0);
    const bool is_negative = reader.number<std::uint8_t>() != 0;
    const std::int64_t days = reader.number<std::uint32_t>();
    if (days >= std::numeric_limits<std::int64_t>::max() / kMicrosecondsPerDay) Reader::throw_malformed();
    const std::int64_t time = days * kMicrosecondsPerDay + read_clock(reader, size - 5);
    return ValueView::scalar(ValueKind::Time, is_negative ? -time : time);
}

}  // namespace

RowReader::RowReader(std::vector<ColumnFormat> formats, const std::vector<driver::ResultColumn>& columns,
                     ZeroDates zero_dates)
    : formats_(std::move(formats)),
      columns_(columns),
      zero_dates_(zero_dates),
      cells_(formats_.size()),
      big_numbers_(formats_.size()) {}

const ValueView* RowReader::read(std::span<const unsigned char> row) {
    Reader reader(row);
    reader.take(1);  // the header of the packet
    const auto nulls = reader.take((formats_.size() + 9) / 8);
    for (std::size_t i = 0; i < formats_.size(); ++i) {
        ValueView& cell = cells_[i];
        // The first two bits are not in use.
        if ((nulls[(i + 2) / 8] >> ((i + 2) % 8) & 1U) != 0) {
            cell = {};
            continue;
        }
        switch (formats_[i].wire) {
            case WireFormat::Int8: cell = read_integer<std::int8_t>(reader); break;
            case WireFormat::UInt8: cell = read_integer<std::uint8_t>(reader); break;
            case WireFormat::Int16: cell = read_integer<std::int16_t>(reader); break;
            case WireFormat::UInt16: cell = read_integer<std::uint16_t>(reader); break;
            case WireFormat::Int32: cell = read_integer<std::int32_t>(reader); break;
            case WireFormat::UInt32: cell = read_integer<std::uint32_t>(reader); break;
            case WireFormat::Int64: cell = read_integer<std::int64_t>(reader); break;
            case WireFormat::UInt64: cell = read_unsigned(reader.number<std::uint64_t>(), big_numbers_[i]); break;
            case WireFormat::Float: cell = ValueView::real(static_cast<double>(reader.number<float>())); break;
            case WireFormat::Double: cell = ValueView::real(reader.number<double>()); break;
            case WireFormat::Data: cell = read_data(reader, formats_[i].kind); break;
            case WireFormat::Bits: cell = read_unsigned(read_bits(reader), big_numbers_[i]); break;
            case WireFormat::Date: cell = read_date(reader, columns_[i].name, zero_dates_); break;
            case WireFormat::DateTime:
                cell = read_datetime(reader, formats_[i].kind, columns_[i].name, zero_dates_);
                break;
            case WireFormat::Time: cell = read_time(reader); break;
        }
    }
    return cells_.data();
}

}  // namespace azoth::mysql
