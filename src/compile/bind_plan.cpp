// SPDX-License-Identifier: MIT
#include "compile/bind_plan.hpp"

#include "azoth/sql/cache_key.hpp"
#include "azoth/sql/named_bind_node.hpp"

namespace azoth::compile {
namespace {

BindSlot::Source source_of(const sql::NamedBindNode& node) {
    switch (node.form) {
        case sql::NamedBindNode::Form::Expanding: return BindSlot::Source::BindList;
        case sql::NamedBindNode::Form::Literal: return BindSlot::Source::Literal;
        case sql::NamedBindNode::Form::Bound: break;
    }
    return BindSlot::Source::Named;
}

}  // namespace

BindPlan::BindPlan(const sql::Node& node) {
    if (node.kind() == sql::NodeKind::Ddl) return;
    sql::CacheKeyWriter key;
    node.write_key(key);
    binds_.assign(key.binds().begin(), key.binds().end());
    // The values of an execution are matched by position, so a node that is met twice is two binds; any of them will
    // do.
    for (std::uint32_t index = 0; index < binds_.size(); ++index) indexes_.emplace(binds_[index], index);
}

BindSlot BindPlan::slot_of(const sql::ExpressionNode& node) const {
    BindSlot slot{.type = parameter_type(node.type())};
    if (node.kind() == sql::NodeKind::Parameter) {
        slot.source = BindSlot::Source::Parameter;
        slot.index = static_cast<const sql::ParameterNode&>(node).position + parameter_offset;
    } else if (node.kind() == sql::NodeKind::NamedBind) {
        slot.source = source_of(static_cast<const sql::NamedBindNode&>(node));
        slot.index = indexes_.at(&node);
    } else {
        slot.source = node.kind() == sql::NodeKind::BindList ? BindSlot::Source::BindList : BindSlot::Source::Bind;
        if (node.kind() == sql::NodeKind::BindList)
            for (const SqlType& type : static_cast<const sql::BindListNode&>(node).tuple_types)
                slot.tuple_types.push_back(parameter_type(type));
        slot.index = indexes_.at(&node);
    }
    return slot;
}

}  // namespace azoth::compile
