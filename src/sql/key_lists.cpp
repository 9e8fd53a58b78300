// SPDX-License-Identifier: MIT
#include "sql/key_lists.hpp"

#include <cstdint>

namespace azoth::sql {

void write_scalars(CacheKeyWriter& key, const std::vector<SelectItem>& items) {
    key.word(items.size());
    for (const SelectItem& item : items) key.word(reinterpret_cast<std::uintptr_t>(item.entity));
}

void write_children(CacheKeyWriter& key, const std::vector<SelectItem>& items) {
    for (const SelectItem& item : items)
        key.child(item.entity == nullptr ? static_cast<const Node*>(item.expression.get()) : item.from.get());
}

void write_children(CacheKeyWriter& key, const ExpressionList& list) {
    for (const ExpressionPtr& expression : list) key.child(expression.get());
}

}  // namespace azoth::sql
