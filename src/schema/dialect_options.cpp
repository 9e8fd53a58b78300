// SPDX-License-Identifier: MIT
#include "azoth/schema/dialect_options.hpp"

#include <utility>
#include <vector>

namespace azoth {

struct DialectOptions::Entries {
    struct Entry {
        const char* type;
        NodePtr<const Counted> value;
    };

    std::vector<Entry> list;
};

void DialectOptions::set(const char* type, NodePtr<const Counted> value) {
    Entries changed = all_ ? *all_ : Entries{};
    std::erase_if(changed.list, [&](const Entries::Entry& each) { return each.type == type; });
    changed.list.push_back({type, std::move(value)});
    all_ = share(std::move(changed));
}

const Counted* DialectOptions::find(const char* type) const {
    if (!all_) return nullptr;
    for (const Entries::Entry& entry : all_->list)
        if (entry.type == type) return entry.value.get();
    return nullptr;
}

}  // namespace azoth
