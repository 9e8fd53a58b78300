// SPDX-License-Identifier: MIT
#include "orm/named_subclasses.hpp"

#include <algorithm>
#include <unordered_set>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/expression_nodes.hpp"
#include "azoth/sql/walk.hpp"
#include "orm/inheritance.hpp"
#include "sql/named_elements.hpp"

namespace azoth::orm {
namespace {

using Elements = std::unordered_set<const sql::FromNode*>;

bool is_subquery(const sql::Node& node) {
    return node.kind() == sql::NodeKind::ScalarSubquery || node.kind() == sql::NodeKind::Exists;
}

/// What an expression names, and what its subqueries leave to the statement around them.
void add_named(const sql::ExpressionNode& expression, Elements& names) {
    for (const sql::FromNode* const element : sql::named_elements(expression)) names.insert(element);
    sql::Walk walk(expression);
    while (const sql::Node* const node = walk.next()) {
        if (!is_subquery(*node)) continue;
        walk.skip_children();
        const sql::StatementNode& query = *static_cast<const sql::SubqueryExpressionNode&>(*node).query;
        if (query.kind() != sql::NodeKind::Select) continue;
        const auto& select = static_cast<const sql::SelectNode&>(query);
        Elements outer;
        for (const ExpressionPtr& condition : select.where) add_named(*condition, outer);
        for (const sql::FromNode* const own : sql::selected_elements(select)) outer.erase(own);
        names.insert(outer.begin(), outer.end());
    }
}

Elements named_by(const sql::SelectNode& select) {
    Elements names;
    for (const sql::SelectItem& item : select.items)
        if (item.entity == nullptr) add_named(*item.expression, names);
    for (const sql::ExpressionList* const list : {&select.where, &select.group_by, &select.having})
        for (const ExpressionPtr& expression : *list) add_named(*expression, names);
    for (const sql::OrderItem& item : select.order_by) add_named(*item.expression, names);
    return names;
}

/// Visits the tables of the subclasses of a class that are none of its own; some several times.
template <class Visit>
void for_each_table_of_subclasses(const ClassMap& map, Visit visit) {
    const Inheritance& inheritance = *map.inheritance();
    for (const ClassMap* const subclass : inheritance.family().classes) {
        const auto& tables = subclass->inheritance()->tables;
        for (std::size_t i = inheritance.tables.size(); i < tables.size(); ++i) visit(*subclass, *tables[i]);
    }
}

void require_no_lock(const sql::SelectNode& select, const ClassMap& map, const ClassMap& subclass,
                     const ClassMap& part) {
    if (!select.rare || !select.rare->lock || !select.rare->lock->of.empty()) return;
    throw ArgumentError("several_tables",
                        fmt::format("a query of {0} with a row lock names a column of {1}, whose table {2} could only "
                                    "be joined by an outer join, and such rows cannot be locked; select {1} objects, "
                                    "or find the keys by a query without the lock",
                                    map.name(), subclass.name(), part.definition().full_name()));
}

}  // namespace

void join_named_subclasses(sql::SelectNode& select, const std::vector<sql::SelectItem>& entities) {
    Elements names;
    Elements there;
    for (const sql::SelectItem& item : entities) {
        // Classes of hierarchies are selected with all their columns.
        const auto* const known = dynamic_cast<const ClassMap*>(item.entity);
        if (known == nullptr || known->inheritance() == nullptr) continue;
        const ClassMap& map = *known;
        const sql::FromPtr table(map.table());
        // Columns of a class mean the objects that are returned, where these have no other name.
        if (item.from && item.from.get() != table.get()) continue;
        if (names.empty()) {
            names = named_by(select);
            for (const sql::FromNode* const element : sql::joined_elements(select)) there.insert(element);
        }
        for_each_table_of_subclasses(map, [&](const ClassMap& subclass, const ClassMap& part) {
            const sql::FromPtr other(part.definition_ptr());
            if (!names.contains(other.get()) || !there.insert(other.get()).second) return;
            require_no_lock(select, map, subclass, part);
            select.joins.push_back({sql::JoinKind::LeftOuter, table, other, same_key(map, table, part, other)});
        });
    }
}

NodePtr<const sql::SelectNode> with_named_subclasses(const sql::SelectNode& select) {
    auto copy = make_node<sql::SelectNode>(select);
    join_named_subclasses(*copy, select.items);
    return copy->joins.size() == select.joins.size() ? NodePtr<const sql::SelectNode>(&select)
                                                     : NodePtr<const sql::SelectNode>(copy);
}

namespace {

/// Where a join to `left` may stand: before those of the user, which may name what it brings, unless one brings `left`.
std::vector<sql::JoinClause>::iterator behind(std::vector<sql::JoinClause>& joins, const sql::FromNode& left) {
    const auto brings = std::ranges::find_if(joins, [&](const sql::JoinClause& join) {
        const auto leaves = sql::leaves_of(*join.target);
        return std::ranges::find(leaves, &left) != leaves.end();
    });
    return brings == joins.end() ? joins.begin() : brings + 1;
}

}  // namespace

namespace {

/// Some join within an element of FROM is an outer one.
bool has_outer_join(const sql::FromNode& element) {
    if (element.kind() != sql::NodeKind::Join) return false;
    const auto& join = static_cast<const sql::JoinNode&>(element);
    const bool is_outer =
        join.kind_of_join == sql::JoinKind::LeftOuter || join.kind_of_join == sql::JoinKind::FullOuter;
    return is_outer || has_outer_join(*join.left) || has_outer_join(*join.right);
}

/// Joins those tables of classes that a query of columns names without saying how they belong together.
class PartJoiner {
public:
    explicit PartJoiner(const sql::SelectNode& select) : select_(select), names_(named_by(select)) {
        for (const sql::FromNode* const element : sql::joined_elements(select)) there_.insert(element);
        names_.insert(there_.begin(), there_.end());
    }

