// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "azoth/base/node_ptr.hpp"

namespace azoth::sql {

class CacheKeyWriter;
class Replacements;

enum class NodeKind : std::uint8_t {
    // expressions
    Bind,
    BindList,
    NamedBind,
    Parameter,
    Null,
    Column,
    Label,
    Unary,
    Binary,
    BooleanList,
    Between,
    TypeCoerce,
    Collate,
    Tuple,
    Quantified,
    CustomOperator,
    Regexp,
    RegexpReplace,
    FullText,
    Extract,
    TimeShift,
    TimeDifference,
    JsonPath,
    JsonTest,
    JsonRemove,
    Array,
    ArrayText,
    ArrayElement,
    ArraySlice,
    Function,
    Over,
    Grouping,
    JsonTable,
    Cast,
    Case,
    Star,
    ResultName,
    TextFragment,
    TextExpression,
    Constant,
    ScalarSubquery,
    Exists,
    Excluded,
    NextValue,
    Default,
    // what a FROM may hold
    Table,
    Alias,
    Subquery,
    Lateral,
    Cte,
    FunctionFrom,
    Sample,
    Join,
    // parts of others
    Window,
    // statements
    Select,
    Compound,
    Values,
    Insert,
    Update,
    Delete,
    Merge,
    Text,
    Explain,
    Ddl,
};

/// A part of a statement: immutable once shared, and nothing but data. Whoever wants to do something with nodes
/// switches on kind().
class Node : public Counted {
public:
    NodeKind kind() const { return kind_; }

    /// Writes everything that decides the SQL text, and nothing else: bound values only leave their place.
    virtual void write_key(CacheKeyWriter& key) const = 0;

    /// The node with other children: sql::replaced() calls it on those that hold something replaced. `replaced` gives
    /// the new one for each child that write_key() writes.
    ///
    /// Throws ArgumentError(`not_replaceable`) unless the node says otherwise.
    virtual NodePtr<const Node> rebuilt(const Replacements& replaced) const;

protected:
    explicit Node(NodeKind kind) : kind_(kind) {}

private:
    NodeKind kind_;
};

}  // namespace azoth::sql
