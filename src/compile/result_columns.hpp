// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "azoth/compile/compiled.hpp"
#include "azoth/sql/statement_nodes.hpp"

namespace azoth::compile {

/// One column that a statement gives back: an expression, or a column of an entity.
struct ResultColumn {
    const sql::ExpressionNode* expression = nullptr;  ///< null for a column of an entity
    const sql::FromNode* from = nullptr;
    std::uint32_t column = 0;
    std::string name;           ///< chosen when has_own_name is false
    bool has_own_name = false;  ///< databases give the column this name without being told
    SqlType type;
};

/// Entities are replaced by the columns that they load.
std::vector<ResultColumn> result_columns(std::span<const sql::SelectItem> items);

/// Those of a query; none for one whose columns are not known here.
std::vector<ResultColumn> columns_of_query(const sql::StatementNode& query);

std::vector<CompiledColumn> to_compiled_columns(std::span<const ResultColumn> columns);

}  // namespace azoth::compile
