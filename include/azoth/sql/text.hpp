// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/sql/bind_parameter.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/expr.hpp"
#include "azoth/sql/select.hpp"
#include "azoth/sql/text_node.hpp"

namespace azoth {

class Row;

namespace detail {

/// Throws ArgumentError(`no_such_bind`) that lists the names in the text.
void set_bind(sql::TextNode& text, std::string_view name, ExpressionPtr value);

template <class U>
concept ValueRange = AnyRange<U> &&(kIsVector<U> || !SqlValue<U>)&&!TextLike<U>;

template <ValueRange U>
ExpressionPtr list_of(const U& range) {
    using Each = std::remove_cvref_t<decltype(*range.begin())>;
    std::vector<Value> values;
    for (const auto& each : range) values.emplace_back(to_value<Each>(each));
    return make_bind_list(std::move(values), type_of_value<Each>());
}

}  // namespace detail

/// SQL written by hand. `Ts...` are its rows, once columns<Ts...>() has told; else they are Row.
///
/// It may also stand within another statement: in where(), having() and order_by() as it is, elsewhere by as<T>().
template <class... Ts>
class TextStatement {
public:
    explicit TextStatement(NodePtr<sql::TextNode> node) : node_(std::move(node)) {}
    const NodePtr<sql::TextNode>& node() const { return node_; }

    /// Gives `:name` a value, or for `IN (:name)` a range of values. What is not bound is given at execution:
    /// `execute(text("... :name"), {{"name", "sandy"}})`.
    ///
    /// Throws ArgumentError(`no_such_bind`).
    template <class U>
    TextStatement bind(std::string_view name, const U& value) const {
        if constexpr (detail::ValueRange<U>)
            return with_bind(name, detail::list_of(value));
        else
            return with_bind(name, to_node(value));
    }
    /// Says more of some of the binds, whose values come with the execution:
    /// `bindparams(bindparam<std::int64_t>("ids").expanding())`. Throws ArgumentError(`no_such_bind`).
    template <class... Us>
    TextStatement bindparams(const BindParameter<Us>&... parameters) const {
        TextStatement result(make_node<sql::TextNode>(*node_));
        (detail::set_bind(*result.node_, parameters.named()->name, parameters.node()), ...);
        return result;
    }
    /// Values for its binds, where the execution gives none.
    TextStatement params(Parameters parameters) const {
        TextStatement result(make_node<sql::TextNode>(*node_));
        result.node_->parameters = std::move(parameters);
        return result;
    }

    /// States the C++ types of the columns, in order.
    template <class... Us>
    TextStatement<Us...> columns() const {
        return TextStatement<Us...>(node_);
    }
    /// The same with their names, by which subquery() and cte() offer them:
    ///
    ///     auto totals = text("SELECT book_id, sum(copies) FROM sales GROUP BY 1")
    ///                       .columns<std::int64_t, int>("book_id", "total").subquery("totals");
    template <class... Us, class... Names>
    requires(sizeof...(Us) > 0 && sizeof...(Us) == sizeof...(Names) &&
             (TextLike<Names> && ...)) TextStatement<Us...> columns(const Names&... names)
    const { return TextStatement<Us...>(with_columns({{std::string(names), detail::type_of_value<Us>()}...})); }
    /// Names and types that are known at run time only.
    TextStatement<Row> columns(std::vector<sql::FromColumn> columns) const {
        return TextStatement<Row>(with_columns(std::move(columns)));
    }

    /// `(SELECT ...) AS name` in FROM of another statement. columns() must have named its columns.
    FromHandle subquery(std::string name = {}) const {
        return FromHandle(make_node<sql::QueryFromNode>(sql::NodeKind::Subquery, node_, std::move(name)));
    }
    /// `WITH name AS (SELECT ...)`.
    CteHandle cte(std::string name, CteOptions options = {}) const {
        return azoth::cte(*this, std::move(name), std::move(options));
    }

    /// As an expression: `select(text("price * :rate").bind("rate", 2).as<double>())`.
    template <class T>
    Expr<T> as() const {
        return Expr<T>(
            make_node<sql::TextExpressionNode>(NodePtr<const sql::TextNode>(node_.get()), detail::type_of_value<T>()));
    }
    operator Condition() const { return Condition(as<bool>()); }
    operator Ordering() const { return as<Value>().asc(); }

private:
    TextStatement with_bind(std::string_view name, ExpressionPtr value) const {
        TextStatement result(make_node<sql::TextNode>(*node_));
        detail::set_bind(*result.node_, name, std::move(value));
        return result;
    }
    NodePtr<sql::TextNode> with_columns(std::vector<sql::FromColumn> columns) const {
        auto node = make_node<sql::TextNode>(*node_);
        node->columns = std::move(columns);
        return node;
    }

    NodePtr<sql::TextNode> node_;
};

/// SQL as it is, with named binds: `text("SELECT id FROM users WHERE name = :name").bind("name", "sandy")`.
///
/// A colon in quotes or comments and `::` are left alone; `\:` is a plain colon.
inline TextStatement<Row> text(std::string sql) { return TextStatement<Row>(make_node<sql::TextNode>(std::move(sql))); }

}  // namespace azoth
