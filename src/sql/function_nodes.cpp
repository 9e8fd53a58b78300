// SPDX-License-Identifier: MIT
#include "azoth/sql/function_nodes.hpp"

#include "azoth/sql/cache_key.hpp"
#include "azoth/sql/replacement.hpp"
#include "sql/key_lists.hpp"

namespace azoth::sql {
namespace {

void write_scalars(CacheKeyWriter& key, const Frame& frame) {
    key.word(static_cast<std::uint64_t>(frame.unit) << 24 | static_cast<std::uint64_t>(frame.exclude) << 16 |
             static_cast<std::uint64_t>(frame.start.kind) << 8 | static_cast<std::uint64_t>(frame.end.kind));
}

OrderList rebuilt_order(OrderList order, const Replacements& replaced) {
    for (OrderItem& item : order) item.expression = replaced(item.expression);
    return order;
}

}  // namespace

FunctionNode::FunctionNode(StandardFunction known, ConstructPtr definition, std::string function, ExpressionList inputs,
                           SqlType type, std::string more)
    : ExpressionNode(NodeKind::Function, std::move(type)),
      standard(known),
      construct(std::move(definition)),
      name(std::move(function)),
      arguments(std::move(inputs)),
      options(std::move(more)) {}

FunctionNode::FunctionNode(StandardFunction known, ExpressionList inputs, SqlType type, std::string more)
    : FunctionNode(known, nullptr, std::string(name_of(known)), std::move(inputs), std::move(type), std::move(more)) {}

FunctionNode::FunctionNode(std::string function, ExpressionList inputs, SqlType type)
    : FunctionNode(StandardFunction::None, nullptr, std::move(function), std::move(inputs), std::move(type), {}) {}

FunctionNode::FunctionNode(StandardFunction known, std::string function, ExpressionList inputs, SqlType type,
                           std::string more)
    : FunctionNode(known, nullptr, std::move(function), std::move(inputs), std::move(type), std::move(more)) {}

FunctionNode::FunctionNode(ConstructPtr definition, ExpressionList inputs, SqlType type, std::string more)
    : FunctionNode(StandardFunction::None, definition, definition->name(), std::move(inputs), std::move(type),
                   std::move(more)) {}

FunctionNode::FunctionNode(const FunctionNode& call, AggregateClauses more)
    : FunctionNode(call, call.arguments, std::move(more)) {}

FunctionNode::FunctionNode(const FunctionNode& call, ExpressionList inputs, AggregateClauses more)
    : FunctionNode(call.standard, call.construct, call.name, std::move(inputs), call.type(), call.options) {
    clauses = std::move(more);
}

FunctionNode::~FunctionNode() = default;

WindowNode::WindowNode(std::string window_name) : Node(NodeKind::Window), name(std::move(window_name)) {}

OverNode::OverNode(NodePtr<const FunctionNode> call, WindowPtr rows)
    : ExpressionNode(NodeKind::Over, call->type()), function(std::move(call)), window(std::move(rows)) {}

GroupingNode::GroupingNode(Form grouping, ExpressionList parts)
    : ExpressionNode(NodeKind::Grouping, SqlType{}), form(grouping), elements(std::move(parts)) {}

JsonTableNode::JsonTableNode(ExpressionPtr json, std::string rows, std::vector<Column> parts)
    : ExpressionNode(NodeKind::JsonTable, SqlType{}),
      document(std::move(json)),
      path(std::move(rows)),
      columns(std::move(parts)) {}

NodePtr<const Node> FunctionNode::rebuilt(const Replacements& replaced) const {
    AggregateClauses copy = clauses;
    copy.order_by = rebuilt_order(std::move(copy.order_by), replaced);
    copy.filter = replaced(copy.filter);
    return make_node<const FunctionNode>(*this, replaced(arguments), std::move(copy));
}

NodePtr<const Node> WindowNode::rebuilt(const Replacements& replaced) const {
    auto copy = make_node<WindowNode>(*this);
    copy->base = replaced(base);
    copy->partition_by = replaced(partition_by);
    copy->order_by = rebuilt_order(order_by, replaced);
    copy->frame.start.offset = replaced(frame.start.offset);
    copy->frame.end.offset = replaced(frame.end.offset);
    return copy;
}

NodePtr<const Node> OverNode::rebuilt(const Replacements& replaced) const {
    return make_node<const OverNode>(replaced(function), replaced(window));
}

NodePtr<const Node> GroupingNode::rebuilt(const Replacements& replaced) const {
    return make_node<const GroupingNode>(form, replaced(elements));
}

NodePtr<const Node> JsonTableNode::rebuilt(const Replacements& replaced) const {
    return make_node<const JsonTableNode>(replaced(document), path, columns);
}

void FunctionNode::write_key(CacheKeyWriter& key) const {
    write_head(key, static_cast<std::uint64_t>(standard) << 3 | (construct ? 4U : 0U) |
                        (clauses.is_within_group ? 2U : 0U) | (clauses.is_distinct ? 1U : 0U));
    if (construct)
        key.word(construct->id());
    else if (standard <= StandardFunction::Special)
        key.text(name);
    key.text(options);
    key.word(arguments.size());
    write_scalars(key, clauses.order_by);
    write_children(key, arguments);
    write_children(key, clauses.order_by);
    key.child(clauses.filter.get());
}

void WindowNode::write_key(CacheKeyWriter& key) const {
    key.head(kind());
    key.text(name);
    key.word(partition_by.size());
    write_scalars(key, order_by);
    write_scalars(key, frame);
    key.child(base.get());
    write_children(key, partition_by);
    write_children(key, order_by);
    key.child(frame.start.offset.get());
    key.child(frame.end.offset.get());
}

void OverNode::write_key(CacheKeyWriter& key) const {
    write_head(key);
    key.child(function.get());
    key.child(window.get());
}

void GroupingNode::write_key(CacheKeyWriter& key) const {
    write_head(key, static_cast<std::uint64_t>(form));
    key.word(elements.size());
    write_children(key, elements);
}

void JsonTableNode::write_key(CacheKeyWriter& key) const {
    write_head(key);
    key.text(path);
    key.word(columns.size());
    for (const Column& column : columns) {
        key.text(column.name);
        write_type(key, column.type);
        key.text(column.path);
    }
    key.child(document.get());
}

}  // namespace azoth::sql
