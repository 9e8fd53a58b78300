// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include <endian.h>

namespace azoth::bench {

/// Values in PostgreSQL's binary format, as in arrays and in COPY: each with its size before it.
class WireWriter {
public:
    void add(std::string_view text) {
        add32(static_cast<std::uint32_t>(text.size()));
        bytes_.append(text);
    }
    void add(const std::string& text) { add(std::string_view(text)); }
    void add(const std::optional<std::string>& text) {
        if (text)
            add(*text);
        else
            add32(~std::uint32_t{0});
    }
    void add(std::int64_t number) {
        const std::uint64_t wire = htobe64(static_cast<std::uint64_t>(number));
        add32(sizeof wire);
        append(&wire, sizeof wire);
    }
    void add16(std::uint16_t number) {
        const std::uint16_t wire = htobe16(number);
        append(&wire, sizeof wire);
    }
    void add32(std::uint32_t number) {
        const std::uint32_t wire = htobe32(number);
        append(&wire, sizeof wire);
    }
    void append(const void* data, std::size_t size) { bytes_.append(static_cast<const char*>(data), size); }
    void clear() { bytes_.clear(); }
    const char* data() const { return bytes_.data(); }
    int size() const { return static_cast<int>(bytes_.size()); }

private:
    std::string bytes_;
};

/// The beginning of an array, which its elements follow.
inline WireWriter start_array(std::uint32_t element_type, std::size_t count) {
    WireWriter array;
    array.add32(1);  // dimensions
    array.add32(1);  // may hold NULLs
    array.add32(element_type);
    array.add32(static_cast<std::uint32_t>(count));
    array.add32(1);  // index of the first
    return array;
}

inline std::int64_t read_int8(const char* data) {
    std::uint64_t wire = 0;
    std::memcpy(&wire, data, sizeof wire);
    return static_cast<std::int64_t>(be64toh(wire));
}

inline double read_float8(const char* data) {
    const std::int64_t bits = read_int8(data);
    double number = 0;
    std::memcpy(&number, &bits, sizeof number);
    return number;
}

}  // namespace azoth::bench
