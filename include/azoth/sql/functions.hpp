// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include "azoth/sql/aggregates.hpp"
#include "azoth/sql/any_expr.hpp"
#include "azoth/sql/date_functions.hpp"
#include "azoth/sql/function_call.hpp"
#include "azoth/sql/null_functions.hpp"
#include "azoth/sql/number_functions.hpp"
#include "azoth/sql/text_functions.hpp"
#include "azoth/sql/window_functions.hpp"

/// SQL functions. Those that are not here: `func::call<double>("atan2", &Point::y, &Point::x)`.
///
/// Each means the same on every database, however it is written there; what a database cannot say is refused when the
/// statement is compiled, CompileError(`unsupported`). A result may be NULL when an argument may.
namespace azoth::func {

/// Any function by its name, with its result type stated.
///
/// The name is written as it is: words of letters, digits and `_`, joined by dots, and names in double quotes, which
/// get the quotes of the database: `call<int>("shop.\"Best before\"", 1)`. Anything else throws
/// ArgumentError(`bad_name`). CURRENT_USER and the like have no parentheses.
template <class R, class... Args>
FunctionCall<R> call(std::string name, const Args&... arguments) {
    return FunctionCall<R>(detail::make_function(std::move(name), {to_node(arguments)...}, detail::type_of_value<R>()));
}

template <class R>
FunctionCall<R> call(std::string name, const std::vector<AnyExpr>& arguments) {
    return FunctionCall<R>(
        detail::make_function(std::move(name), detail::to_nodes(arguments), detail::type_of_value<R>()));
}

/// The user of the connection. Not on SQLite.
Expr<std::string> current_user();
/// A new random UUID (version 4) for each row. `R` is boost::uuids::uuid or std::string.
template <class R = Value>
Expr<R> gen_random_uuid() {
    return Expr<R>(detail::make_function(sql::StandardFunction::RandomUuid, {}, Uuid{}));
}

}  // namespace azoth::func
