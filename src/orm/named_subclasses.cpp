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
        for (const sql::SelectItem& item : select.items)
            if (item.entity != nullptr) there_.insert(item.from ? item.from.get() : item.entity->table().get());
        for (const sql::JoinClause& join : select.joins)
            if (join.on) add_named(*join.on, names_);
        names_.insert(there_.begin(), there_.end());
    }

    /// Its own table is what a join of the user's brings: with the other tables that are named.
    void join_to_targets(const ClassMap& map) {
        const sql::FromNode* const own = table_of(*map.inheritance()->tables.back());
        for (std::size_t i = 0; i < select_.joins.size(); ++i) {
            join_to_named(i, map);
            if (select_.joins[i].target.get() != own) continue;
            bool has_left = has_other_left(map);
            for (const ClassMap* const part : map.inheritance()->tables) {
                if (!names_.contains(table_of(*part)) || there_.contains(table_of(*part))) continue;
                join_to_target(i, *map.inheritance()->tables.back(), *part, has_left);
                has_left = true;
            }
        }
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

    /// The condition of a join says which row of `part` belongs to one of `own`.
    static bool is_linked(const sql::JoinClause& join, const ClassMap& own, const ClassMap& part) {
        if (!join.on) return false;
        bool is_equal = false;
        for (sql::Walk walk(*join.on); const sql::Node* const node = walk.next();) {
            if (node->kind() != sql::NodeKind::Binary) continue;
            Elements sides;
            for (const ExpressionPtr& side : static_cast<const sql::BinaryNode&>(*node).operands())
                if (side->kind() == sql::NodeKind::Column)
                    sides.insert(static_cast<const sql::ColumnNode&>(*side).from.get());
            is_equal = is_equal || (sides.contains(table_of(own)) && sides.contains(table_of(part)));
        }
        return is_equal;
    }
    /// The query selects from something that is no table of the class.
    bool has_other_left(const ClassMap& map) const {
        const auto& tables = map.inheritance()->tables;
        return std::ranges::any_of(sql::selected_elements(select_), [&](const sql::FromNode* element) {
            const bool is_target = std::ranges::any_of(
                select_.joins, [&](const sql::JoinClause& join) { return join.target.get() == element; });
            return !is_target &&
                   std::ranges::none_of(tables, [&](const ClassMap* part) { return table_of(*part) == element; });
        });
    }

    /// A join to a table of a base whose condition names the class's own, as join<Smith>(c(&Smith::metal) == ...) is.
    void join_to_named(std::size_t position, const ClassMap& map) {
        const ClassMap& own = *map.inheritance()->tables.back();
        const sql::JoinClause& join = (joined_ ? *joined_ : select_).joins[position];
        if (!join.on || there_.contains(table_of(own))) return;
        Elements in_condition;
        add_named(*join.on, in_condition);
        if (!in_condition.contains(table_of(own))) return;
        for (const ClassMap* const part : map.inheritance()->tables) {
            if (part == &own || join.target.get() != table_of(*part)) continue;
            if (!joined_) joined_ = make_node<sql::SelectNode>(select_);
            const sql::FromPtr table(part->definition_ptr());
            const sql::FromPtr other(own.definition_ptr());
            there_.insert(other.get());
            joined_->joins[position].target =
                make_node<sql::JoinNode>(sql::JoinKind::Inner, table, other, same_key(*part, table, own, other));
            return;
        }
    }

    /// `has_left`: what is joined is not `part` itself.
    void join_to_target(std::size_t position, const ClassMap& own, const ClassMap& part, bool has_left) {
        if (is_linked(select_.joins[position], own, part)) return;
        if (!joined_) joined_ = make_node<sql::SelectNode>(select_);
        sql::JoinClause& join = joined_->joins[position];
        const sql::FromPtr table(own.definition_ptr());
        const sql::FromPtr other(part.definition_ptr());
        ExpressionPtr link = same_key(own, table, part, other);
        there_.insert(other.get());
        if (has_left)
            join.target = make_node<sql::JoinNode>(sql::JoinKind::Inner, join.target, other, std::move(link));
        else
            join.on = join.on ? azoth::detail::make_boolean_list(sql::Operator::And, join.on, link) : link;
    }

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
    const bool has_entities =
        std::ranges::any_of(select.items, [](const sql::SelectItem& item) { return item.entity != nullptr; });
    if (has_entities && select.joins.empty()) return unchanged;
    const std::vector<const ClassMap*> split = split_classes();
    if (split.empty()) return unchanged;
    PartJoiner joiner(select);
    if (!select.joins.empty())
        for (auto map = split.rbegin(); map != split.rend(); ++map) joiner.join_to_targets(**map);
    if (has_entities) return joiner.joined() ? NodePtr<const sql::SelectNode>(joiner.joined()) : unchanged;
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
