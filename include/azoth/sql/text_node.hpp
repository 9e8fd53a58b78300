// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "azoth/sql/statement_node.hpp"

namespace azoth::sql {

/// SQL written by the user, with `:name` binds.
class TextNode final : public StatementNode {
public:
    struct NamedBind {
        std::string name;
        ExpressionPtr value;  ///< a NamedBindNode until it is bound
    };

    /// Reads the names in `sql`; what stands in quotes, comments and `::casts` is left alone.
    explicit TextNode(std::string text);
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    std::string sql;
    std::vector<NamedBind> binds;     ///< one per name in the text
    std::vector<FromColumn> columns;  ///< when the user has stated them
    std::vector<std::string> pieces;  ///< the text between the binds: one more than `uses`
    std::vector<std::uint32_t> uses;  ///< which of `binds` stands after each piece
};

/// text() as a part of another statement: a condition, a sort key, a column.
class TextExpressionNode final : public ExpressionNode {
public:
    TextExpressionNode(NodePtr<const TextNode> fragment, SqlType type)
        : ExpressionNode(NodeKind::TextExpression, std::move(type)), text(std::move(fragment)) {}
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    const NodePtr<const TextNode> text;
};

}  // namespace azoth::sql
