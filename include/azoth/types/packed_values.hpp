// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "azoth/types/value_view.hpp"

// How the bytes of ValueKind::Array and ValueKind::Range hold values of other kinds. The form is for one process only:
// numbers are as in memory. Drivers turn it into what their servers want.

namespace azoth {

/// Puts values into an array one by one. A NULL may be among them; arrays within arrays are values too.
class ArrayPacker {
public:
    ArrayPacker() : bytes_(sizeof(std::uint32_t), '\0') {}

    void add(const ValueView& value);
    /// The array. The packer is empty afterwards.
    std::string take();

private:
    std::string bytes_;
    std::uint32_t size_ = 0;
};

/// Reads the elements of an array one by one.
///
/// Throws: DataError(`bad_value`) when the bytes are no array.
class ArrayReader {
public:
    explicit ArrayReader(std::string_view bytes);

    bool at_end() const { return rest_.empty(); }
    /// Lifetime: that of the bytes. Precondition: not at the end.
    ValueView next();
    std::size_t size() const { return size_; }

private:
    std::string_view rest_;
    std::uint32_t size_ = 0;
};

/// A range as a driver takes it. A bound that is NULL is not there; then it is never included.
struct PackedRange {
    bool is_empty = false;
    bool includes_lower = true;
    bool includes_upper = false;
    ValueView lower;
    ValueView upper;
};

std::string pack_range(const PackedRange& range);
/// Lifetime: that of the bytes. Throws: DataError(`bad_value`) when they are no range.
PackedRange read_packed_range(std::string_view bytes);

/// The JSON text of an array, for databases that have no arrays. Numbers, booleans and NULL stay what they are, all
/// else becomes text as in a column.
///
/// Throws: DataError(`bad_value`) for ranges, intervals and doubles that are not finite.
std::string json_of_array(std::string_view packed);
/// The inverse: what is text stays text. Throws: DataError(`bad_json`) when it is no JSON array.
std::string pack_json_array(std::string_view json);

}  // namespace azoth
