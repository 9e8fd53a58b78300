// SPDX-License-Identifier: MIT
#include "azoth/sql/dml_nodes.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/cache_key.hpp"
#include "azoth/sql/replacement.hpp"
#include "sql/corresponding_column.hpp"
#include "sql/key_lists.hpp"

namespace azoth::sql {
namespace {

void write_scalars(CacheKeyWriter& key, const std::vector<ColumnAssignment>& assignments) {
    key.word(assignments.size());
    for (const auto& assignment : assignments) key.word(assignment.column << 1 | (assignment.place ? 1U : 0U));
}

void write_children(CacheKeyWriter& key, const std::vector<ColumnAssignment>& assignments) {
    for (const auto& assignment : assignments) {
        key.child(assignment.value.get());
        if (assignment.place) key.child(assignment.place.get());
    }
}

void write_scalars(CacheKeyWriter& key, const std::vector<std::uint32_t>& columns) {
    key.word(columns.size());
    for (const std::uint32_t column : columns) key.word(column);
}

void write_scalars(CacheKeyWriter& key, const DmlNode& node) {
    for (const auto* const texts : {&node.prefixes, &node.hints}) {
        key.word(texts->size());
        for (const DialectText& text : *texts) {
            key.text(text.text);
            key.text(text.dialect);
        }
    }
    key.word(node.ctes.size());
    write_scalars(key, node.returning);
}

void write_children(CacheKeyWriter& key, const DmlNode& node) {
    key.child(node.table.get());
    write_children(key, node.ctes);
    write_children(key, node.returning);
}

void write_scalars(CacheKeyWriter& key, const ConflictClause& clause) {
    key.word(clause.updates ? 1 : 0);
    write_scalars(key, clause.columns);
    key.word(clause.expressions.size());
    key.text(clause.constraint);
    key.word(clause.index_where.size());
    write_scalars(key, clause.assignments);
    key.word(clause.where.size());
}

void write_children(CacheKeyWriter& key, const ConflictClause& clause) {
    write_children(key, clause.expressions);
    write_children(key, clause.index_where);
    write_children(key, clause.assignments);
    write_children(key, clause.where);
}

/// The parts of a statement around other tables.
class Rebuilding {
public:
    Rebuilding(const DmlNode& statement, const Replacements& replaced) : replaced_(replaced), old_(*statement.table) {
        const FromPtr table = replaced(FromPtr(statement.table));
        if (table->kind() != NodeKind::Table)
            throw ArgumentError("not_replaceable",
                                fmt::format("a statement changes the table {}; only another table can "
                                            "stand in its place",
                                            old_.name()));
        new_ = TablePtr(static_cast<const TableNode*>(table.get()));
    }

    void rebuild(DmlNode& copy) const {
        copy.table = new_;
        copy.ctes = replaced_(copy.ctes);
        for (SelectItem& item : copy.returning) {
            item.expression = replaced_(item.expression);
            item.from = replaced_(item.from);
        }
    }
    void rebuild(std::vector<std::uint32_t>& columns) const {
        for (std::uint32_t& column : columns) column = position_of(column);
    }
    void rebuild(std::vector<ColumnAssignment>& assignments) const {
        for (ColumnAssignment& assignment : assignments)
            assignment = {position_of(assignment.column), replaced_(assignment.value), replaced_(assignment.place)};
    }
    void rebuild(ConflictClause& clause) const {
        rebuild(clause.columns);
        rebuild(clause.assignments);
        clause.expressions = replaced_(clause.expressions);
        clause.index_where = replaced_(clause.index_where);
        clause.where = replaced_(clause.where);
    }
    void rebuild(OrderList& items) const {
        for (OrderItem& item : items) item.expression = replaced_(item.expression);
    }

private:
    std::uint32_t position_of(std::uint32_t column) const {
        return new_.get() == &old_ ? column : require_corresponding(*new_, old_, column);
    }

