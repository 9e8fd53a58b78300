// SPDX-License-Identifier: MIT
#include "azoth/sql/expression_nodes.hpp"

#include "azoth/sql/cache_key.hpp"
#include "azoth/sql/from_nodes.hpp"
#include "azoth/sql/statement_nodes.hpp"
#include "azoth/types/type_wrapping.hpp"
#include "sql/key_lists.hpp"
#include "sql/subquery_options.hpp"

namespace azoth::sql {
namespace {

/// What a database may have to be told about the type of a placeholder.
void write_placeholder_type(CacheKeyWriter& key, const SqlType& type) {
    if (type.kind == TypeKind::Enum) key.text(type.enumeration ? type.enumeration->name : std::string_view{});
    if (type.element || type.is_unsigned) write_type(key, type);
}

/// Above all kinds of types.
constexpr std::uint64_t kWrapped = 0x80;

void write_wrapping(CacheKeyWriter& key, const TypeWrapping& wrapping) {
    key.word(wrapping.forms.size());
    for (const auto& [dialect, bind, column] : wrapping.forms) {
        key.text(dialect);
        key.text(bind);
        key.text(column);
    }
}

}  // namespace

CompositeNode::CompositeNode(NodeKind kind, ExpressionList operands, SqlType type)
    : ExpressionNode(kind, std::move(type)), operands_(std::move(operands)) {}

BindListNode::BindListNode(std::vector<Value> bound, SqlType type)
    : ExpressionNode(NodeKind::BindList, std::move(type)), values(std::move(bound)) {}

BindListNode::BindListNode(std::vector<Value> bound, std::vector<SqlType> types)
    : ExpressionNode(NodeKind::BindList, SqlType{}), values(std::move(bound)), tuple_types(std::move(types)) {}

CaseNode::CaseNode(std::vector<Branch> cases, ExpressionPtr last, ExpressionPtr compared, SqlType type)
    : ExpressionNode(NodeKind::Case, std::move(type)),
      subject(std::move(compared)),
      branches(std::move(cases)),
      otherwise(std::move(last)) {}

void ExpressionNode::write_head(CacheKeyWriter& key, std::uint64_t scalar) const {
    key.head(kind(), scalar << 8 | (type_.wrapping ? kWrapped : 0) | static_cast<std::uint64_t>(type_.kind));
    if (type_.wrapping) write_wrapping(key, *type_.wrapping);
}

void CompositeNode::write_key(CacheKeyWriter& key) const {
    write_head(key, operands_.size());
    write_scalars(key);
    for (const ExpressionPtr& operand : operands_) key.child(operand.get());
}

void BindNode::write_key(CacheKeyWriter& key) const {
    if (!key.bind(this)) return;
    write_head(key);
    write_placeholder_type(key, type());
}

void BindListNode::write_key(CacheKeyWriter& key) const {
    if (!key.bind(this)) return;
    write_head(key, tuple_types.size());
    write_placeholder_type(key, type());
    for (const SqlType& type : tuple_types) {
        key.word(static_cast<std::uint64_t>(type.kind));
        write_placeholder_type(key, type);
    }
}

void ParameterNode::write_key(CacheKeyWriter& key) const {
    write_head(key, position);
    write_placeholder_type(key, type());
}

void NullNode::write_key(CacheKeyWriter& key) const { write_head(key); }

ColumnNode::ColumnNode(NodePtr<const FromNode> element, std::uint32_t position)
    : ExpressionNode(NodeKind::Column, element->columns()[position].type), from(std::move(element)), index(position) {}

const std::string& ColumnNode::name() const { return from->columns()[index].name; }

void ColumnNode::write_key(CacheKeyWriter& key) const {
    write_head(key, index);
    key.child(from.get());
}

void LabelNode::write_key(CacheKeyWriter& key) const {
    write_head(key);
    key.text(name);
    key.child(expression.get());
}

void UnaryNode::write_key(CacheKeyWriter& key) const {
    write_head(key, static_cast<std::uint64_t>(op));
    key.child(operand.get());
}

void BinaryNode::write_key(CacheKeyWriter& key) const {
    write_head(key, std::uint64_t{static_cast<unsigned char>(escape)} << 8 | static_cast<std::uint64_t>(op));
    key.child(left.get());
    key.child(right.get());
}

void BooleanListNode::write_key(CacheKeyWriter& key) const {
    write_head(key, static_cast<std::uint64_t>(op));
    key.word(terms.size());
    for (const ExpressionPtr& term : terms) key.child(term.get());
}

void CastNode::write_key(CacheKeyWriter& key) const {
    write_head(key, is_try ? 1 : 0);
    write_type(key, type());
    key.child(expression.get());
}

void CaseNode::write_key(CacheKeyWriter& key) const {
    write_head(key);
    key.word(branches.size());
    key.child(subject.get());
    for (const Branch& branch : branches) {
        key.child(branch.condition.get());
        key.child(branch.result.get());
    }
    key.child(otherwise.get());
}

void StarNode::write_key(CacheKeyWriter& key) const { write_head(key); }

void TextFragmentNode::write_key(CacheKeyWriter& key) const {
    write_head(key);
    key.text(sql);
}

void ConstantNode::write_key(CacheKeyWriter& key) const { write_head(key, value ? 1 : 0); }

SubqueryExpressionNode::SubqueryExpressionNode(NodeKind kind, NodePtr<const StatementNode> rows, SqlType type)
    : ExpressionNode(kind, std::move(type)), query(without_load_options(std::move(rows))) {}

SubqueryExpressionNode::~SubqueryExpressionNode() = default;

void SubqueryExpressionNode::write_key(CacheKeyWriter& key) const {
    write_head(key);
    key.child(query.get());
}

void ExcludedNode::write_key(CacheKeyWriter& key) const {
    write_head(key);
    key.child(column.get());
}

std::span<const ExpressionPtr> CompositeNode::operands() const { return operands_; }

}  // namespace azoth::sql
