// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "azoth/compile/sql_writer.hpp"
#include "azoth/sql/from_nodes.hpp"
#include "compile/sql_text.hpp"

namespace azoth::compile {

/// The CTEs that a query uses: each is written once, before those that use it.
class CteRegistry {
public:
    bool is_empty() const { return order_.empty(); }
    /// Throws CompileError(`duplicate_cte`) when another one has the same name.
    void require(SqlWriter& writer, const sql::CteNode& cte);
    /// `WITH a AS (...), b AS (...) `; nothing when there are none.
    SqlText with_clause() const;

private:
    struct Entry {
        const sql::CteNode* node;
        SqlText text;
    };

    std::deque<Entry> entries_;
    std::vector<const Entry*> order_;  ///< in which their texts were finished
    std::unordered_map<std::string_view, Entry*> by_name_;
};

}  // namespace azoth::compile
