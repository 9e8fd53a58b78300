// SPDX-License-Identifier: MIT
// UPDATE of many rows by one statement: each parameter becomes an array, and unnest() makes rows of them again.
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "azoth/schema/table.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/expression_nodes.hpp"
#include "dialects/postgresql/compiler.hpp"

namespace azoth::postgresql {
namespace {

/// A column that is set to a parameter, or compared with it.
struct Pairing {
    std::uint32_t column;
    std::uint32_t parameter;
};
using Pairings = std::vector<Pairing>;

/// The driver makes arrays of what it sends in the binary format. What has SQL around it is sent one by one.
bool has_array(const SqlType& type) {
    switch (type.kind) {
        case TypeKind::Null:
        case TypeKind::Numeric:
        case TypeKind::Json:
        case TypeKind::Enum:
        case TypeKind::Char:
        case TypeKind::TimeTz:
        case TypeKind::Bit:
        case TypeKind::VarBit:
        case TypeKind::Array:
        case TypeKind::Range:
        case TypeKind::MultiRange:
        case TypeKind::Other: return false;
        default: return !type.wrapping;
    }
}

std::optional<std::uint32_t> as_parameter(const sql::ExpressionNode& expression) {
    if (expression.kind() != sql::NodeKind::Parameter || !has_array(expression.type())) return std::nullopt;
    return static_cast<const sql::ParameterNode&>(expression).position;
}

/// `column = parameter`, or several of them with AND between them.
bool add_equalities(const sql::ExpressionNode& condition, const sql::TableNode& table, Pairings& pairings) {
    if (condition.kind() == sql::NodeKind::BooleanList) {
        const auto& list = static_cast<const sql::BooleanListNode&>(condition);
        return list.op == sql::Operator::And && std::ranges::all_of(list.terms, [&](const auto& term) {
                   return add_equalities(*term, table, pairings);
               });
    }
    if (condition.kind() != sql::NodeKind::Binary) return false;
    const auto& binary = static_cast<const sql::BinaryNode&>(condition);
    if (binary.op != sql::Operator::Equal || binary.left->kind() != sql::NodeKind::Column) return false;
    const auto& column = static_cast<const sql::ColumnNode&>(*binary.left);
    const auto parameter = as_parameter(*binary.right);
    if (column.from.get() != &table || !parameter) return false;
    pairings.push_back({column.index, *parameter});
    return true;
}

bool add_assignments(const sql::UpdateNode& update, Pairings& pairings) {
    return std::ranges::all_of(update.assignments, [&](const auto& assignment) {
        if (assignment.place) return false;
        const auto parameter = as_parameter(*assignment.value);
        if (parameter) pairings.push_back({assignment.column, *parameter});
        return parameter.has_value();
    });
}

/// Whether rows could get into each other's way: one statement changes them in an order of its own.
bool is_order_free(const sql::UpdateNode& update, const Pairings& keys) {
    const auto* const table = dynamic_cast<const TableDefinition*>(update.table.get());
    if (table == nullptr) return false;
    // Each row is found by the whole primary key, so that no two rows of parameters mean the same one.
    const auto is_compared = [&](std::uint32_t column) {
        return std::ranges::find(keys, column, &Pairing::column) != keys.end();
    };
    const auto is_set = [&](std::uint32_t column) {
        return std::ranges::find(update.assignments, column, &sql::ColumnAssignment::column) !=
               update.assignments.end();
    };
    const auto is_set_by_name = [&](const std::string& name) {
        const Column* const column = table->find_definition(name);
        return column == nullptr || is_set(static_cast<std::uint32_t>(column - table->definitions().data()));
    };
    const auto is_unique_and_set = [&](const auto& constraint) {
        return std::ranges::any_of(constraint.columns(), is_set_by_name);
    };
    return !table->primary_key().empty() && std::ranges::all_of(table->primary_key(), is_compared) &&
           std::ranges::none_of(table->primary_key(), is_set) &&
           std::ranges::none_of(table->unique_constraints(), is_unique_and_set) &&
           std::ranges::none_of(table->indexes(), &Index::is_unique) &&
           std::ranges::none_of(table->definitions(), [&](const Column& column) {
               return column.is_unique() && is_set_by_name(column.name());
           });
}

/// The columns have the usual types, whose arrays are known, and none is changed beside those that are set.
bool is_usual(const sql::UpdateNode& update) {
    const auto* const table = dynamic_cast<const TableDefinition*>(update.table.get());
    const auto is_set = [&](const Column& column) {
        const auto position = static_cast<std::uint32_t>(&column - table->definitions().data());
        return std::ranges::find(update.assignments, position, &sql::ColumnAssignment::column) !=
               update.assignments.end();
    };
    return table != nullptr && std::ranges::none_of(table->definitions(), [&](const Column& column) {
               const SqlType& type = column.type();
               return (column.onupdate() && !is_set(column)) || type.spelling != nullptr ||
                      (type.enumeration && type.enumeration->is_native);
           });
}

/// The parameters are 0, 1, 2, ... in this order, which is that of the placeholders.
bool are_in_order(const Pairings& pairings) {
    std::uint32_t expected = 0;
    return std::ranges::all_of(pairings, [&](const Pairing& pairing) { return pairing.parameter == expected++; });
}

}  // namespace

std::string PostgresqlDialect::array_statement(const sql::StatementNode& statement) const {
    if (statement.kind() != sql::NodeKind::Update) return {};
    const auto& update = static_cast<const sql::UpdateNode&>(statement);
    Pairings assigned;
    Pairings compared;
    const bool is_alone = update.prefixes.empty() && update.from.empty() && update.order_by.empty() && !update.limit;
    const bool is_simple =
        is_alone && update.returning.empty() && !update.where.empty() && add_assignments(update, assigned) &&
        std::ranges::all_of(update.where,
                            [&](const auto& condition) { return add_equalities(*condition, *update.table, compared); });
    Pairings all = assigned;
    all.insert(all.end(), compared.begin(), compared.end());
    if (!is_simple || !is_usual(update) || !are_in_order(all) || !is_order_free(update, compared)) return {};

    std::string sql = "UPDATE ";
    write_qualified(sql, update.table->schema(),
                    QuotedName(std::string(update.table->name()), update.table->quoting()));
    const auto write_column = [&](std::uint32_t column) {
        write_identifier(sql, update.table->columns()[column].name, update.table->columns()[column].quoting);
    };
    const auto write_source = [&](const Pairing& pairing) { sql += " = source.p" + std::to_string(pairing.parameter); };
    sql += " AS target SET ";
    for (const Pairing& pairing : assigned) {
        if (pairing.parameter != 0) sql += ", ";
        write_column(pairing.column);
        write_source(pairing);
    }
    std::string names;
    sql += " FROM unnest(";
    for (const Pairing& pairing : all) {
        if (pairing.parameter != 0) sql += ", ";
        write_placeholder(sql, pairing.parameter + 1, {});
        names += (pairing.parameter == 0 ? "p" : ", p") + std::to_string(pairing.parameter);
    }
    sql += ") AS source (" + names + ") WHERE ";
    for (const Pairing& pairing : compared) {
        if (&pairing != &compared.front()) sql += " AND ";
        sql += "target.";
        write_column(pairing.column);
        write_source(pairing);
    }
    return sql;
}

}  // namespace azoth::postgresql
