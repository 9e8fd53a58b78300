// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace azoth::postgresql {

template <class Unsigned>
Unsigned swapped_to_big_endian(Unsigned value) {
    if constexpr (std::endian::native == std::endian::big || sizeof value == 1)
        return value;
    else if constexpr (sizeof value == 2)
        return __builtin_bswap16(value);
    else if constexpr (sizeof value == 4)
        return __builtin_bswap32(value);
    else
        return __builtin_bswap64(value);
}

template <class Unsigned>
Unsigned load_big_endian(const char* bytes) {
    Unsigned value;
    std::memcpy(&value, bytes, sizeof value);
    return swapped_to_big_endian(value);
}

template <class Integer>
void append_big_endian(std::string& bytes, Integer value) {
    const auto swapped = swapped_to_big_endian(static_cast<std::make_unsigned_t<Integer>>(value));
    bytes.append(reinterpret_cast<const char*>(&swapped), sizeof swapped);
}

/// DataError(`bad_value`): what the server sent is not what its type promises.
[[noreturn]] void throw_malformed(std::string_view type);

/// Takes numbers off the front of a value in the binary format.
///
/// Throws: DataError(`bad_value`) at its end.
class ByteReader {
public:
    /// `type` is for messages. Lifetime: both outlive this object.
    ByteReader(std::string_view bytes, std::string_view type) : rest_(bytes), type_(type) {}

    std::string_view take(std::size_t size) {
        if (size > rest_.size()) throw_malformed(type_);
        const std::string_view taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }
    template <class Integer>
    Integer number() {
        return static_cast<Integer>(load_big_endian<std::make_unsigned_t<Integer>>(take(sizeof(Integer)).data()));
    }
    /// A value with its length before it.
    std::string_view counted() {
        const auto size = number<std::int32_t>();
        if (size < 0) throw_malformed(type_);
        return take(static_cast<std::size_t>(size));
    }
    std::size_t left() const { return rest_.size(); }
    void finish() const {
        if (!rest_.empty()) throw_malformed(type_);
    }
    [[noreturn]] void fail() const { throw_malformed(type_); }

private:
    std::string_view rest_;
    std::string_view type_;
};

/// The first byte of a range in the binary format. Source: src/include/utils/rangetypes.h.
struct RangeFlags {
    static constexpr unsigned kEmpty = 1;
    static constexpr unsigned kLowerIncluded = 2;
    static constexpr unsigned kUpperIncluded = 4;
    static constexpr unsigned kNoLower = 8;
    static constexpr unsigned kNoUpper = 16;
};

}  // namespace azoth::postgresql
