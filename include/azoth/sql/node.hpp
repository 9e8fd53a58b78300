// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "azoth/base/node_ptr.hpp"

namespace azoth::sql {

class CacheKeyWriter;

enum class NodeKind : std::uint8_t {
    // expressions
    Bind,
    BindList,
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
    Cast,
    Case,
    Star,
    TextFragment,
    Constant,
    ScalarSubquery,
    Exists,
    Excluded,
    // what a FROM may hold
    Table,
    Alias,
    Subquery,
    Lateral,
    Cte,
    FunctionFrom,
    Values,
    Join,
    // statements
    Select,
    Compound,
    Insert,
    Update,
    Delete,
    Text,
    Ddl,
};

/// A part of a statement: immutable once shared, and nothing but data. Whoever wants to do something with nodes
/// switches on kind().
class Node : public Counted {
public:
    NodeKind kind() const { return kind_; }

    /// Writes everything that decides the SQL text, and nothing else: bound values only leave their place.
    virtual void write_key(CacheKeyWriter& key) const = 0;

protected:
    explicit Node(NodeKind kind) : kind_(kind) {}

private:
    NodeKind kind_;
};

}  // namespace azoth::sql
