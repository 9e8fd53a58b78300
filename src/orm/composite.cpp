// SPDX-License-Identifier: MIT
#include "azoth/orm/composite.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/expr.hpp"
#include "orm/class_draft.hpp"

namespace azoth::orm {

void ClassMap::take_constructor(const ClassDraft& draft) {
    if (draft.construct != nullptr) ops_.construct = draft.construct;
    if (ops_.construct == nullptr)
        throw MappingError("no_constructor", fmt::format("{} has no default constructor that azoth may use; add "
                                                         "m.factory<[] {{ return {}(...); }}>() to its mapping()",
                                                         name(), name()));
}

void ClassMap::add_composites(const ClassDraft& draft) {
    for (const Composite& composite : draft.composites)
        if (composite.columns.empty())
            throw MappingError("unmapped_member",
                               fmt::format("mapping() of {} names no columns of the composite '{}'; add "
                                           ".columns<...>() to m.composite<&{}::{}>()",
                                           name(), composite.name, name(), composite.name));
    for (const ClassDraft::Skipped& skipped : draft.skipped) {
        const bool is_composite = std::any_of(draft.composites.begin(), draft.composites.end(),
                                              [&](const Composite& known) { return known.offset == skipped.offset; });
        if (!is_composite)
            throw MappingError(
                "unmapped_member",
                fmt::format("{}::{} has a type that no column has, so m.auto_columns() cannot map it; add "
                            "m.composite<&{}::{}>().columns<...>(), or leave it out: m.auto_columns_except<&{}::{}>()",
                            name(), skipped.member, name(), skipped.member, name(), skipped.member));
    }
    composites_.assign(draft.composites.begin(), draft.composites.end());
}

const Composite& ClassMap::composite_at(std::size_t offset) const {
    for (const Composite& composite : composites_)
        if (composite.offset == offset) return composite;
    throw MappingError(
        "unmapped_member",
        fmt::format("{} has no composite at this member; map it with m.composite<&{}::...>()", name(), name()));
}

namespace {

/// A column's part of the value of a composite. `value` may be null: all parts are NULL.
ExpressionPtr part_of(const void* value, const Composite& composite, const MappedColumn& column, const SqlType& type) {
    if (value == nullptr) return azoth::detail::make_null();
    Scratch scratch;
    const ValueView part =
        column.type->view(static_cast<const std::byte*>(value) + (column.offset - composite.offset), scratch);
    return part.is_null() ? azoth::detail::make_null() : azoth::detail::make_bind(Value(part), type);
}

}  // namespace

ExpressionPtr equals_composite(ClassMap& map, std::size_t offset, const void* value) {
    const Composite& composite = map.composite_at(offset);
    ExpressionPtr all;
    for (const std::uint32_t position : composite.columns) {
        const sql::ColumnPtr& column = map.column_expression(position);
        const ExpressionPtr part = part_of(value, composite, map.columns()[position], column->type());
        ExpressionPtr equal = azoth::detail::make_comparison(sql::Operator::Equal, column, part);
        all = all ? azoth::detail::make_boolean_list(sql::Operator::And, all, equal) : equal;
    }
    return all;
}

std::vector<Assignment> assign_composite(ClassMap& map, std::size_t offset, const void* value) {
    const Composite& composite = map.composite_at(offset);
    std::vector<Assignment> all;
    for (const std::uint32_t position : composite.columns) {
        const sql::ColumnPtr& column = map.column_expression(position);
        all.push_back({column, part_of(value, composite, map.columns()[position], column->type())});
    }
    return all;
}

}  // namespace azoth::orm
