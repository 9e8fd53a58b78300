// SPDX-License-Identifier: MIT
#include "sql/foreign_key_join.hpp"

#include <algorithm>
#include <string>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/operand.hpp"
#include "azoth/sql/walk.hpp"
#include "sql/corresponding_column.hpp"
#include "sql/named_elements.hpp"

namespace azoth::sql {
namespace {

struct Candidate {
    const FromNode* left;
    const FromNode* right;
    std::vector<std::uint32_t> left_columns;
    std::vector<std::uint32_t> right_columns;
};

std::string full_name(const TableNode& table) {
    return table.schema().empty() ? std::string(table.name()) : table.schema() + "." + std::string(table.name());
}

/// The tables from which an element has its columns.
std::vector<const TableNode*> tables_of(const FromNode& element) {
    std::vector<const TableNode*> tables;
    Walk walk(element);
    while (const Node* node = walk.next()) {
        if (node->kind() != NodeKind::Table) continue;
        tables.push_back(static_cast<const TableNode*>(node));
        walk.skip_children();
    }
    return tables;
}

bool add_columns(std::vector<std::uint32_t>& columns, const FromNode& element, const TableNode& table,
                 std::optional<std::uint32_t> column) {
    const auto found = column ? find_corresponding(element, table, *column) : std::nullopt;
    if (found) columns.push_back(*found);
    return found.has_value();
}

/// Adds the foreign keys of `from` that lead to `to`.
template <class Add>
void find_keys(const FromNode& from, const FromNode& to, Add add) {
    for (const TableNode* source : tables_of(from)) {
        for (const TableReference& key : source->references()) {
            for (const TableNode* target : tables_of(to)) {
                if (full_name(*target) != key.target) continue;
                std::vector<std::uint32_t> local;
                std::vector<std::uint32_t> remote;
                bool is_there = true;
                for (const std::uint32_t column : key.columns) is_there &= add_columns(local, from, *source, column);
                for (const std::string& column : key.target_columns)
                    is_there &= add_columns(remote, to, *target, target->find_column(column));
                if (is_there) add(std::move(local), std::move(remote));
            }
        }
    }
}

std::vector<Candidate> candidates(const FromNode& left, const FromNode& right) {
    std::vector<Candidate> result;
    find_keys(left, right, [&](auto local, auto remote) { result.push_back({&left, &right, local, remote}); });
    find_keys(right, left, [&](auto local, auto remote) { result.push_back({&left, &right, remote, local}); });
    return result;
}

std::string name_of(const FromNode& element) {
    return element.name().empty() ? "an element without a name" : std::string(element.name());
}

std::string text_of(const Candidate& candidate) {
    std::string text;
    for (std::size_t i = 0; i < candidate.left_columns.size(); ++i)
        text += fmt::format("{}{}.{} = {}.{}", i == 0 ? "" : " AND ", name_of(*candidate.left),
                            candidate.left->columns()[candidate.left_columns[i]].name, name_of(*candidate.right),
                            candidate.right->columns()[candidate.right_columns[i]].name);
    return text;
}

[[noreturn]] void fail_without(const std::vector<const FromNode*>& lefts, const FromNode& target) {
    std::string names;
    for (const FromNode* left : lefts) names += (names.empty() ? "" : ", ") + name_of(*left);
    throw ArgumentError("no_join_condition", fmt::format("{} cannot be joined: no foreign key leads between it and {}; "
                                                         "give a condition",
                                                         name_of(target), names.empty() ? "nothing" : names));
}

[[noreturn]] void fail_with(const std::vector<Candidate>& found, const FromNode& target) {
    std::string texts;
    for (const Candidate& candidate : found) texts += (texts.empty() ? "" : "; ") + text_of(candidate);
    throw ArgumentError("ambiguous_join", fmt::format("{} can be joined in several ways: {}; give the condition",
                                                      name_of(target), texts));
}

std::vector<Candidate> all_candidates(const std::vector<const FromNode*>& lefts, const FromNode& target) {
    std::vector<Candidate> found;
    const std::vector<const FromNode*> rights = leaves_of(target);
    for (const FromNode* left : lefts) {
        for (const FromNode* leaf : leaves_of(*left)) {
            if (std::find(rights.begin(), rights.end(), leaf) != rights.end()) continue;
            for (const FromNode* right : rights)
                for (Candidate& candidate : candidates(*leaf, *right)) found.push_back(std::move(candidate));
        }
    }
    return found;
}

}  // namespace

bool has_foreign_key(const std::vector<const FromNode*>& lefts, const FromNode& target) {
    return !all_candidates(lefts, target).empty();
}

ForeignKeyJoin only_foreign_key(const std::vector<const FromNode*>& lefts, const FromNode& target) {
    const std::vector<Candidate> found = all_candidates(lefts, target);
    if (found.empty()) fail_without(lefts, target);
    if (found.size() > 1) fail_with(found, target);
    const Candidate& only = found.front();
    ExpressionPtr on;
    for (std::size_t i = 0; i < only.left_columns.size(); ++i) {
        ExpressionPtr equal = azoth::detail::make_comparison(
            Operator::Equal, make_node<ColumnNode>(FromPtr(only.left), only.left_columns[i]),
            make_node<ColumnNode>(FromPtr(only.right), only.right_columns[i]));
        on = on ? azoth::detail::make_boolean_list(Operator::And, on, equal) : equal;
    }
    return {FromPtr(only.left), on};
}

}  // namespace azoth::sql
