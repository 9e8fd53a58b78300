// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "azoth/sql/statement_node.hpp"

namespace azoth::sql {

/// SQL written by the user, with `:name` binds.
class TextNode final : public StatementNode {
public:
    struct NamedBind {
        std::string name;
        ExpressionPtr value;  ///< a BindNode or BindListNode
    };

    /// Reads the names in `sql`; what stands in quotes, comments and `::casts` is left alone.
    explicit TextNode(std::string text);
    void write_key(CacheKeyWriter& key) const override;

    std::string sql;
    std::vector<NamedBind> binds;     ///< one per name in the text; value is null until bound
    std::vector<FromColumn> columns;  ///< when the user has stated them
    std::vector<std::string> pieces;  ///< the text between the binds: one more than `uses`
    std::vector<std::uint32_t> uses;  ///< which of `binds` stands after each piece
};

}  // namespace azoth::sql
