// SPDX-License-Identifier: MIT
#include "engine/seen_rows.hpp"

#include <bit>
#include <cstdint>

namespace azoth::engine {
namespace {

void append_number(std::string& row, std::uint64_t number) {
    for (int byte = 0; byte < 8; ++byte) row += static_cast<char>(number >> (8 * byte));
}

}  // namespace

bool SeenRows::add(std::span<const ValueView> cells) {
    std::string row;
    for (const ValueView& cell : cells) {
        row += static_cast<char>(cell.kind());
        if (has_bytes(cell.kind())) {
            append_number(row, cell.as_text().size());
            row += cell.as_text();
        } else if (cell.kind() == ValueKind::Double) {
            append_number(row, std::bit_cast<std::uint64_t>(cell.as_double()));
        } else if (!cell.is_null()) {
            append_number(row, static_cast<std::uint64_t>(cell.as_int64()));
        }
    }
    return rows_.insert(std::move(row)).second;
}

}  // namespace azoth::engine
