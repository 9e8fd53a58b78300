// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "azoth/sql/function_call.hpp"

namespace azoth {

namespace detail {

/// Throws ArgumentError(`bad_name`).
NodePtr<sql::Construct> make_custom_function(std::string name);
NodePtr<sql::Construct> make_custom_expression(std::string name);

}  // namespace detail

/// The half of CustomFunction and CustomExpression that is compiled once: how it is written on each database.
template <class Self>
class CustomSql {
public:
    /// SQL with holes on one database, see compile::SqlWriter::form(): `on("sqlite", "max({0}, {1})")`.
    /// `mysql` is MariaDB too unless there is a form for `mariadb`.
    Self& on(std::string dialect, std::string form) { return set({std::move(dialect), std::move(form)}); }
    /// By a function that writes to the SqlWriter; a lambda without captures will do. It is put in parentheses wherever
    /// an operator stands beside it.
    Self& on(std::string dialect, sql::Construct::Writer writer) { return set({std::move(dialect), {}, writer}); }
    /// On all databases that on() does not name.
    Self& elsewhere(std::string form) { return set({{}, std::move(form)}); }
    Self& elsewhere(sql::Construct::Writer writer) { return set({{}, {}, writer}); }

    const NodePtr<sql::Construct>& construct() const { return construct_; }

protected:
    explicit CustomSql(NodePtr<sql::Construct> construct) : construct_(std::move(construct)) {}

private:
    Self& set(sql::Construct::Rendering rendering) {
        construct_->set(std::move(rendering));
        return static_cast<Self&>(*this);
    }

    NodePtr<sql::Construct> construct_;
};

/// A SQL function of your own, or one that azoth does not know, with its result type and its form on each database.
///
///     const auto kDistance = CustomFunction<double>("distance").on("mysql", "ST_Distance({0}, {1})");
///     select(kDistance(&Place::position, here))
///
/// Where nothing is said it is `name(arguments)`. Keep it: each has an identity of its own in the cache of compiled
/// statements. Thread safety: like a value that does not change; on() and elsewhere() may be called at any time.
template <class R>
class CustomFunction : public CustomSql<CustomFunction<R>> {
public:
    /// `name` as for func::call(). Throws ArgumentError(`bad_name`).
    explicit CustomFunction(std::string name)
        : CustomSql<CustomFunction>(detail::make_custom_function(std::move(name))) {}

    template <class... Args>
    FunctionCall<R> operator()(const Args&... arguments) const {
        return FunctionCall<R>(
            detail::make_function(this->construct(), {to_node(arguments)...}, detail::type_of_value<R>(), {}));
    }
};

/// An expression of your own with operands: an operator or piece of syntax that azoth does not have.
///
///     const auto kOverlaps = CustomExpression<bool>("overlaps").on("postgresql", "({0}, {1}) OVERLAPS ({2}, {3})");
///     select(&Stay::guest).where(kOverlaps(&Stay::from, &Stay::until, from, until))
///
/// A statement with it is refused on databases for which it has no form: CompileError(`unsupported`). Keep it, as a
/// CustomFunction.
template <class R>
class CustomExpression : public CustomSql<CustomExpression<R>> {
public:
    /// `name` is for messages and for the column that selects it.
    explicit CustomExpression(std::string name)
        : CustomSql<CustomExpression>(detail::make_custom_expression(std::move(name))) {}

    template <class... Args>
    Expr<R> operator()(const Args&... operands) const {
        return with_options({}, operands...);
    }
    /// With a part of the SQL that is no operand, for the hole `{options}`: a unit, a keyword. It is written as it is:
    /// never make it from user input.
    template <class... Args>
    Expr<R> with_options(std::string options, const Args&... operands) const {
        return Expr<R>(detail::make_function(this->construct(), {to_node(operands)...}, detail::type_of_value<R>(),
                                             std::move(options)));
    }
};

}  // namespace azoth
