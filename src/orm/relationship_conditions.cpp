// SPDX-License-Identifier: MIT
#include "azoth/orm/relationship_conditions.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/replacement.hpp"
#include "azoth/sql/subquery.hpp"
#include "orm/key_condition.hpp"
#include "orm/link_table.hpp"
#include "orm/relationship_criteria.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {
namespace {

/// A statement that finds related rows.
NodePtr<sql::SelectNode> select_one(sql::FromPtr rows) {
    auto select = make_node<sql::SelectNode>();
    select->items.push_back({make_node<sql::TextFragmentNode>("1", Integer{}), nullptr, nullptr});
    select->from.push_back(std::move(rows));
    return select;
}

ExpressionPtr exists(NodePtr<sql::SelectNode> select) {
    return make_node<sql::SubqueryExpressionNode>(sql::NodeKind::Exists, sql::StatementPtr(std::move(select)),
                                                  Boolean{});
}

const ObjectHeader& require_row(const RefBase& object) {
    const ObjectHeader* const header = object.header();
    if (header == nullptr) throw_empty_ref();
    if (header->state != ObjectState::Persistent && header->state != ObjectState::Detached)
        throw ArgumentError(
            "not_persistent",
            fmt::format("{} has no row yet that a query could compare with; flush() first", describe(*header)));
    return *header;
}

std::vector<sql::ColumnPtr> columns_in(const ClassMap& map, const sql::FromPtr& rows,
                                       const std::vector<std::uint32_t>& positions) {
    std::vector<sql::ColumnPtr> result;
    for (const std::uint32_t position : positions) {
        const sql::ColumnPtr& column = map.column_expression(position);
        result.push_back(rows.get() == map.table().get() ? column : azoth::detail::corresponding_column(rows, column));
    }
    return result;
}

const ClassMap& map_of(const RelationshipPath& path) {
    const auto& map = static_cast<const ClassMap&>(*path.entity);
    const_cast<ClassMap&>(map).ensure_configured();
    return map;
}

/// Where tables of the target have other names, as those of a class related to itself have, conditions mean these.
ExpressionPtr renamed(const ExpressionPtr& condition, const sql::RelationshipJoin& found) {
    std::vector<sql::Replacements::Pair> pairs;
    const auto add = [&](const sql::FromPtr& element) {
        if (element->kind() == sql::NodeKind::Alias)
            pairs.push_back({static_cast<const sql::AliasNode&>(*element).element, element});
    };
    add(found.target);
    for (const auto& [table, on] : found.more) add(table);
    return pairs.empty() ? condition : ExpressionPtr(sql::replaced(condition, pairs));
}

}  // namespace

ExpressionPtr related_exists(const RelationshipPath& path, const ExpressionPtr& condition) {
    const ClassMap& map = map_of(path);
    const sql::FromPtr left = path.left ? path.left : sql::FromPtr(map.table());
    const sql::RelationshipJoin found = map.join_at(path.offset, left, path.target);
    auto select = select_one(found.target);
    if (found.link) {
        select->joins.push_back({sql::JoinKind::Inner, found.target, found.link, found.on});
        select->where.push_back(found.link_on);
    } else {
        select->where.push_back(found.on);
    }
    for (const auto& [table, on] : found.more) select->joins.push_back({sql::JoinKind::Inner, found.target, table, on});
    if (condition) select->where.push_back(path.target ? condition : renamed(condition, found));
    return exists(std::move(select));
}

ExpressionPtr related_to(const RelationshipPath& path, const RefBase& object) {
    const ClassMap& map = map_of(path);
    const Relationship& relationship = map.relationship_at(path.offset);
    const ObjectHeader& header = require_row(object);
    if (relationship.criteria != nullptr) {  // which the row of the object may not meet
        const ClassMap& target = *relationship.target;
        const sql::FromPtr rows = path.target ? path.target : sql::FromPtr(target.table());
        return related_exists(path, matches_each(columns_in(target, rows, target.key()), header, header.map()->key()));
    }
    const sql::FromPtr left = path.left ? path.left : sql::FromPtr(map.table());
    const std::vector<sql::ColumnPtr> local = columns_in(map, left, relationship.local_columns);
    if (!relationship.link) return matches_each(local, header, relationship.remote_columns);
    const LinkTable& link = *relationship.link;
    const sql::FromPtr rows = azoth::detail::make_alias(sql::FromPtr(link.definition.get()), "");
    auto select = select_one(rows);
    select->where.push_back(all_equal(local, link.columns_in(rows, link.local)));
    select->where.push_back(matches_each(link.columns_in(rows, link.remote), header, relationship.remote_columns));
    return exists(std::move(select));
}

ExpressionPtr related_from(const RefBase& parent, std::size_t offset, const sql::FromPtr& target) {
    const ObjectHeader& header = require_row(parent);
    const_cast<ClassMap*>(header.map())->ensure_configured();
    const Relationship& relationship = header.map()->relationship_at(offset);
    const ClassMap& map = *relationship.target;
    const sql::FromPtr others = target ? target : sql::FromPtr(map.table());
    const std::vector<sql::ColumnPtr> remote = columns_in(map, others, relationship.remote_columns);
    if (!relationship.link)
        return with_own_criteria(matches_each(remote, header, relationship.local_columns), relationship, others);
    const LinkTable& link = *relationship.link;
    const sql::FromPtr rows = azoth::detail::make_alias(sql::FromPtr(link.definition.get()), "");
    auto select = select_one(rows);
    select->where.push_back(all_equal(remote, link.columns_in(rows, link.remote)));
    select->where.push_back(matches_each(link.columns_in(rows, link.local), header, relationship.local_columns));
    return with_own_criteria(exists(std::move(select)), relationship, others);
}

}  // namespace azoth::orm
