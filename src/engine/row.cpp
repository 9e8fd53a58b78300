// SPDX-License-Identifier: MIT
#include "azoth/engine/row.hpp"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth {
namespace {

std::string list(std::span<const std::string> names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "none" : text;
}

}  // namespace

std::span<const std::string> Row::names() const {
    return columns_ ? std::span(columns_->names) : std::span<const std::string>();
}

const Value& Row::operator[](std::size_t position) const {
    if (position < values_.size()) return values_[position];
    throw ArgumentError("no_such_column", fmt::format("the row has no column at position {}; it has {}: {}", position,
                                                      values_.size(), list(names())));
}

const Value& Row::operator[](std::string_view name) const { return values_[position_of(name)]; }

bool Row::has(std::string_view name) const { return std::ranges::find(names(), name) != names().end(); }

std::size_t Row::position_of(std::string_view name) const {
    const auto all = names();
    const auto found = std::ranges::find(all, name);
    if (found == all.end())
        throw ArgumentError("no_such_column",
                            fmt::format("the row has no column '{}'; its columns are: {}", name, list(all)));
    if (std::find(found + 1, all.end(), name) != all.end())
        throw ArgumentError("ambiguous_column",
                            fmt::format("several columns of the row are called '{}'; ask by position, or give them "
                                        "names of their own by label(); its columns are: {}",
                                        name, list(all)));
    return static_cast<std::size_t>(found - all.begin());
}

void Row::read(std::size_t position, const CppType& type, void* value) const {
    const ValueView cell = (*this)[position].view();
    try {
        type.read(cell, value);
    } catch (DataError& error) {
        error.annotate([&](ErrorDetail& detail) {
            detail.column = names()[position];
            detail.message = fmt::format("column '{}': {}", detail.column, detail.message);
        });
        throw;
    }
}

std::size_t Row::position_of(const sql::ExpressionNode& expression) const {
    if (expression.kind() == sql::NodeKind::Label)
        return position_of(std::string_view(static_cast<const sql::LabelNode&>(expression).name));
    if (expression.kind() != sql::NodeKind::Column)
        throw ArgumentError("no_such_column",
                            "a row finds its columns by name, and this expression has none; give it one by label()");
    const auto& column = static_cast<const sql::ColumnNode&>(expression);
    std::optional<std::size_t> found;
    for (std::size_t i = 0; columns_ && i < columns_->tables.size(); ++i) {
        if (columns_->names[i] != column.name() || columns_->tables[i] != column.from->name()) continue;
        if (found) return position_of(std::string_view(column.name()));
        found = i;
    }
    return found ? *found : position_of(std::string_view(column.name()));
}

}  // namespace azoth
