// SPDX-License-Identifier: MIT
#include "compile/other_tables.hpp"

#include "sql/children.hpp"

namespace azoth::compile {
namespace {

class OtherTables {
public:
    explicit OtherTables(const sql::FromNode* changed) : known_({changed}) {}

    void add(const sql::FromNode* from) {
        if (known_.has(from)) return;
        elements_.push_back({from, {}});
        for (const sql::FromNode* member : members_of({elements_.back()})) known_.add(member);
    }
    void add_named(const sql::ExpressionNode& expression) {
        sql::for_each_part(expression, [&](const sql::ExpressionNode& node) {
            if (node.kind() == sql::NodeKind::Column) add(static_cast<const sql::ColumnNode&>(node).from.get());
        });
    }
    std::vector<FromElement> take() { return std::move(elements_); }

private:
    FromSet known_;
    std::vector<FromElement> elements_;
};

}  // namespace

std::vector<FromElement> other_tables(const sql::UpdateNode& update) {
    OtherTables tables(update.table.get());
    for (const sql::FromPtr& from : update.from) tables.add(from.get());
    for (const sql::ColumnAssignment& assignment : update.assignments) {
        tables.add_named(*assignment.value);
        if (assignment.place) tables.add_named(*assignment.place);
    }
    for (const sql::ExpressionPtr& condition : update.where) tables.add_named(*condition);
    return tables.take();
}

std::vector<FromElement> other_tables(const sql::DeleteNode& node) {
    OtherTables tables(node.table.get());
    for (const sql::FromPtr& from : node.using_) tables.add(from.get());
    for (const sql::ExpressionPtr& condition : node.where) tables.add_named(*condition);
    return tables.take();
}

}  // namespace azoth::compile
