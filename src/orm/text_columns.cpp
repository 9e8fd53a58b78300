// SPDX-License-Identifier: MIT
#include "orm/text_columns.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::orm {

TextColumns::TextColumns(std::span<const RowField> fields, std::span<const driver::ResultColumn> columns)
    : is_taken_(columns.size(), false) {
    // Classes take theirs first, wherever values stand.
    std::vector<std::vector<std::uint32_t>> taken;
    for (const RowField& field : fields) {
        if (field.map != nullptr) find_columns(*field.map, columns);
        taken.push_back(std::exchange(order_, {}));
    }
    const auto value_count = std::ranges::count_if(fields, [](const RowField& field) { return field.map == nullptr; });
    const auto left = std::ranges::count(is_taken_, false);
    if (left != value_count)
        throw ArgumentError("wrong_column_count",
                            fmt::format("the text returns {} columns beside those of its classes, but its row type "
                                        "takes {} values",
                                        left, value_count));
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        for (const std::uint32_t cell : taken[i]) add(cell, columns[cell]);
        if (fields[i].map != nullptr) continue;
        while (is_taken_[next]) ++next;
        add(next, columns[next]);
        ++next;
    }
    row_.resize(order_.size());
}

void TextColumns::add(std::uint32_t cell, const driver::ResultColumn& column) {
    order_.push_back(cell);
    columns_.push_back(column);
}

void TextColumns::find_columns(const ClassMap& map, std::span<const driver::ResultColumn> columns) {
    const_cast<ClassMap&>(map).ensure_configured();
    if (map.concrete_union() != nullptr)
        throw ArgumentError("columns_do_not_fit",
                            fmt::format("rows of a text cannot be {} objects, which are of several classes with "
                                        "different columns; name one of these classes",
                                        map.name()));
    std::vector<bool> flags;
    for (std::uint32_t i = 0; i < map.columns().size(); ++i) {
        const MappedColumn& column = map.columns()[i];
        const std::string_view name = map.column_definition(i).name();
        const auto cell = take(name, columns);
        const bool may_be_missing = column.is_deferred || column.is_property();
        if (!cell && !may_be_missing)
            throw ArgumentError("columns_do_not_fit",
                                fmt::format("the text returns no column '{}', which {} has; add it to its SELECT list, "
                                            "or give that name to one of its columns by AS",
                                            name, map.name()));
        if (cell) order_.push_back(*cell);
        flags.push_back(cell.has_value());
    }
    selections_.push_back(column_selection(map, std::move(flags)));
}

std::optional<std::uint32_t> TextColumns::take(std::string_view name, std::span<const driver::ResultColumn> columns) {
    for (std::uint32_t i = 0; i < columns.size(); ++i) {
        if (is_taken_[i] || columns[i].name != name) continue;
        is_taken_[i] = true;
        return i;
    }
    return std::nullopt;
}

const ValueView* TextColumns::arranged(const ValueView* cells) const {
    for (std::size_t i = 0; i < order_.size(); ++i) row_[i] = cells[order_[i]];
    return row_.data();
}

}  // namespace azoth::orm
