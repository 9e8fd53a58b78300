// SPDX-License-Identifier: MIT
#include "azoth/schema/index.hpp"

namespace azoth {

Index& Index::columns(std::vector<std::string> columns) {
    elements_.clear();
    for (std::string& column : columns) elements_.push_back({std::move(column), nullptr});
    return *this;
}

std::vector<std::string> Index::columns() const {
    std::vector<std::string> names;
    for (const Element& element : elements_)
        if (!element.column.empty()) names.push_back(element.column);
    return names;
}

void Index::add(const sql::OrderItem& item) {
    const bool is_column = item.expression->kind() == sql::NodeKind::Column;
    elements_.push_back({is_column ? static_cast<const sql::ColumnNode&>(*item.expression).name() : std::string(),
                         is_column ? nullptr : item.expression, item.is_descending, item.nulls});
}

}  // namespace azoth
