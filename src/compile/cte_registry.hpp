// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "azoth/compile/sql_writer.hpp"
#include "azoth/sql/from_nodes.hpp"
#include "compile/sql_text.hpp"

namespace azoth::compile {

/// The CTEs that a statement uses: each is written once, before those that use it.
class CteRegistry {
public:
    /// Throws CompileError(`duplicate_cte`) when another one has the same name.
    void require(SqlWriter& writer, const sql::QueryFromNode& cte);
    /// `WITH a AS (...), b AS (...) `; nothing when there are none.
    void write_with(const Dialect& dialect, SqlText& target) const;

private:
    struct Entry {
        const sql::QueryFromNode* node;
        SqlText text;
    };

    std::vector<Entry> entries_;
};

}  // namespace azoth::compile
