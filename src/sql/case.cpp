// SPDX-License-Identifier: MIT
#include "azoth/sql/case.hpp"

#include <algorithm>

#include "azoth/base/error.hpp"

namespace azoth::detail {
namespace {

bool has_type(const ExpressionPtr& expression) { return expression && expression->type().kind != TypeKind::Null; }

/// That of the first result with one; the widest when they are whole numbers.
SqlType type_of(const CaseBranches& branches, const ExpressionPtr& otherwise) {
    SqlType type;
    const auto look_at = [&](const ExpressionPtr& result) {
        if (!has_type(result)) return;
        const bool is_wider =
            is_integer(type.kind) && result->type().kind > type.kind && result->type().kind <= TypeKind::Numeric;
        if (type.kind == TypeKind::Null || is_wider) type = result->type();
    };
    for (const auto& branch : branches) look_at(branch.result);
    look_at(otherwise);
    return type;
}

}  // namespace

ExpressionPtr make_case(ExpressionPtr subject, CaseBranches branches, ExpressionPtr otherwise) {
    if (branches.empty()) throw ArgumentError("empty_case", "a CASE needs one WHEN at least");
    SqlType type = type_of(branches, otherwise);
    return make_node<sql::CaseNode>(std::move(branches), std::move(otherwise), std::move(subject), std::move(type));
}

ExpressionPtr make_else(const ExpressionPtr& node, ExpressionPtr otherwise) {
    const auto& cases = static_cast<const sql::CaseNode&>(*node);
    return make_case(cases.subject, cases.branches, std::move(otherwise));
}

const ExpressionPtr& first_result(const ExpressionPtr& node) {
    const auto& branches = static_cast<const sql::CaseNode&>(*node).branches;
    const auto found = std::find_if(branches.begin(), branches.end(),
                                    [](const sql::CaseNode::Branch& branch) { return has_type(branch.result); });
    return found == branches.end() ? branches.front().result : found->result;
}

}  // namespace azoth::detail
