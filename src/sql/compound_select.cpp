// SPDX-License-Identifier: MIT
#include "azoth/sql/compound_select.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "sql/result_columns.hpp"

namespace azoth::detail {
namespace {

using Columns = std::vector<sql::FromColumn>;

std::string_view keyword(sql::SetOperator op) {
    switch (op) {
        case sql::SetOperator::Union: return "UNION";
        case sql::SetOperator::UnionAll: return "UNION ALL";
        case sql::SetOperator::Intersect: return "INTERSECT";
        case sql::SetOperator::IntersectAll: return "INTERSECT ALL";
        case sql::SetOperator::Except: return "EXCEPT";
        case sql::SetOperator::ExceptAll: return "EXCEPT ALL";
    }
    return "";
}

/// Types that databases bring together.
TypeKind family(TypeKind kind) {
    switch (kind) {
        case TypeKind::SmallInteger:
        case TypeKind::Integer:
        case TypeKind::BigInteger:
        case TypeKind::Float:
        case TypeKind::Double: return TypeKind::Numeric;
        case TypeKind::String:
        case TypeKind::Enum: return TypeKind::Text;
        case TypeKind::Date:
        case TypeKind::DateTimeTz: return TypeKind::DateTime;
        default: return kind;
    }
}

bool agree(TypeKind left, TypeKind right) {
    return left == TypeKind::Null || right == TypeKind::Null || family(left) == family(right);
}

std::string list(const Columns& columns) {
    std::string names;
    for (const sql::FromColumn& column : columns) names += (names.empty() ? "" : ", ") + column.name;
    return names;
}

void check_columns(sql::SetOperator op, const Columns& first, const Columns& other, std::size_t number) {
    if (first.empty() || other.empty()) return;  // text() whose columns nobody knows
    if (first.size() != other.size())
        throw ArgumentError("wrong_column_count",
                            fmt::format("statement {} of {} has {} columns ({}), the first one has {} ({})", number,
                                        keyword(op), other.size(), list(other), first.size(), list(first)));
    for (std::size_t i = 0; i < first.size(); ++i)
        if (!agree(first[i].type.kind, other[i].type.kind))
            throw ArgumentError("different_types",
                                fmt::format("column {} of statement {} of {} is {} ({}), of the first one {} ({}); use "
                                            "cast<T>() on one of them",
                                            i + 1, number, keyword(op), other[i].name, to_string(other[i].type.kind),
                                            first[i].name, to_string(first[i].type.kind)));
}

/// `(a UNION b) UNION c` is `a UNION b UNION c`.
bool may_be_merged(const sql::StatementNode& statement, sql::SetOperator op) {
    if (statement.kind() != sql::NodeKind::Compound) return false;
    const auto& compound = static_cast<const sql::CompoundNode&>(statement);
    return compound.op == op && !compound.has_tail() && !compound.rare;
}

}  // namespace

NodePtr<sql::CompoundNode> make_compound(sql::SetOperator op, std::vector<sql::StatementPtr> members) {
    if (members.empty())
        throw ArgumentError("nothing_selected", fmt::format("{} of no statements; give at least one", keyword(op)));
    const Columns first = sql::returned_columns(*members.front());
    for (std::size_t i = 1; i < members.size(); ++i)
        check_columns(op, first, sql::returned_columns(*members[i]), i + 1);
    auto result = make_node<sql::CompoundNode>(op);
    auto rest = members.begin();
    if (may_be_merged(*members.front(), op)) {
        result->members = static_cast<const sql::CompoundNode&>(*members.front()).members;
        ++rest;
    }
    result->members.insert(result->members.end(), rest, members.end());
    return result;
}

}  // namespace azoth::detail
