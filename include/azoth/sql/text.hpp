// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "azoth/sql/expr.hpp"
#include "azoth/sql/statement_nodes.hpp"

namespace azoth {

class Row;

namespace detail {

/// Throws ArgumentError(`no_such_bind`) that lists the names in the text.
void set_bind(sql::TextNode& text, std::string_view name, ExpressionPtr value);

}  // namespace detail

/// SQL written by hand. `Ts...` are its rows, once columns<Ts...>() has told; else they are Row.
template <class... Ts>
class TextStatement {
public:
    explicit TextStatement(NodePtr<sql::TextNode> node) : node_(std::move(node)) {}
    const NodePtr<sql::TextNode>& node() const { return node_; }

    /// Gives `:name` a value.
    template <class U>
    TextStatement bind(std::string_view name, const U& value) const {
        TextStatement result(make_node<sql::TextNode>(*node_));
        detail::set_bind(*result.node_, name, to_node(value));
        return result;
    }

    /// States the C++ types of the columns, in order.
    template <class... Us>
    TextStatement<Us...> columns() const {
        return TextStatement<Us...>(node_);
    }

private:
    NodePtr<sql::TextNode> node_;
};

/// SQL as it is, with named binds: `text("SELECT id FROM users WHERE name = :name").bind("name", "sandy")`.
///
/// A colon in quotes or comments and `::` are left alone; `\:` is a plain colon.
inline TextStatement<Row> text(std::string sql) {
    return TextStatement<Row>(make_node<sql::TextNode>(std::move(sql)));
}

}  // namespace azoth
