// SPDX-License-Identifier: MIT
#include "azoth/schema/index.hpp"

namespace azoth {

Index::Index(std::vector<std::string> columns, bool is_unique, std::string name) : is_unique_(is_unique) {
    this->columns(std::move(columns));
    this->name(std::move(name));
}

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

void Index::add(std::string_view column) { elements_.push_back({std::string(column), nullptr}); }

void Index::add(const sql::OrderItem& item) {
    const bool is_column = item.expression->kind() == sql::NodeKind::Column;
    elements_.push_back({is_column ? static_cast<const sql::ColumnNode&>(*item.expression).name() : std::string(),
                         is_column ? nullptr : item.expression, item.is_descending, item.nulls});
}

}  // namespace azoth
