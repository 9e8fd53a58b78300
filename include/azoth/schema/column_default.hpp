// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "azoth/base/node_ptr.hpp"
#include "azoth/base/shared.hpp"
#include "azoth/schema/sequence.hpp"
#include "azoth/sql/expr.hpp"

namespace azoth {

/// What a default's function may look at: the other values of the row.
class DefaultContext {
public:
    virtual ~DefaultContext() = default;

    /// What the statement gives to a column of the same row; nothing when it gives none, or an expression that only the
    /// database can compute. Defaults of columns before this one count as given.
    virtual std::optional<Value> current_parameter(std::string_view column) const = 0;
    /// An UPDATE asks, not an INSERT.
    virtual bool is_update() const = 0;
};

namespace detail {

struct DefaultFunction : Counted {
    virtual Value call(const DefaultContext& context) const = 0;
};

template <class F>
struct DefaultFunctionOf final : DefaultFunction {
    explicit DefaultFunctionOf(F given) : function(std::move(given)) {}
    Value call(const DefaultContext& context) const override {
        if constexpr (std::invocable<const F&, const DefaultContext&>)
            return Value(function(context));
        else
            return Value(function());
    }
    F function;
};

template <class F>
concept DefaultCallable = std::invocable<const F&> || std::invocable<const F&, const DefaultContext&>;

}  // namespace detail

/// What azoth gives a column for which a statement has no value: a value, a function that is called for each row at
/// each execution, an SQL expression, or the next number of a sequence.
class ColumnDefault {
public:
    enum class Kind : std::uint8_t { None, Value, Function, Expression, Sequence };

    ColumnDefault() = default;
    ColumnDefault(const azoth::Sequence& sequence);
    template <class V>
    requires(!std::same_as<V, ColumnDefault> && !std::derived_from<V, azoth::Sequence>) ColumnDefault(const V& value) {
        if constexpr (azoth::Expression<V>) {
            kind_ = Kind::Expression;
            expression_ = to_node(value);
        } else if constexpr (detail::DefaultCallable<V>) {
            kind_ = Kind::Function;
            function_ = make_node<const detail::DefaultFunctionOf<std::decay_t<V>>>(value);
        } else {
            kind_ = Kind::Value;
            value_ = azoth::Value(value);
        }
    }

    Kind kind() const { return kind_; }
    explicit operator bool() const { return kind_ != Kind::None; }
    /// It has a value that the database need not compute.
    bool is_client_side() const { return kind_ == Kind::Value || kind_ == Kind::Function; }
    /// Precondition: is_client_side().
    azoth::Value evaluate(const DefaultContext& context) const {
        return kind_ == Kind::Function ? function_->call(context) : value_;
    }
    /// Of an Expression or Sequence.
    const ExpressionPtr& expression() const { return expression_; }
    const Shared<azoth::Sequence>& sequence() const { return sequence_; }

private:
    Kind kind_ = Kind::None;
    azoth::Value value_;
    NodePtr<const detail::DefaultFunction> function_;
    ExpressionPtr expression_;
    Shared<azoth::Sequence> sequence_;
};

}  // namespace azoth
