// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/compile/compiled.hpp"

namespace azoth::compile {

/// SQL with holes: the text around the slots, which become placeholders once their final order is known.
struct SqlText {
    std::vector<std::string> pieces = {""};  ///< always one more than `slots`
    std::vector<BindSlot> slots;
    std::vector<std::string> names;  ///< one for each slot: what it is compared with, to name it after

    void append(std::string_view text) { pieces.back() += text; }
    void append(const SqlText& other) {
        pieces.back() += other.pieces.front();
        pieces.insert(pieces.end(), other.pieces.begin() + 1, other.pieces.end());
        slots.insert(slots.end(), other.slots.begin(), other.slots.end());
        names.insert(names.end(), other.names.begin(), other.names.end());
    }
    /// Where the text ends now.
    struct Place {
        std::size_t piece;
        std::size_t offset;
    };
    Place end() const { return {pieces.size() - 1, pieces.back().size()}; }
    void insert(Place place, const SqlText& other) {
        std::vector<std::string> inserted = other.pieces;
        inserted.back() += pieces[place.piece].substr(place.offset);
        pieces[place.piece].replace(place.offset, std::string::npos, inserted.front());
        const auto slot = static_cast<std::ptrdiff_t>(place.piece);
        pieces.insert(pieces.begin() + slot + 1, inserted.begin() + 1, inserted.end());
        slots.insert(slots.begin() + slot, other.slots.begin(), other.slots.end());
        names.insert(names.begin() + slot, other.names.begin(), other.names.end());
    }
    void append(const BindSlot& slot, std::string_view name) {
        slots.push_back(slot);
        names.emplace_back(name);
        pieces.emplace_back();
    }
};

}  // namespace azoth::compile
