// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "azoth/types/cpp_type.hpp"
#include "azoth/types/standard_types.hpp"

namespace azoth {

/// A value whose type is known only at run time: a bound parameter, or a cell of a row without static types.
class Value {
public:
    Value() = default;  ///< NULL
    Value(std::nullptr_t) {}
    Value(std::nullopt_t) {}
    Value(const char* text) : Value(std::string_view(text)) {}
    Value(std::string_view text) : kind_(ValueKind::Text), data_(text) {}
    /// Anything that has a SQL type; an empty optional is NULL.
    template <class T>
    requires(SqlValue<WithoutOptional<T>> && !std::same_as<T, Value>) Value(const T& value) {
        Scratch scratch;
        assign(detail::view_of(value, scratch));
    }
    /// Bytes that stand elsewhere: std::span<const std::byte>, std::array<std::byte, 16>.
    template <ByteView T>
    Value(const T& bytes) : kind_(ValueKind::Bytes) {
        data_.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    /// Copies what the view shows.
    explicit Value(const ValueView& view) { assign(view); }

    ValueKind kind() const { return kind_; }
    bool is_null() const { return kind_ == ValueKind::Null; }
    /// Lifetime: as long as this value is not changed.
    ValueView view() const;

    /// The value as a `T`. Throws DataError(`wrong_type`, `out_of_range`, `null_value`) when it is not one;
    /// `as<std::optional<T>>()` takes NULL.
    template <class T>
    T as() const {
        return detail::read_as<T>(view());
    }

    friend bool operator==(const Value& left, const Value& right) { return left.view() == right.view(); }
    std::size_t hash() const { return view().hash(); }

private:
    void assign(const ValueView& view);

    ValueKind kind_ = ValueKind::Null;
    union {
        std::int64_t integer_ = 0;
        double real_;
    };
    std::string data_;
};

/// For messages and logs, always on one line: `42`, `'Le Guin'`, `NULL`, `x'00ff'`; long ones are cut in the middle.
std::string to_display_string(const ValueView& value);

}  // namespace azoth