    /// The tables of its bases, where its own is what the query selects from.
    void join_bases(const ClassMap& map) {
        const auto& tables = map.inheritance()->tables;
        const sql::FromNode* const own = table_of(*tables.back());
        const bool is_selected_from =
            std::ranges::any_of(select_.from, [&](const sql::FromPtr& element) { return element.get() == own; });
        if (!is_selected_from) return;
        for (const ClassMap* const part : tables) join(*tables.back(), *part);
    }
    /// Its own, to one of its bases.
    void join_own(const ClassMap& map) {
        const auto& tables = map.inheritance()->tables;
        const auto other = std::find_if(tables.begin(), tables.end() - 1,
                                        [&](const ClassMap* part) { return names_.contains(table_of(*part)); });
        if (other != tables.end() - 1) join(**other, *tables.back());
    }
    /// Null: there was nothing to join.
    const NodePtr<sql::SelectNode>& joined() const { return joined_; }

private:
    static const sql::FromNode* table_of(const ClassMap& part) { return sql::FromPtr(part.definition_ptr()).get(); }

    void join(const ClassMap& left, const ClassMap& part) {
        if (!names_.contains(table_of(part)) || !there_.insert(table_of(part)).second) return;
        if (!joined_) joined_ = make_node<sql::SelectNode>(select_);
        const sql::FromPtr from(left.definition_ptr());
        const sql::FromPtr target(part.definition_ptr());
        auto& joins = joined_->joins;
        const auto place = behind(joins, *from);
        // Rows that an outer join of the user's keeps must stay.
        const bool may_miss = std::any_of(joins.begin(), place, is_outer) || is_in_outer_join(*from);
        joins.insert(place, {may_miss ? sql::JoinKind::LeftOuter : sql::JoinKind::Inner, from, target,
                             same_key(left, from, part, target)});
    }
    static bool is_outer(const sql::JoinClause& join) {
        return join.kind == sql::JoinKind::LeftOuter || join.kind == sql::JoinKind::FullOuter ||
               has_outer_join(*join.target);
    }
    bool is_in_outer_join(const sql::FromNode& table) const {
        return std::ranges::any_of(select_.from, [&](const sql::FromPtr& element) {
            const auto leaves = sql::leaves_of(*element);
            return has_outer_join(*element) && std::ranges::find(leaves, &table) != leaves.end();
        });
    }

    const sql::SelectNode& select_;
    Elements names_;
    Elements there_;
    NodePtr<sql::SelectNode> joined_;
};

}  // namespace

NodePtr<const sql::SelectNode> with_joined_parts(const sql::SelectNode& select) {
    const NodePtr<const sql::SelectNode> unchanged(&select);
    const std::vector<const ClassMap*> split = split_classes();
    if (split.empty()) return unchanged;
    PartJoiner joiner(select);
    // Bases are known before their subclasses: what is there of a class brings its bases, which bring other subclasses.
    for (auto map = split.rbegin(); map != split.rend(); ++map) joiner.join_bases(**map);
    for (const ClassMap* const map : split) joiner.join_own(*map);
    return joiner.joined() ? NodePtr<const sql::SelectNode>(joiner.joined()) : unchanged;
}

bool names_tables_of_subclasses(const ClassMap& map, const sql::ExpressionList& conditions) {
    Elements names;
    for (const ExpressionPtr& condition : conditions) add_named(*condition, names);
    bool found = false;
    for_each_table_of_subclasses(map, [&](const ClassMap&, const ClassMap& part) {
        found = found || names.contains(sql::FromPtr(part.definition_ptr()).get());
    });
    return found;
}

}  // namespace azoth::orm
