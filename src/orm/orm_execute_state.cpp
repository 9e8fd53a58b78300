// SPDX-License-Identifier: MIT
#include "azoth/orm/orm_execute_state.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/session.hpp"
#include "azoth/sql/select_node.hpp"
#include "azoth/sql/walk.hpp"
#include "orm/global_criteria.hpp"
#include "orm/inheritance.hpp"
#include "orm/session_core.hpp"

namespace azoth {
namespace {

/// One of the tables that rows of the class are in, those of its subclasses too.
bool is_table_of(const orm::ClassMap& map, const sql::Node* node) {
    if (node == map.table().get()) return true;
    if (node == nullptr || node->kind() != sql::NodeKind::Table || map.inheritance() == nullptr) return false;
    return std::ranges::any_of(map.inheritance()->family().classes, [&](const orm::ClassMap* known) {
        return std::ranges::any_of(known->inheritance()->tables, [&](const orm::ClassMap* table) {
            return sql::FromPtr(table->definition_ptr()).get() == node;
        });
    });
}

void require_not_run(const OrmExecuteState& state, std::string_view what) {
    if (!state.is_invoked()) return;
    throw ArgumentError("option_without_effect",
                        fmt::format("a listener calls {} behind invoke(), which has run the statement already; call it "
                                    "before",
                                    what));
}

std::size_t columns_of(const sql::StatementNode& statement) {
    return statement.kind() == sql::NodeKind::Select ? static_cast<const sql::SelectNode&>(statement).items.size() : 0;
}

}  // namespace

OrmExecuteState::OrmExecuteState(const sql::StatementNode& statement, bool is_relationship_load, bool is_column_load)
    : statement_(&statement), is_relationship_load_(is_relationship_load), is_column_load_(is_column_load) {}

bool OrmExecuteState::is_select() const {
    return statement_->kind() == sql::NodeKind::Select || statement_->kind() == sql::NodeKind::Compound;
}
bool OrmExecuteState::is_insert() const { return statement_->kind() == sql::NodeKind::Insert; }
bool OrmExecuteState::is_update() const { return statement_->kind() == sql::NodeKind::Update; }
bool OrmExecuteState::is_delete() const { return statement_->kind() == sql::NodeKind::Delete; }

bool OrmExecuteState::names(const orm::ClassMap& map) const {
    for (sql::Walk walk(*statement_); const sql::Node* const node = walk.next();) {
        if (is_table_of(map, node)) return true;
        if (node->kind() != sql::NodeKind::Select) continue;
        const auto& items = static_cast<const sql::SelectNode&>(*node).items;
        const bool selects = std::any_of(
            items.begin(), items.end(), [&](const sql::SelectItem& item) { return is_table_of(map, item.from.get()); });
        if (selects) return true;
    }
    return false;
}

void OrmExecuteState::add_options(const LoaderOption& option) {
    require_not_run(*this, "add_options()");
    if (statement_->kind() != sql::NodeKind::Select)
        throw ArgumentError(
            "option_without_effect",
            "loader options are for a SELECT of objects; a listener gives one to another statement: let "
            "it ask OrmExecuteState::is_select() first");
    auto copy = make_node<sql::SelectNode>(static_cast<const sql::SelectNode&>(*statement_));
    copy->load_options.push_back(option.node());
    statement_ = std::move(copy);
}

void OrmExecuteState::replace(const sql::StatementNode& statement) {
    require_not_run(*this, "set_statement()");
    if (statement.kind() != statement_->kind() || columns_of(statement) != columns_of(*statement_))
        throw ArgumentError(
            "other_statement",
            "a listener replaces a statement by one of another kind, or with other columns; whoever has "
            "asked for the rows could not take them");
    statement_ = sql::StatementPtr(&statement);
}

bool OrmExecuteState::takes_result() const {
    if (source_ == nullptr) return false;
    const auto* const select =
        statement_->kind() == sql::NodeKind::Select ? &static_cast<const sql::SelectNode&>(*statement_) : nullptr;
    return select == nullptr || !select->rare || !select->rare->lock;
}

void OrmExecuteState::require_result(std::string_view what) const {
    if (takes_result()) return;
    throw ArgumentError("option_without_effect",
                        fmt::format("a listener calls {} for a statement whose rows come from the database alone; let "
                                    "it ask OrmExecuteState::takes_result() first",
                                    what));
}

FrozenResult OrmExecuteState::invoke() {
    require_result("invoke()");
    if (is_invoked_) return *result_;
    result_ = source_->run(*final_statement());
    is_invoked_ = true;
    return *result_;
}

void OrmExecuteState::set_result(FrozenResult result) {
    require_result("set_result()");
    if (is_invoked_)
        throw ArgumentError("option_without_effect",
                            "a listener calls set_result() behind invoke(), whose rows are the result already; call "
                            "one of the two");
    result_ = std::move(result);
}

sql::StatementPtr OrmExecuteState::final_statement() const {
    if (criteria_.empty()) return statement_;
    if (statement_->kind() != sql::NodeKind::Select) return orm::with_global_criteria(criteria_, *statement_);
    // As an option they hold for what is loaded along, too.
    auto copy = make_node<sql::SelectNode>(static_cast<const sql::SelectNode&>(*statement_));
    for (const orm::GlobalCriterion& criterion : criteria_.list())
        copy->load_options.push_back(orm::make_criteria_step(criterion.map, {criterion.condition}));
    return copy;
}

namespace orm {

sql::StatementPtr SessionCore::rewritten(const sql::StatementNode& statement, LoadCause cause) {
    if (events == nullptr) return sql::StatementPtr(&statement);
    OrmExecuteState state(statement, cause == LoadCause::Relationship, cause == LoadCause::Columns);
    events->tell_execution(*this, state);
    return state.final_statement();
}

}  // namespace orm
}  // namespace azoth
