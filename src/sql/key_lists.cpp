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

void write_scalars(CacheKeyWriter& key, const OrderList& list) {
    key.word(list.size());
    for (const OrderItem& item : list)
        key.word(static_cast<std::uint64_t>(item.nulls) << 1 | (item.is_descending ? 1 : 0));
}

void write_children(CacheKeyWriter& key, const OrderList& list) {
    for (const OrderItem& item : list) key.child(item.expression.get());
}

void write_children(CacheKeyWriter& key, const std::vector<FromPtr>& elements) {
    for (const FromPtr& element : elements) key.child(element.get());
}

void write_type(CacheKeyWriter& key, const SqlType& type) {
    key.word(static_cast<std::uint64_t>(type.kind));
    key.word(static_cast<std::uint64_t>(type.length));
    key.word(static_cast<std::uint64_t>(type.precision) << 32 | static_cast<std::uint32_t>(type.scale));
    key.word(static_cast<std::uint64_t>(type.fraction_digits) << 2 | (type.is_unsigned ? 2U : 0U) |
             (type.element ? 1U : 0U));
    if (type.element) write_type(key, *type.element);
    const std::size_t labels = type.enumeration ? type.enumeration->labels.size() : 0;
    key.word(labels);
    if (labels == 0) return;
    key.text(type.enumeration->name);
    for (const std::string& label : type.enumeration->labels) key.text(label);
}

void write_scalars(CacheKeyWriter& key, std::span<const FromColumn> columns) {
    key.word(columns.size());
    for (const FromColumn& column : columns) {
        key.text(column.name);
        write_type(key, column.type);
    }
}

}  // namespace azoth::sql
