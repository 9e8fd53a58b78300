// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "azoth/sql/statement_node.hpp"

namespace azoth {

class Dialect;

/// The SQL of a statement with the dialect's placeholders: the form for people. With `literal_values` the values are
/// written in.
std::string to_string(const sql::StatementNode& statement, const Dialect& dialect, bool literal_values = false);
template <class Statement>
requires requires(const Statement& statement) { statement.node(); }
std::string to_string(const Statement& statement, const Dialect& dialect, bool literal_values = false) {
    return to_string(static_cast<const sql::StatementNode&>(*statement.node()), dialect, literal_values);
}

/// A dialect of no database: standard SQL with `:title_1` as placeholders.
const Dialect& generic_dialect();

template <class Statement>
requires requires(const Statement& statement) { statement.node(); }
std::string to_string(const Statement& statement) { return to_string(statement, generic_dialect()); }

}  // namespace azoth
