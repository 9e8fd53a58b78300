// SPDX-License-Identifier: MIT
#include "azoth/sql/select.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "sql/children.hpp"

namespace azoth::detail {
namespace {

ExpressionPtr row_count(std::int64_t rows, std::string_view clause) {
    if (rows < 0)
        throw ArgumentError("negative_row_count",
                            fmt::format("{}({}): a number of rows cannot be less than 0", clause, rows));
    return make_bind(Value(rows), BigInteger{});
}

void add_element(std::vector<sql::FromPtr>& elements, const sql::FromPtr& element) {
    if (std::find(elements.begin(), elements.end(), element) == elements.end()) elements.push_back(element);
}

void add_elements(std::vector<sql::FromPtr>& elements, const sql::ExpressionNode& expression) {
    sql::for_each_part(expression, [&](const sql::ExpressionNode& node) {
        if (node.kind() == sql::NodeKind::Column) add_element(elements, static_cast<const sql::ColumnNode&>(node).from);
    });
}

/// What the statement selects from so far.
std::vector<sql::FromPtr> elements_of(const sql::SelectNode& select) {
    std::vector<sql::FromPtr> elements;
    for (const sql::FromPtr& element : select.from) add_element(elements, element);
    for (const sql::JoinClause& join : select.joins) add_element(elements, join.target);
    for (const sql::SelectItem& item : select.items) {
        if (item.entity != nullptr)
            add_element(elements, item.from ? item.from : sql::FromPtr(item.entity->table()));
        else
            add_elements(elements, *item.expression);
    }
    return elements;
}

bool is_alias_of(const sql::FromPtr& element, const sql::TablePtr& table) {
    return element->kind() == sql::NodeKind::Alias &&
           static_cast<const sql::AliasNode&>(*element).element.get() == table.get();
}

/// The table, or its alias when the statement selects from one alias of it and not from the table itself.
sql::FromPtr left_side(const sql::SelectNode& select, const sql::TablePtr& table) {
    sql::FromPtr alias;
    for (const sql::FromPtr& element : elements_of(select)) {
        if (element.get() == table.get()) return table;
        if (!is_alias_of(element, table)) continue;
        if (alias) return table;
        alias = element;
    }
    return alias ? alias : sql::FromPtr(table);
}

}  // namespace

sql::SelectNode& SelectCore::edit() {
    if (!node_->has_one_owner()) node_ = make_node<sql::SelectNode>(*node_);
    return *node_;
}

void SelectCore::add_item(ExpressionPtr expression) {
    edit().items.push_back({std::move(expression), nullptr, nullptr});
}

void SelectCore::add_join(sql::JoinKind kind, sql::FromPtr target, ExpressionPtr on) {
    edit().joins.push_back({kind, nullptr, std::move(target), std::move(on)});
}

void SelectCore::add_join(sql::JoinKind kind, const sql::Entity& entity, std::size_t member_offset) {
    sql::FromPtr left = left_side(*node_, entity.table());
    sql::RelationshipJoin join = entity.join_at(member_offset, left);
    edit().joins.push_back({kind, std::move(left), std::move(join.target), std::move(join.on)});
}

void SelectCore::set_limit(std::int64_t rows) { edit().limit = row_count(rows, "limit"); }

void SelectCore::set_offset(std::int64_t rows) { edit().offset = row_count(rows, "offset"); }

sql::FromPtr SelectCore::make_from(sql::NodeKind kind, std::string name) const {
    return make_node<sql::QueryFromNode>(kind, node_, std::move(name));
}

}  // namespace azoth::detail
