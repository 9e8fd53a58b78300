// SPDX-License-Identifier: MIT
#include "compile/cte_registry.hpp"

#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/context.hpp"
#include "compile/query_writer.hpp"

namespace azoth::compile {

void CteRegistry::require(SqlWriter& writer, const sql::QueryFromNode& cte) {
    for (const Entry& entry : entries_) {
        if (entry.node == &cte) return;
        if (entry.node->name() == cte.name())
            throw CompileError("duplicate_cte", fmt::format("two different CTEs of this statement are called {}; give "
                                                            "one of them another name",
                                                            cte.name()));
    }
    Context& context = writer.context();
    SqlText outside = std::exchange(context.text, SqlText{});
    {
        const Restored<const Scope*> no_scope(context.scope, nullptr);
        write_query(writer, *cte.query, cte.columns());
    }
    entries_.push_back({&cte, std::exchange(context.text, std::move(outside))});
}

void CteRegistry::write_with(const Dialect& dialect, SqlText& target) const {
    std::string_view before = "WITH ";
    for (const Entry& entry : entries_) {
        std::string name;
        dialect.write_identifier(name, entry.node->name());
        target.append(before);
        target.append(name);
        target.append(" AS (");
        target.append(entry.text);
        target.append(")");
        before = ", ";
    }
    if (!entries_.empty()) target.append(" ");
}

}  // namespace azoth::compile
