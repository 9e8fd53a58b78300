// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/sql/expr.hpp"
#include "azoth/sql/json_nodes.hpp"
#include "azoth/types/json.hpp"

namespace azoth {

namespace detail {

/// A path within a path is one path.
ExpressionPtr make_json_path(const ExpressionPtr& document, sql::JsonSteps steps, sql::JsonPathNode::Form form,
                             SqlType type);
ExpressionPtr make_json_test(sql::JsonTestNode::Test test, ExpressionPtr document, ExpressionPtr other);
/// Throws ArgumentError(`empty_key_list`).
ExpressionPtr make_json_test(sql::JsonTestNode::Test test, ExpressionPtr document, std::vector<std::string> keys);
ExpressionPtr make_json_remove(ExpressionPtr document, sql::JsonSteps steps);
/// A JSON path in the database's own language. What it is bound as the database finds out.
ExpressionPtr make_json_path_text(std::string_view path);

}  // namespace detail

/// A JSON document within a statement, or a part of one. as_json(column)["author"]["names"][0] is the first name; it is
/// NULL when there is nothing at that path.
///
/// Keys and positions become a part of the SQL text, escaped, so that indexes on a path can be used.
class JsonExpr : public Expr<std::optional<nlohmann::json>> {
public:
    using Base = Expr<std::optional<nlohmann::json>>;
    explicit JsonExpr(ExpressionPtr node) : Base(std::move(node)) {}

    /// The value of a key, or the element at a position: counted from 0, negative ones from the end.
    JsonExpr operator[](sql::JsonStep step) const { return at({std::move(step)}); }
    /// Several steps at once: `at({"author", "names", 0})`.
    JsonExpr at(sql::JsonSteps steps) const {
        return JsonExpr(detail::make_json_path(node(), std::move(steps), sql::JsonPathNode::Form::Json, Json{}));
    }

    /// As a value of SQL: JSON's null and what is not there are NULL. The database converts a text or number that is
    /// not a `T`, or refuses it, as it does in a CAST.
    template <class T>
    Expr<std::optional<T>> as() const {
        constexpr bool kText = std::same_as<T, std::string>;
        using Form = sql::JsonPathNode::Form;
        return Expr<std::optional<T>>(
            detail::make_json_path(node(), {}, kText ? Form::Text : Form::Cast, detail::sql_type_of<T>()));
    }
    Expr<std::optional<std::string>> as_string() const { return as<std::string>(); }
    Expr<std::optional<std::int64_t>> as_integer() const { return as<std::int64_t>(); }
    Expr<std::optional<double>> as_float() const { return as<double>(); }
    Expr<std::optional<bool>> as_boolean() const { return as<bool>(); }

    /// The object has the key, whatever its value.
    Expr<bool> has_key(std::string key) const { return test(sql::JsonTestNode::Test::HasKey, {std::move(key)}); }
    Expr<bool> has_any_key(std::vector<std::string> keys) const {
        return test(sql::JsonTestNode::Test::HasAnyKey, std::move(keys));
    }
    Expr<bool> has_all_keys(std::vector<std::string> keys) const {
        return test(sql::JsonTestNode::Test::HasAllKeys, std::move(keys));
    }
    /// All that is in `part`, a nlohmann::json or an expression, is in the document, too. Not on SQLite.
    template <class U>
    Expr<bool> contains(const U& part) const {
        return test(sql::JsonTestNode::Test::Contains, to_operand<nlohmann::json>(node(), part));
    }
    template <class U>
    Expr<bool> contained_by(const U& whole) const {
        return test(sql::JsonTestNode::Test::ContainedBy, to_operand<nlohmann::json>(node(), whole));
    }
    /// There is something at the path, in the database's own language: `$.author.names[0]` means the same in all.
    Expr<bool> path_exists(std::string_view path) const {
        return test(sql::JsonTestNode::Test::PathExists, detail::make_json_path_text(path));
    }
    /// The predicate of the path is true: `$.price > 10`. PostgreSQL only.
    Expr<bool> path_match(std::string_view path) const {
        return test(sql::JsonTestNode::Test::PathMatches, detail::make_json_path_text(path));
    }

    /// The document without what stands at the path.
    JsonExpr remove(sql::JsonSteps steps) const { return JsonExpr(detail::make_json_remove(node(), std::move(steps))); }
    /// `||`: both objects in one, where the keys of the right one win; or both arrays. PostgreSQL only.
    template <class U>
    JsonExpr concat(const U& other) const {
        return JsonExpr(
            detail::make_binary(sql::Operator::Concat, node(), to_operand<nlohmann::json>(node(), other), Json{}));
    }

private:
    Expr<bool> test(sql::JsonTestNode::Test question, std::vector<std::string> keys) const {
        return Expr<bool>(detail::make_json_test(question, node(), std::move(keys)));
    }
    Expr<bool> test(sql::JsonTestNode::Test question, ExpressionPtr other) const {
        return Expr<bool>(detail::make_json_test(question, node(), std::move(other)));
    }
};

template <>
struct ExprTraits<JsonExpr> : std::true_type {
    using ValueType = std::optional<nlohmann::json>;
};

/// A column or expression that holds JSON, for what only documents have.
template <Expression E>
JsonExpr as_json(const E& expression) {
    using V = WithoutOptional<ValueTypeOf<E>>;
    static_assert(std::same_as<V, nlohmann::json> || std::same_as<V, Value> || TextLike<V>,
                  "azoth: as_json() needs an expression of JSON, or of text that is JSON");
    return JsonExpr(to_node(expression));
}

}  // namespace azoth
