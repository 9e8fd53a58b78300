// SPDX-License-Identifier: MIT
#pragma once

#include <utility>
#include <vector>

#include "azoth/sql/dml_core.hpp"

namespace azoth {

class MergeClause;

/// MERGE: brings a table in line with the rows of another source. PostgreSQL 15 has it; elsewhere it is
/// CompileError(`unsupported`), and an upsert does what most need.
///
///     merge(stock).using_(delivery, stock["isbn"] == delivery["isbn"])
///         .when_matched().then_update(stock["copies"] = stock["copies"] + delivery["copies"])
///         .when_not_matched().then_insert(stock["isbn"] = delivery["isbn"], stock["copies"] = delivery["copies"])
///
/// For each row the first clause that fits is done.
class Merge : public detail::DmlCore<Merge, sql::MergeNode> {
public:
    using DmlCore::DmlCore;

    /// The source: a table, an alias, a subquery or a CTE; `on` tells which of its rows match which of the table's.
    template <class From>
    Merge using_(const From& source, const Condition& on) const {
        return changed([&](sql::MergeNode& node) {
            node.source = source.node();
            node.on = on.node();
        });
    }
    /// A row of the source that matches one of the table, and all conditions hold.
    template <class... Conditions>
    MergeClause when_matched(const Conditions&... conditions) const;
    /// A row of the source that matches none.
    template <class... Conditions>
    MergeClause when_not_matched(const Conditions&... conditions) const;

private:
    friend class MergeClause;
};

/// WHEN ... of a MERGE; one of its calls says what is done.
class MergeClause {
public:
    MergeClause(Merge merge, bool is_matched, sql::ExpressionList condition);

    template <class... More>
    Merge then_update(const Assignment& first, const More&... more) const {
        return then(sql::MergeNode::Action::Update, {first, more...});
    }
    /// Without assignments, a row of defaults. The values may use the source, not the table.
    template <class... Assignments>
    Merge then_insert(const Assignments&... assignments) const {
        return then(sql::MergeNode::Action::Insert, {assignments...});
    }
    Merge then_delete() const { return then(sql::MergeNode::Action::Delete, {}); }
    Merge then_do_nothing() const { return then(sql::MergeNode::Action::DoNothing, {}); }

private:
    /// Throws ArgumentError(`wrong_merge_action`): what matches cannot be inserted, what does not only that.
    Merge then(sql::MergeNode::Action action, const std::vector<Assignment>& assignments) const;

    Merge merge_;
    sql::MergeNode::Clause clause_;
};

template <class... Conditions>
MergeClause Merge::when_matched(const Conditions&... conditions) const {
    return {*this, true, {Condition(conditions).node()...}};
}
template <class... Conditions>
MergeClause Merge::when_not_matched(const Conditions&... conditions) const {
    return {*this, false, {Condition(conditions).node()...}};
}

template <detail::TableHandle From>
Merge merge(const From& table) {
    return Merge(make_node<sql::MergeNode>(table.table_node()));
}
template <class E>
Merge merge() {
    return Merge(make_node<sql::MergeNode>(sql::entity_of<E>().table()));
}

}  // namespace azoth
