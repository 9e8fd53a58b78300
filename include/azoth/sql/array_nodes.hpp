// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include "azoth/sql/expression_nodes.hpp"

namespace azoth::sql {

/// ARRAY[a, b, c].
class ArrayNode final : public CompositeNodeOf<ArrayNode> {
public:
    ArrayNode(ExpressionList elements, SqlType type_of_elements)
        : CompositeNodeOf(NodeKind::Array, std::move(elements), SqlType{}), element_type(std::move(type_of_elements)) {}

    const SqlType element_type;

private:
    void write_scalars(CacheKeyWriter& key) const override;
};

/// An array that is sent as one value: the text form of an array, converted by the database.
class ArrayTextNode final : public CompositeNodeOf<ArrayTextNode> {
public:
    ArrayTextNode(ExpressionPtr text, SqlType type_of_elements)
        : CompositeNodeOf(NodeKind::ArrayText, {std::move(text)}, SqlType{}),
          element_type(std::move(type_of_elements)) {}

    const ExpressionNode& text() const { return *operands()[0]; }

    const SqlType element_type;

private:
    void write_scalars(CacheKeyWriter& key) const override;
};

/// array[index], counted from 1.
class ArrayElementNode final : public CompositeNodeOf<ArrayElementNode> {
public:
    ArrayElementNode(ExpressionPtr array, ExpressionPtr index, SqlType type)
        : CompositeNodeOf(NodeKind::ArrayElement, {std::move(array), std::move(index)}, std::move(type)) {}

    const ExpressionNode& array() const { return *operands()[0]; }
    const ExpressionNode& index() const { return *operands()[1]; }
};

/// array[first:last], both counted from 1 and both in it.
class ArraySliceNode final : public CompositeNodeOf<ArraySliceNode> {
public:
    ArraySliceNode(ExpressionPtr array, ExpressionPtr first, ExpressionPtr last)
        : CompositeNodeOf(NodeKind::ArraySlice, {std::move(array), std::move(first), std::move(last)}, SqlType{}) {}

    const ExpressionNode& array() const { return *operands()[0]; }
    const ExpressionNode& first() const { return *operands()[1]; }
    const ExpressionNode& last() const { return *operands()[2]; }
};

}  // namespace azoth::sql
