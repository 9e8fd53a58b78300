// SPDX-License-Identifier: MIT
#include "azoth/schema/schema_item.hpp"

namespace azoth {

void SchemaNotes::add(std::string key, std::string value) { notes_.push_back({std::move(key), std::move(value)}); }

std::string_view SchemaNotes::find(std::string_view key) const {
    for (auto note = notes_.rbegin(); note != notes_.rend(); ++note)
        if (note->key == key) return note->value;
    return {};
}

}  // namespace azoth
