// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "azoth/types/cpp_type.hpp"
#include "azoth/types/standard_types.hpp"

namespace azoth {

/// An exact decimal number of any size, as NUMERIC columns hold it: it never passes through double.
///
/// It keeps its scale (`1.50` stays `1.50`) but compares by value (`1.50 == 1.5`). NaN is equal to NaN and greater than
/// all numbers, as in PostgreSQL. To calculate, convert to a number
/// type of your choice (Boost.Multiprecision's cpp_dec_float reads and writes the same text).
class Decimal {
public:
    Decimal() = default;
    template <detail::Number T>
    Decimal(T value) : text_(std::to_string(value)) {}  // NOLINT(google-explicit-constructor)
    /// A double is not exact: decide how to round and write the text.
    Decimal(double) = delete;
    /// Reads `-12.50` or `1.25e-3`. Throws ArgumentError(`bad_decimal`).
    ///
    /// Also `NaN`, `Infinity` and `-Infinity`, which NUMERIC of PostgreSQL holds. MariaDB and MySQL refuse them.
    explicit Decimal(std::string_view text);

    /// Plain notation without exponent.
    const std::string& text() const { return text_; }
    bool is_finite() const { return text_.back() <= '9'; }
    /// The nearest double; infinite when the number is too large for one.
    double to_double() const;

    friend bool operator==(const Decimal& left, const Decimal& right);
    friend std::strong_ordering operator<=>(const Decimal& left, const Decimal& right);

private:
    std::string text_ = "0";
};

inline std::string to_string(const Decimal& decimal) { return decimal.text(); }

template <>
struct TypeTraits<Decimal> {
    static SqlType sql_type() { return Numeric{}; }
    static ValueView view(const Decimal& value, Scratch&) {
        return ValueView::data(ValueKind::Decimal, value.text().data(), value.text().size());
    }
    /// Accepts Decimal, Int64, Text (what SQLite stores), and Double, taken as the shortest text that reads back to the
    /// same double. Throws DataError(`bad_decimal`).
    static void read(const ValueView& value, Decimal& target);
};

}  // namespace azoth
