// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/sql/expr.hpp"
#include "azoth/sql/named_bind_node.hpp"

namespace azoth {

/// A place in a statement for a value of type `T` that is given by name at each execution. It is an expression.
template <class T>
class BindParameter : public Expr<T> {
    using Form = sql::NamedBindNode::Form;

public:
    explicit BindParameter(NodePtr<const sql::NamedBindNode> node) : Expr<T>(node), named_(std::move(node)) {}

    /// The value where the execution gives none.
    template <class U>
    BindParameter default_value(const U& value) const {
        static_assert(kComparable<WithoutOptional<T>, WithoutOptional<std::decay_t<U>>>,
                      "azoth: the default of this bindparam() has another type than its values");
        return with(named_->form, std::vector<Value>{detail::to_value<WithoutOptional<T>>(value)});
    }
    /// A list, for `in()`: any number of values at each execution.
    BindParameter expanding() const { return with(Form::Expanding, named_->default_values); }
    /// Writes the value into the SQL at each execution, for places that take no placeholder. It is escaped.
    BindParameter literal_execute() const { return with(Form::Literal, named_->default_values); }

    const NodePtr<const sql::NamedBindNode>& named() const { return named_; }

private:
    BindParameter with(Form form, std::optional<std::vector<Value>> values) const {
        return BindParameter(
            make_node<const sql::NamedBindNode>(named_->name, named_->type(), form, std::move(values)));
    }

    NodePtr<const sql::NamedBindNode> named_;
};

template <class T>
struct ExprTraits<BindParameter<T>> : std::true_type {
    using ValueType = T;
};

/// `bindparam<std::string>("name")`; the value comes with the execution: `execute(query, {{"name", "sandy"}})`, or
/// by `query.params({{"name", "sandy"}})`. A name without a value is ArgumentError(`missing_bind`).
///
/// Without a type (`bindparam("name")`) it is sent as the value is.
template <class T = Value>
BindParameter<T> bindparam(std::string name) {
    return BindParameter<T>(make_node<const sql::NamedBindNode>(std::move(name), detail::type_of_value<T>()));
}

/// Of a type that is stated at run time: `bindparam("born", Date{})`.
inline BindParameter<Value> bindparam(std::string name, SqlType type) {
    return BindParameter<Value>(make_node<const sql::NamedBindNode>(std::move(name), std::move(type)));
}

/// A value that is written into the SQL, escaped, at each execution: for places that take no placeholder. One cached
/// statement serves all values.
template <class T>
auto literal_execute(const T& value) {
    using Type = std::conditional_t<TextLike<T>, std::string, T>;
    return Expr<Type>(make_node<sql::NamedBindNode>(std::string(), detail::type_of_value<Type>(),
                                                    sql::NamedBindNode::Form::Literal,
                                                    std::vector<Value>{detail::to_value<Type>(value)}));
}

}  // namespace azoth
