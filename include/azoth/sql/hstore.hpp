// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "azoth/sql/array.hpp"
#include "azoth/sql/range.hpp"
#include "azoth/types/hstore.hpp"

namespace azoth {

/// What PostgreSQL's extension hstore can do with its values; other databases refuse it (CompileError `unsupported`).
/// Values that it is compared with are Hstore, keys are texts; expressions will do for both.
class HstoreExpr : public Expr<Hstore> {
public:
    explicit HstoreExpr(ExpressionPtr node) : Expr<Hstore>(std::move(node)) {}

    /// `->`: the text of a key; NULL when there is none.
    template <class K>
    Expr<std::optional<std::string>> operator[](const K& key) const {
        return Expr<std::optional<std::string>>(special("hstore_get", text(key), Text{}));
    }
    /// `?`, `?&`, `?|`.
    template <class K>
    Expr<bool> has_key(const K& key) const {
        return Expr<bool>(special("hstore_has_key", text(key), Boolean{}));
    }
    Expr<bool> has_all_keys(const ArrayExpr<std::string>& keys) const {
        return Expr<bool>(special("hstore_has_all", keys.node(), Boolean{}));
    }
    Expr<bool> has_any_key(const ArrayExpr<std::string>& keys) const {
        return Expr<bool>(special("hstore_has_any", keys.node(), Boolean{}));
    }
    /// `@>`, `<@`: all pairs of one are in the other.
    template <class U>
    Expr<bool> contains(const U& part) const {
        return Expr<bool>(special("hstore_contains", pairs(part), Boolean{}));
    }
    template <class U>
    Expr<bool> contained_by(const U& whole) const {
        return Expr<bool>(special("hstore_contained_by", pairs(whole), Boolean{}));
    }
    /// `||`: the pairs of both; those of the other win.
    template <class U>
    HstoreExpr concat(const U& other) const {
        return HstoreExpr(special("hstore_concat", pairs(other), this->node()->type()));
    }
    /// `-`: without a key.
    template <class K>
    HstoreExpr without(const K& key) const {
        return HstoreExpr(special("hstore_without", text(key), this->node()->type()));
    }
    /// akeys() and avals().
    ArrayExpr<std::string> keys() const { return ArrayExpr<std::string>(special("hstore_keys", nullptr, SqlType{})); }
    ArrayExpr<std::string> values() const {
        return ArrayExpr<std::string>(special("hstore_values", nullptr, SqlType{}));
    }

private:
    template <class K>
    static ExpressionPtr text(const K& key) {
        return to_operand<std::string>(nullptr, key);
    }
    template <class U>
    ExpressionPtr pairs(const U& other) const {
        return to_operand<Hstore>(node(), other);
    }
    ExpressionPtr special(std::string_view name, ExpressionPtr other, SqlType type) const;
};

template <>
struct ExprTraits<HstoreExpr> : std::true_type {
    using ValueType = Hstore;
};

/// A column or expression that holds an hstore.
template <Expression E>
HstoreExpr as_hstore(const E& expression) {
    return HstoreExpr(to_node(expression));
}

}  // namespace azoth
