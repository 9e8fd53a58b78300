// SPDX-License-Identifier: MIT
#include "compile/value_list.hpp"

namespace azoth::compile {

std::string empty_list(const BindSlot& slot) {
    std::string values = "NULL";
    if (!slot.tuple_types.empty()) {
        values = "(NULL";
        for (std::size_t i = 1; i < slot.tuple_types.size(); ++i) values += ", NULL";
        values += ')';
    }
    return values + (slot.is_negated ? ") OR (1 = 1" : ") AND (1 != 1");
}

void append_literals(std::string& sql, const BindSlot& slot, std::span<const Value> values, const Dialect& dialect) {
    if (values.empty()) sql += empty_list(slot);
    const std::size_t width = slot.width();
    const bool is_tuple = !slot.tuple_types.empty();
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) sql += ", ";
        if (is_tuple && i % width == 0) sql += '(';
        dialect.append_literal(sql, values[i].view(), (is_tuple ? slot.tuple_types[i % width] : slot.type).kind);
        if (is_tuple && (i + 1) % width == 0) sql += ')';
    }
}

}  // namespace azoth::compile
