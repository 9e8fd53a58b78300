// SPDX-License-Identifier: MIT
#include "azoth/schema/schema_item.hpp"

#include <vector>

namespace azoth {

struct SchemaNotes::Notes {
    struct Note {
        std::string key;
        std::string value;
    };

    std::vector<Note> list;
};

void SchemaNotes::add(std::string key, std::string value) {
    Notes changed = notes_ ? *notes_ : Notes{};
    changed.list.push_back({std::move(key), std::move(value)});
    notes_ = share(std::move(changed));
}

std::string_view SchemaNotes::find(std::string_view key) const {
    if (!notes_) return {};
    for (auto note = notes_->list.rbegin(); note != notes_->list.rend(); ++note)
        if (note->key == key) return note->value;
    return {};
}

}  // namespace azoth
