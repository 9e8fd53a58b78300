// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/sql/join_target.hpp"
#include "azoth/sql/result_name_node.hpp"

namespace azoth {

/// How `with_for_update()` locks; `{}` is FOR UPDATE.
struct ForUpdate {
    bool read = false;                  ///< FOR SHARE: others may read the rows, but not change them
    bool nowait = false;                ///< an error instead of waiting for others' locks
    bool skip_locked = false;           ///< leaves out rows that others have locked
    std::vector<FromArgument> of = {};  ///< only rows of these; empty: of all
    bool key_share = false;             ///< PostgreSQL: FOR NO KEY UPDATE, with `read` FOR KEY SHARE
};

/// How fetch() counts.
struct FetchOptions {
    bool with_ties = false;  ///< and those that sort like the last one
    bool percent = false;    ///< of all rows
};

/// How cte() is written: `cte("t", {.materialized = true})`.
struct CteOptions {
    bool recursive = false;                 ///< it will select from itself
    bool nesting = false;                   ///< WITH within the query that uses it, not before the whole statement
    std::optional<bool> materialized = {};  ///< a hint, where the database takes one
    std::vector<std::string> columns = {};  ///< their names; empty: those of the query
};

/// By the name of a selected column or label: `order_by(desc("total"))`.
inline Ordering asc(std::string_view name) { return {{make_node<sql::ResultNameNode>(std::string(name)), false}}; }
inline Ordering desc(std::string_view name) { return {{make_node<sql::ResultNameNode>(std::string(name)), true}}; }

enum CteRecursion : bool { Recursive = true };

namespace detail {

sql::FromPtr make_cte(sql::StatementPtr query, std::string name, CteOptions options);
/// A recursive CTE with one more member; it is still the same one.
sql::FromPtr extended_cte(const sql::FromPtr& cte, sql::SetOperator op, sql::StatementPtr member);
/// The CTE with a clause more. Throws ArgumentError(`not_recursive`, `no_such_column`).
sql::FromPtr searched_cte(const sql::FromPtr& cte, sql::CteSearch search);
sql::FromPtr cycle_cte(const sql::FromPtr& cte, sql::CteCycle cycle);
/// Throws ArgumentError(`wrong_column_count`, `different_types`).
NodePtr<sql::CompoundNode> make_compound(sql::SetOperator op, std::vector<sql::StatementPtr> members);

/// Number of rows: a whole number (else ArgumentError(`negative_row_count`)).
ExpressionPtr row_count(std::int64_t rows, std::string_view clause);
template <class N>
ExpressionPtr to_row_count(const N& rows, std::string_view clause) {
    if constexpr (std::same_as<N, std::nullopt_t>) {
        return nullptr;
    } else if constexpr (Expression<N>) {
        return to_node(rows);
    } else {
        static_assert(std::integral<N>, "azoth: a number of rows is a whole number or an expression");
        return row_count(static_cast<std::int64_t>(rows), clause);
    }
}

inline sql::OrderItem to_order_item(const Ordering& ordering) { return ordering.item; }
void add_order(std::vector<sql::OrderItem>& list, const Ordering& ordering);
void add_order_key(std::vector<sql::OrderItem>& list, ExpressionPtr key);
template <class E>
sql::OrderItem to_order_item(const E& key) {
    if constexpr (Expression<E>) {
        return {to_node(key)};
    } else if constexpr (std::convertible_to<const E&, Ordering>) {
        return Ordering(key).item;
    } else {
        static_assert(TextLike<E>, "azoth: rows are ordered by expressions, asc(), desc(), or the name of a column");
        return {make_node<sql::ResultNameNode>(std::string(std::string_view(key)))};
    }
}
/// A range of keys, put together at run time.
template <class E>
inline constexpr bool kIsKeyList = AnyRange<E> && !TextLike<E> && !Expression<E>;
template <class E>
void add_order(std::vector<sql::OrderItem>& list, const E& key) {
    if constexpr (std::same_as<E, std::nullopt_t>)
        list.clear();
    else if constexpr (Expression<E>)
        add_order_key(list, to_node(key));
    else if constexpr (kIsKeyList<E>)
        for (const auto& each : key) list.push_back(to_order_item(each));
    else
        list.push_back(to_order_item(key));
}
template <class E>
void add_group(sql::ExpressionList& list, const E& key) {
    if constexpr (std::same_as<E, std::nullopt_t>)
        list.clear();
    else if constexpr (Expression<E>)
        list.push_back(to_node(key));
    else if constexpr (kIsKeyList<E>)
        for (const auto& each : key) list.push_back(to_order_item(each).expression);
    else
        list.push_back(to_order_item(key).expression);
}

/// Copy-on-write handle on a query.
template <class Node>
class QueryCore {
public:
    const NodePtr<Node>& node() const { return node_; }

protected:
    explicit QueryCore(NodePtr<Node> node) : node_(std::move(node)) {}

    /// The node, ready to be changed: a copy first when somebody else holds it too.
    Node& edit() {
        if (!node_->has_one_owner()) node_ = make_node<Node>(*node_);
        return *node_;
    }

private:
    NodePtr<Node> node_;
};

sql::RareClauses& edit_rare(sql::QueryNode& query);
/// `column = value` for each.
void add_equalities(sql::ExpressionList& conditions, const std::vector<Assignment>& equalities);

/// The untemplated half of Select<...>: what is compiled once.
class SelectCore : public QueryCore<sql::SelectNode> {
protected:
    SelectCore() : QueryCore(make_node<sql::SelectNode>()) {}
    explicit SelectCore(NodePtr<sql::SelectNode> node) : QueryCore(std::move(node)) {}

    sql::ColumnPtr column_of_last(std::string_view name) const;
    void add_item(ExpressionPtr expression);
    void add_entity(const sql::Entity& entity, sql::FromPtr from);
    void add_entity(const sql::Entity& entity);
    void add_condition(ExpressionPtr condition);
    void add_join(sql::JoinKind kind, JoinTarget target);
    void correlate(sql::Correlation kind, std::vector<FromArgument> elements);
    void set_lock(ForUpdate lock);
    NodePtr<sql::SelectNode> without_items() const;
};

}  // namespace detail
}  // namespace azoth
