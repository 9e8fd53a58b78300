// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "azoth/sql/select_node.hpp"
#include "compile/scope.hpp"

namespace azoth::compile {

/// One element of FROM: what stands between its commas.
struct FromElement {
    const sql::FromNode* root;
    std::vector<const sql::JoinClause*> joins;
    bool is_named = false;  ///< by select_from()
};

/// The FROM of a SELECT: what select_from() gives, then what columns and conditions name, without what is joined
/// already. What the SELECTs around it have in FROM is left to them (it is correlated), unless nothing would remain, or
/// as correlate() says. What may use columns of others (LATERAL, functions) stands behind them.
///
/// Throws CompileError(`no_from`) when a join has nothing to join to.
std::vector<FromElement> from_list(const sql::SelectNode& select, const Scope* outer);

/// Everything that may be named below these elements.
FromSet members_of(const std::vector<FromElement>& elements);

}  // namespace azoth::compile
