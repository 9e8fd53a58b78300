// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/types/calendar_types.hpp"
#include "azoth/types/decimal.hpp"
#include "azoth/types/packed_values.hpp"

namespace azoth {

/// Which bounds belong to a range: `[` and `]` do, `(` and `)` do not.
enum class Bounds : std::uint8_t { ClosedOpen, Closed, OpenClosed, Open };

/// The values between two bounds, as the range types of PostgreSQL hold them. A bound that is not there is infinite.
///
/// Equal means written alike: PostgreSQL rewrites ranges of whole numbers and dates as ClosedOpen ones, so that
/// `[1,5]` comes back as `[1,6)`.
template <class T>
class Range {
public:
    /// Everything.
    Range() = default;
    Range(std::optional<T> lower, std::optional<T> upper, Bounds bounds = Bounds::ClosedOpen)
        : lower_(std::move(lower)), upper_(std::move(upper)), bounds_(bounds) {
        if (!lower_) bounds_ = includes_upper() ? Bounds::OpenClosed : Bounds::Open;
        if (!upper_) bounds_ = includes_lower() ? Bounds::ClosedOpen : Bounds::Open;
    }
    /// The range in which nothing is.
    static Range empty() {
        Range range;
        range.is_empty_ = true;
        return range;
    }

    bool is_empty() const { return is_empty_; }
    const std::optional<T>& lower() const { return lower_; }
    const std::optional<T>& upper() const { return upper_; }
    Bounds bounds() const { return bounds_; }
    bool includes_lower() const { return bounds_ == Bounds::ClosedOpen || bounds_ == Bounds::Closed; }
    bool includes_upper() const { return bounds_ == Bounds::OpenClosed || bounds_ == Bounds::Closed; }

    bool contains(const T& value) const {
        if (is_empty_) return false;
        if (lower_ && (value < *lower_ || (!includes_lower() && !(*lower_ < value)))) return false;
        return !upper_ || value < *upper_ || (includes_upper() && !(*upper_ < value));
    }
    /// Whether a value may lie in both. (Between `(1` and `2)` lies no whole number, but a decimal.)
    bool overlaps(const Range& other) const {
        return !is_empty_ && !other.is_empty_ && begins_before_end_of(other) && other.begins_before_end_of(*this);
    }

    friend bool operator==(const Range& left, const Range& right) {
        if (left.is_empty_ || right.is_empty_) return left.is_empty_ == right.is_empty_;
        return left.bounds_ == right.bounds_ && left.lower_ == right.lower_ && left.upper_ == right.upper_;
    }

private:
    bool begins_before_end_of(const Range& other) const {
        if (!lower_ || !other.upper_) return true;
        if (includes_lower() && other.includes_upper()) return !(*other.upper_ < *lower_);
        return *lower_ < *other.upper_;
    }

    std::optional<T> lower_;
    std::optional<T> upper_;
    Bounds bounds_ = Bounds::Open;
    bool is_empty_ = false;
};

/// Ranges side by side, as the multirange types of PostgreSQL hold them: the server joins those that meet.
template <class T>
struct MultiRange {
    std::vector<Range<T>> ranges;

    bool contains(const T& value) const {
        for (const Range<T>& range : ranges)
            if (range.contains(value)) return true;
        return false;
    }
    friend bool operator==(const MultiRange&, const MultiRange&) = default;
};

namespace detail {

/// Accepts Range.
PackedRange read_range(const ValueView& value, TypeName cpp_type);
/// Accepts Array.
std::string_view read_multirange(const ValueView& value, TypeName cpp_type);

template <class T>
ValueView view_of_range(const Range<T>& range, Scratch& scratch) {
    PackedRange packed{.is_empty = range.is_empty(),
                       .includes_lower = range.includes_lower(),
                       .includes_upper = range.includes_upper(),
                       .lower = {},
                       .upper = {}};
    Scratch bounds;
    if (range.lower()) packed.lower = view_of<T>(*range.lower(), bounds);
    if (range.upper()) packed.upper = view_of<T>(*range.upper(), bounds);
    const std::string_view bytes = scratch.keep(pack_range(packed));
    return ValueView::data(ValueKind::Range, bytes.data(), bytes.size());
}

template <class T>
Range<T> unpack_range(const PackedRange& packed) {
    if (packed.is_empty) return Range<T>::empty();
    const Bounds bounds = packed.includes_lower   ? packed.includes_upper ? Bounds::Closed : Bounds::ClosedOpen
                          : packed.includes_upper ? Bounds::OpenClosed
                                                  : Bounds::Open;
    return {read_as<std::optional<T>>(packed.lower), read_as<std::optional<T>>(packed.upper), bounds};
}

}  // namespace detail

template <class T>
requires SqlValue<T>
struct TypeTraits<Range<T>> {
    static SqlType sql_type() {
        static const SqlType type = RangeType{detail::sql_type_of<T>()};
        return type;
    }
    static ValueView view(const Range<T>& range, Scratch& scratch) { return detail::view_of_range(range, scratch); }
    static void read(const ValueView& value, Range<T>& target) {
        target = detail::unpack_range<T>(detail::read_range(value, &detail::type_name<Range<T>>));
    }
};

template <class T>
requires SqlValue<T>
struct TypeTraits<MultiRange<T>> {
    static SqlType sql_type() {
        static const SqlType type = MultiRangeType{detail::sql_type_of<T>()};
        return type;
    }
    static ValueView view(const MultiRange<T>& value, Scratch& scratch) {
        ArrayPacker packer;
        Scratch of_range;
        for (const Range<T>& range : value.ranges) packer.add(detail::view_of_range(range, of_range));
        const std::string_view bytes = scratch.keep(packer.take());
        return ValueView::data(ValueKind::Array, bytes.data(), bytes.size());
    }
    static void read(const ValueView& value, MultiRange<T>& target) {
        ArrayReader ranges(detail::read_multirange(value, &detail::type_name<MultiRange<T>>));
        target.ranges.clear();
        while (!ranges.at_end())
            target.ranges.push_back(
                detail::unpack_range<T>(detail::read_range(ranges.next(), &detail::type_name<Range<T>>)));
    }
};

}  // namespace azoth
