// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/sql/expr.hpp"
#include "azoth/sql/text_node.hpp"

namespace azoth {

class Row;

namespace detail {

/// Throws ArgumentError(`no_such_bind`) that lists the names in the text.
void set_bind(sql::TextNode& text, std::string_view name, ExpressionPtr value);

template <class U>
concept ValueRange = AnyRange<U> && !SqlValue<U> && !TextLike<U>;

template <ValueRange U>
ExpressionPtr list_of(const U& range) {
    using Each = std::remove_cvref_t<decltype(*range.begin())>;
    std::vector<Value> values;
    for (const auto& each : range) values.emplace_back(to_value<Each>(each));
    return make_bind_list(std::move(values), type_of_value<Each>());
}

}  // namespace detail

/// SQL written by hand. `Ts...` are its rows, once columns<Ts...>() has told; else they are Row.
template <class... Ts>
class TextStatement {
public:
    explicit TextStatement(NodePtr<sql::TextNode> node) : node_(std::move(node)) {}
    const NodePtr<sql::TextNode>& node() const { return node_; }

    /// Gives `:name` a value, or for `IN (:name)` a range of values.
    ///
    /// Throws ArgumentError(`no_such_bind`).
    template <class U>
    TextStatement bind(std::string_view name, const U& value) const {
        TextStatement result(make_node<sql::TextNode>(*node_));
        if constexpr (detail::ValueRange<U>)
            detail::set_bind(*result.node_, name, detail::list_of(value));
        else
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
inline TextStatement<Row> text(std::string sql) { return TextStatement<Row>(make_node<sql::TextNode>(std::move(sql))); }

}  // namespace azoth