    const Replacements& replaced_;
    const TableNode& old_;
    TablePtr new_;
};

}  // namespace

DmlNode::DmlNode(NodeKind kind, TablePtr target) : StatementNode(kind), table(std::move(target)) {}
InsertNode::InsertNode(TablePtr target) : DmlNode(NodeKind::Insert, std::move(target)) {}
UpdateNode::UpdateNode(TablePtr target) : DmlNode(NodeKind::Update, std::move(target)) {}
DeleteNode::DeleteNode(TablePtr target) : DmlNode(NodeKind::Delete, std::move(target)) {}

// Compiled once, not in every program that changes rows.
InsertNode::InsertNode(const InsertNode&) = default;
InsertNode::~InsertNode() = default;
UpdateNode::UpdateNode(const UpdateNode&) = default;
UpdateNode::~UpdateNode() = default;
DeleteNode::DeleteNode(const DeleteNode&) = default;
DeleteNode::~DeleteNode() = default;
MergeNode::MergeNode(TablePtr target) : DmlNode(NodeKind::Merge, std::move(target)) {}

NodePtr<const Node> InsertNode::rebuilt(const Replacements& replaced) const {
    const Rebuilding rebuilding(*this, replaced);
    auto copy = make_node<InsertNode>(*this);
    rebuilding.rebuild(static_cast<DmlNode&>(*copy));
    rebuilding.rebuild(copy->columns);
    for (ExpressionList& row : copy->rows) row = replaced(row);
    copy->query = replaced(query);
    for (ConflictClause& clause : copy->conflicts) rebuilding.rebuild(clause);
    return copy;
}

NodePtr<const Node> UpdateNode::rebuilt(const Replacements& replaced) const {
    const Rebuilding rebuilding(*this, replaced);
    auto copy = make_node<UpdateNode>(*this);
    rebuilding.rebuild(static_cast<DmlNode&>(*copy));
    rebuilding.rebuild(copy->assignments);
    copy->from = replaced(from);
    copy->where = replaced(where);
    rebuilding.rebuild(copy->order_by);
    copy->limit = replaced(limit);
    return copy;
}

NodePtr<const Node> DeleteNode::rebuilt(const Replacements& replaced) const {
    const Rebuilding rebuilding(*this, replaced);
    auto copy = make_node<DeleteNode>(*this);
    rebuilding.rebuild(static_cast<DmlNode&>(*copy));
    copy->using_ = replaced(using_);
    copy->where = replaced(where);
    rebuilding.rebuild(copy->order_by);
    copy->limit = replaced(limit);
    return copy;
}

NodePtr<const Node> MergeNode::rebuilt(const Replacements& replaced) const {
    const Rebuilding rebuilding(*this, replaced);
    auto copy = make_node<MergeNode>(*this);
    rebuilding.rebuild(static_cast<DmlNode&>(*copy));
    copy->source = replaced(source);
    copy->on = replaced(on);
    for (Clause& clause : copy->clauses) {
        clause.condition = replaced(clause.condition);
        rebuilding.rebuild(clause.assignments);
    }
    return copy;
}

void DefaultNode::write_key(CacheKeyWriter& key) const { write_head(key); }

void InsertNode::write_key(CacheKeyWriter& key) const {
    key.head(kind(), row_count);
    write_scalars(key, columns);
    key.word(rows.size());
    for (const ExpressionList& row : rows) key.word(row.size());
    key.word(conflicts.size());
    for (const ConflictClause& clause : conflicts) write_scalars(key, clause);
    write_scalars(key, static_cast<const DmlNode&>(*this));
    write_children(key, static_cast<const DmlNode&>(*this));
    key.child(query.get());
    for (const ExpressionList& row : rows) write_children(key, row);
    for (const ConflictClause& clause : conflicts) write_children(key, clause);
}

void UpdateNode::write_key(CacheKeyWriter& key) const {
    key.head(kind());
    write_scalars(key, assignments);
    key.word(from.size());
    key.word(where.size());
    write_scalars(key, order_by);
    write_scalars(key, static_cast<const DmlNode&>(*this));
    write_children(key, static_cast<const DmlNode&>(*this));
    write_children(key, assignments);
    write_children(key, from);
    write_children(key, where);
    write_children(key, order_by);
    key.child(limit.get());
}

void DeleteNode::write_key(CacheKeyWriter& key) const {
    key.head(kind());
    key.word(using_.size());
    key.word(where.size());
    write_scalars(key, order_by);
    write_scalars(key, static_cast<const DmlNode&>(*this));
    write_children(key, static_cast<const DmlNode&>(*this));
    write_children(key, using_);
    write_children(key, where);
    write_children(key, order_by);
    key.child(limit.get());
}

void MergeNode::write_key(CacheKeyWriter& key) const {
    key.head(kind());
    key.word(clauses.size());
    for (const Clause& clause : clauses) {
        key.word(static_cast<std::uint64_t>(clause.action) << 1 | (clause.is_matched ? 1 : 0));
        key.word(clause.condition.size());
        write_scalars(key, clause.assignments);
    }
    write_scalars(key, static_cast<const DmlNode&>(*this));
    write_children(key, static_cast<const DmlNode&>(*this));
    key.child(source.get());
    key.child(on.get());
    for (const Clause& clause : clauses) {
        write_children(key, clause.condition);
        write_children(key, clause.assignments);
    }
}

}  // namespace azoth::sql
