// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_containers.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "azoth/types/packed_values.hpp"
#include "dialects/postgresql/driver_value_scanner.hpp"

namespace azoth::postgresql {
namespace {

constexpr std::size_t kMostDimensions = 6;  // MAXDIM of the server

ValueView array_view(const std::string& packed) {
    return ValueView::data(ValueKind::Array, packed.data(), packed.size());
}
ValueView range_view(const std::string& packed) {
    return ValueView::data(ValueKind::Range, packed.data(), packed.size());
}

/// The elements of an array in the binary format, dimension by dimension.
class ArrayElements {
public:
    ArrayElements(ByteReader& reader, CellForm form) : reader_(reader), form_(form) {}

    std::string pack(std::span<const std::size_t> sizes) {
        ArrayPacker packer;
        for (std::size_t i = 0; i < sizes.front(); ++i) {
            if (sizes.size() == 1)
                add_element(packer);
            else
                packer.add(array_view(pack(sizes.subspan(1))));
        }
        return packer.take();
    }

private:
    void add_element(ArrayPacker& packer) {
        const auto size = reader_.number<std::int32_t>();
        if (size == -1) return packer.add({});
        if (size < 0) reader_.fail();
        packer.add(read_checked_cell(form_, reader_.take(static_cast<std::size_t>(size)), buffer_));
    }

    ByteReader& reader_;
    CellForm form_;
    std::string buffer_;
};

std::string pack_array(std::string_view bytes, CellForm element) {
    ByteReader reader(bytes, "an array");
    const auto dimensions = reader.number<std::uint32_t>();
    if (dimensions > kMostDimensions) reader.fail();
    reader.take(2 * sizeof(std::int32_t));  // whether there are NULLs, and the type of the elements
    if (dimensions == 0) return ArrayPacker().take();
    std::array<std::size_t, kMostDimensions> sizes{};
    for (std::uint32_t i = 0; i < dimensions; ++i) {
        sizes[i] = reader.number<std::uint32_t>();
        reader.take(sizeof(std::int32_t));  // the index of the first element
    }
    for (std::uint32_t i = 0; i < dimensions; ++i)
        if (sizes[i] == 0 || sizes[i] > reader.left() / sizeof(std::int32_t)) reader.fail();
    std::string packed = ArrayElements(reader, element).pack(std::span(sizes).first(dimensions));
    reader.finish();
    return packed;
}

std::string pack_range_value(std::string_view bytes, CellForm bound) {
    ByteReader reader(bytes, "a range");
    const unsigned flags = reader.number<std::uint8_t>();
    PackedRange range;
    range.is_empty = (flags & RangeFlags::kEmpty) != 0;
    range.includes_lower = (flags & RangeFlags::kLowerIncluded) != 0;
    range.includes_upper = (flags & RangeFlags::kUpperIncluded) != 0;
    std::string lower;
    std::string upper;
    if ((flags & (RangeFlags::kEmpty | RangeFlags::kNoLower)) == 0)
        range.lower = read_checked_cell(bound, reader.counted(), lower);
    if ((flags & (RangeFlags::kEmpty | RangeFlags::kNoUpper)) == 0)
        range.upper = read_checked_cell(bound, reader.counted(), upper);
    reader.finish();
    return pack_range(range);
}

std::string pack_multirange(std::string_view bytes, CellForm bound) {
    ByteReader reader(bytes, "a multirange");
    ArrayPacker packer;
    for (auto count = reader.number<std::uint32_t>(); count > 0; --count)
        packer.add(range_view(pack_range_value(reader.counted(), bound)));
    reader.finish();
    return packer.take();
}

std::string pack_array_text(ValueScanner& scanner, CellForm element, std::size_t depth) {
    if (depth > kMostDimensions) scanner.fail();
    ArrayPacker packer;
    std::string buffer;
    scanner.require('{');
    if (scanner.skip('}')) return packer.take();
    do {
        if (scanner.next() == '{') {
            packer.add(array_view(pack_array_text(scanner, element, depth + 1)));
            continue;
        }
        const ValueScanner::Item item = scanner.item(",}");
        packer.add(item.is_null() ? ValueView{} : read_checked_cell(element, item.text, buffer));
    } while (scanner.skip(','));
    scanner.require('}');
    return packer.take();
}

std::string pack_range_text(ValueScanner& scanner, CellForm bound) {
    PackedRange range;
    if (scanner.skip_word("empty")) {
        range.is_empty = true;
        return pack_range(range);
    }
    range.includes_lower = scanner.skip('[');
    if (!range.includes_lower) scanner.require('(');
    std::string lower_buffer;
    std::string upper_buffer;
    const ValueScanner::Item lower = scanner.item(",");
    scanner.require(',');
    const ValueScanner::Item upper = scanner.item("])");
    if (!lower.is_absent()) range.lower = read_checked_cell(bound, lower.text, lower_buffer);
    if (!upper.is_absent()) range.upper = read_checked_cell(bound, upper.text, upper_buffer);
    range.includes_upper = scanner.skip(']');
    if (!range.includes_upper) scanner.require(')');
    return pack_range(range);
}

std::string pack_multirange_text(ValueScanner& scanner, CellForm bound) {
    ArrayPacker packer;
    scanner.require('{');
    if (scanner.skip('}')) return packer.take();
    do packer.add(range_view(pack_range_text(scanner, bound)));
    while (scanner.skip(','));
    scanner.require('}');
    return packer.take();
}

template <class Pack>
std::string scanned(std::string_view text, std::string_view type, Pack pack) {
    ValueScanner scanner(text, type);
    std::string packed = pack(scanner);
    scanner.finish();
    return packed;
}

}  // namespace

ValueView read_container(CellForm form, std::string_view bytes, std::string& buffer) {
    const CellForm element = element_of(form);
    switch (container_of(form)) {
        case Container::Array: buffer = pack_array(bytes, element); return array_view(buffer);
        case Container::Range: buffer = pack_range_value(bytes, element); return range_view(buffer);
        case Container::MultiRange: buffer = pack_multirange(bytes, element); return array_view(buffer);
        case Container::ArrayText:
            buffer = scanned(bytes, "an array", [&](ValueScanner& scanner) {
                scanner.skip_dimensions();
                return pack_array_text(scanner, element, 1);
            });
            return array_view(buffer);
        case Container::RangeText:
            buffer =
                scanned(bytes, "a range", [&](ValueScanner& scanner) { return pack_range_text(scanner, element); });
            return range_view(buffer);
        default:
            buffer = scanned(bytes, "a multirange",
                             [&](ValueScanner& scanner) { return pack_multirange_text(scanner, element); });
            return array_view(buffer);
    }
}

}  // namespace azoth::postgresql
