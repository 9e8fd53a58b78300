// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "azoth/sql/expression_nodes.hpp"

namespace azoth::sql {

/// Whether a regular expression matches somewhere in a text.
class RegexpNode final : public CompositeNodeOf<RegexpNode> {
public:
    RegexpNode(ExpressionPtr text, ExpressionPtr pattern, std::string options, bool negated)
        : CompositeNodeOf(NodeKind::Regexp, {std::move(text), std::move(pattern)}, Boolean{}),
          flags(std::move(options)),
          is_negated(negated) {}

    const ExpressionNode& text() const { return *operands()[0]; }
    const ExpressionNode& pattern() const { return *operands()[1]; }

    const std::string flags;  ///< any of `cimsx`
    const bool is_negated;

private:
    void write_scalars(CacheKeyWriter& key) const override;
};

/// A text with all matches of a regular expression replaced.
class RegexpReplaceNode final : public CompositeNodeOf<RegexpReplaceNode> {
public:
    RegexpReplaceNode(ExpressionPtr text, ExpressionPtr pattern, ExpressionPtr replacement, std::string options)
        : CompositeNodeOf(NodeKind::RegexpReplace, {std::move(text), std::move(pattern), std::move(replacement)},
                          String{}),
          flags(std::move(options)) {}

    const ExpressionNode& text() const { return *operands()[0]; }
    const ExpressionNode& pattern() const { return *operands()[1]; }
    const ExpressionNode& replacement() const { return *operands()[2]; }

    const std::string flags;

private:
    void write_scalars(CacheKeyWriter& key) const override;
};

/// How the words of a full text search are read, where the database knows several ways.
enum class MatchMode : std::uint8_t { Default, Boolean, NaturalLanguage, QueryExpansion };

/// Full text search.
class FullTextNode final : public CompositeNodeOf<FullTextNode> {
public:
    /// `operands`: the texts, one at least, and at the end what is looked for.
    FullTextNode(ExpressionList operands, MatchMode how, std::string language)
        : CompositeNodeOf(NodeKind::FullText, std::move(operands), Boolean{}), mode(how), config(std::move(language)) {}

    std::span<const ExpressionPtr> texts() const { return operands().first(operands().size() - 1); }
    const ExpressionNode& words() const { return *operands().back(); }

    const MatchMode mode;
    const std::string config;  ///< PostgreSQL's text search configuration; empty: the database's

private:
    void write_scalars(CacheKeyWriter& key) const override;
};

}  // namespace azoth::sql
