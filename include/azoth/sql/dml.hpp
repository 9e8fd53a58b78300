// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/sql/condition.hpp"
#include "azoth/sql/dml_nodes.hpp"

namespace azoth {

namespace detail {

std::vector<sql::InsertNode::Assignment> to_assignments(const sql::TableNode& table,
                                                        std::initializer_list<Assignment> assignments);

void add_row(sql::InsertNode& insert, std::vector<sql::InsertNode::Assignment> row);
void add_conflict_column(sql::InsertNode& insert, const ExpressionPtr& column);

template <class From>
concept TableHandle = requires(const From& table) {
    table.table_node();
};

/// Copy-on-write handle on a statement node.
template <class Node>
class DmlCore {
public:
    const NodePtr<Node>& node() const { return node_; }

protected:
    explicit DmlCore(NodePtr<Node> node) : node_(std::move(node)) {}
    Node& edit() {
        if (!node_->has_one_owner()) node_ = make_node<Node>(*node_);
        return *node_;
    }
    template <class... E>
    NodePtr<Node> with_returning(const E&... expressions) const {
        auto copy = make_node<Node>(*node_);
        (copy->returning.push_back({to_node(expressions), nullptr, nullptr}), ...);
        return copy;
    }

private:
    NodePtr<Node> node_;
};

}  // namespace detail

/// UPDATE. `Ts...` are the rows of its RETURNING.
template <class... Ts>
class Update : public detail::DmlCore<sql::UpdateNode> {
public:
    explicit Update(NodePtr<sql::UpdateNode> node) : DmlCore(std::move(node)) {}

    /// `set(c(&Book::pages) = c(&Book::pages) + 1, ...)`. Throws ArgumentError for a column of another table.
    template <class... More>
    Update set(const Assignment& first, const More&... more) const {
        Update result(*this);
        for (auto& assignment : detail::to_assignments(*node()->table, {first, more...}))
            result.edit().assignments.push_back(std::move(assignment));
        return result;
    }
    template <class... Conditions>
    Update where(const Conditions&... conditions) const {
        Update result(*this);
        (result.edit().where.push_back(Condition(conditions).node()), ...);
        return result;
    }
    template <Expression... E>
    Update<ValueTypeOf<E>...> returning(const E&... expressions) const {
        return Update<ValueTypeOf<E>...>(with_returning(expressions...));
    }
};

/// DELETE. `Ts...` are the rows of its RETURNING.
template <class... Ts>
class Delete : public detail::DmlCore<sql::DeleteNode> {
public:
    explicit Delete(NodePtr<sql::DeleteNode> node) : DmlCore(std::move(node)) {}

    template <class... Conditions>
    Delete where(const Conditions&... conditions) const {
        Delete result(*this);
        (result.edit().where.push_back(Condition(conditions).node()), ...);
        return result;
    }
    template <Expression... E>
    Delete<ValueTypeOf<E>...> returning(const E&... expressions) const {
        return Delete<ValueTypeOf<E>...>(with_returning(expressions...));
    }
};

/// INSERT. `Ts...` are the rows of its RETURNING.
template <class... Ts>
class Insert : public detail::DmlCore<sql::InsertNode> {
public:
    explicit Insert(NodePtr<sql::InsertNode> node) : DmlCore(std::move(node)) {}

    /// One row: `values(users["name"] = "sandy", ...)`. Further calls add rows; all must name the same columns, else
    /// ArgumentError(`different_columns`).
    template <class... More>
    Insert values(const Assignment& first, const More&... more) const {
        Insert result(*this);
        detail::add_row(result.edit(), detail::to_assignments(*node()->table, {first, more...}));
        return result;
    }

    /// An upsert, begun: `.on_conflict(&Book::id).do_update(...)` or `.do_nothing()`.
    template <Expression... E>
    auto on_conflict(const E&... columns) const {
        Insert result(*this);
        (detail::add_conflict_column(result.edit(), to_node(columns)), ...);
        return Conflict{std::move(result)};
    }

    template <Expression... E>
    Insert<ValueTypeOf<E>...> returning(const E&... expressions) const {
        return Insert<ValueTypeOf<E>...>(with_returning(expressions...));
    }

    /// What is to happen when the row is there already.
    struct Conflict {
        Insert insert;

        Insert do_nothing() const {
            Insert result(insert);
            result.edit().on_conflict = sql::InsertNode::OnConflict::DoNothing;
            return result;
        }
        template <class... More>
        Insert do_update(const Assignment& first, const More&... more) const {
            Insert result(insert);
            result.edit().on_conflict = sql::InsertNode::OnConflict::DoUpdate;
            result.edit().conflict_assignments = detail::to_assignments(*result.node()->table, {first, more...});
            return result;
        }
    };
};

/// In do_update(): the value that was to be inserted.
template <Expression E>
auto excluded(const E& column) {
    return Expr<ValueTypeOf<E>>(make_node<sql::ExcludedNode>(to_expr(column).column()));
}

template <detail::TableHandle From>
Update<> update(const From& table) {
    return Update<>(make_node<sql::UpdateNode>(table.table_node()));
}
template <class E>
Update<> update() {
    return Update<>(make_node<sql::UpdateNode>(sql::entity_of<E>().table()));
}
template <detail::TableHandle From>
Delete<> delete_(const From& table) {
    return Delete<>(make_node<sql::DeleteNode>(table.table_node()));
}
template <class E>
Delete<> delete_() {
    return Delete<>(make_node<sql::DeleteNode>(sql::entity_of<E>().table()));
}
template <detail::TableHandle From>
Insert<> insert(const From& table) {
    return Insert<>(make_node<sql::InsertNode>(table.table_node()));
}

}  // namespace azoth
