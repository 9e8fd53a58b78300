// SPDX-License-Identifier: MIT
#include "orm/criteria_versions.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/expr.hpp"
#include "orm/column_rules.hpp"
#include "orm/inheritance.hpp"

namespace azoth::orm {
namespace {

/// That a column of the class is in.
const TableDefinition& table_of(const ClassMap& map, std::uint32_t column) {
    const Inheritance* const inheritance = map.inheritance();
    return inheritance == nullptr ? map.definition()
                                  : inheritance->tables[inheritance->table_of_column[column]]->definition();
}

/// Null where the database counts. Throws ArgumentError(`uncounted_version`) where only a function of the program can.
ExpressionPtr next_version_of(const ClassMap& map, const VersionRule& version) {
    const sql::ColumnPtr& column = map.column_expression(version.column);
    if (version.function == nullptr) return nullptr;
    if (version.has_generator)
        throw ArgumentError("uncounted_version",
                            fmt::format("this UPDATE cannot count the versions of {}, which generator() makes; set the "
                                        "column '{}' too, or change the objects",
                                        map.name(), map.columns()[version.column].member));
    const Value next = version.next(version.function, nullptr);
    if (next.kind() != ValueKind::Int64) return azoth::detail::make_bind(next, column->type());
    return azoth::detail::make_arithmetic(sql::Operator::Add, column,
                                          azoth::detail::make_bind(Value(std::int64_t{1}), column->type()));
}

}  // namespace

sql::StatementPtr with_next_version(const sql::StatementNode& statement) {
    const sql::StatementPtr same(&statement);
    if (statement.kind() != sql::NodeKind::Update) return same;
    const auto& update = static_cast<const sql::UpdateNode&>(statement);
    const auto* const table = dynamic_cast<const TableDefinition*>(update.table.get());
    const ClassMap* const map = table == nullptr ? nullptr : find_class_of(*table);
    if (map == nullptr || map->rules() == nullptr || !map->rules()->version) return same;
    const VersionRule& version = *map->rules()->version;
    if (&table_of(*map, version.column) != table) return same;
    const std::uint32_t column = map->columns()[version.column].table_column;
    const bool is_set = std::any_of(update.assignments.begin(), update.assignments.end(),
                                    [&](const auto& assignment) { return assignment.column == column; });
    ExpressionPtr next = is_set ? nullptr : next_version_of(*map, version);
    if (!next) return same;
    auto copy = make_node<sql::UpdateNode>(update);
    copy->assignments.push_back({column, std::move(next)});
    return copy;
}

std::optional<Assignment> next_version(const ClassMap& map, const std::vector<Assignment>& assignments) {
    if (map.rules() == nullptr || !map.rules()->version) return std::nullopt;
    const sql::ColumnPtr& column = map.column_expression(map.rules()->version->column);
    const bool is_set = std::any_of(assignments.begin(), assignments.end(), [&](const Assignment& each) {
        return each.column->from.get() == column->from.get() && each.column->index == column->index;
    });
    ExpressionPtr next = is_set ? nullptr : next_version_of(map, *map.rules()->version);
    return next ? std::optional<Assignment>({column, std::move(next)}) : std::nullopt;
}

}  // namespace azoth::orm
