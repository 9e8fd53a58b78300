// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "azoth/orm/loader_criteria.hpp"
#include "azoth/orm/loader_options.hpp"
#include "azoth/sql/statement_node.hpp"

namespace azoth {

/// A statement that a session is about to run, which SessionListener::do_orm_execute() may change.
///
///     void do_orm_execute(Session& session, OrmExecuteState& state) override {
///         if (state.is_of<Invoice>()) state.add_criteria<Invoice>(c(&Invoice::tenant) == session.info<Tenant>().id);
///     }
///
/// Lifetime: of the call that it is given to.
class OrmExecuteState {
public:
    OrmExecuteState(const sql::StatementNode& statement, bool is_relationship_load)
        : statement_(&statement), is_relationship_load_(is_relationship_load) {}

    bool is_select() const;
    bool is_insert() const;
    bool is_update() const;
    bool is_delete() const;
    /// Access to a relationship that is not loaded asks for it.
    bool is_relationship_load() const { return is_relationship_load_; }
    /// It selects from the table of the class, or changes it, also in a join or a subquery.
    template <class C>
    bool is_of() const {
        return names(orm::class_map<C>());
    }
    const sql::StatementNode& statement() const { return *statement_; }

    /// A condition on a class wherever the statement selects from it, or changes it, and what it loads at once: see
    /// LoaderCriteria.
    template <class C, class... Conditions>
    void add_criteria(const Conditions&... conditions) {
        criteria_.add<C>(conditions...);
    }
    /// Of a SELECT of objects: `add_options(selectinload(&Author::books))`. A relationship load has its own.
    ///
    /// Throws ArgumentError(`option_without_effect`) for other statements.
    void add_options(const LoaderOption& option);
    /// Runs this one instead: `set_statement(Select<Ref<Book>>(...))`, of the same kind and with the same columns.
    ///
    /// Throws ArgumentError(`other_statement`).
    template <class Statement>
    void set_statement(const Statement& statement) {
        replace(*statement.node());
    }

    /// The statement with all of that.
    sql::StatementPtr final_statement() const;

private:
    bool names(const orm::ClassMap& map) const;
    void replace(const sql::StatementNode& statement);

    sql::StatementPtr statement_;
    LoaderCriteria criteria_;
    bool is_relationship_load_;
};

/// An UPDATE or DELETE by criteria that a session has run: see SessionListener::after_bulk_update().
///
/// Lifetime: of the call that it is given to.
struct BulkChange {
    template <class C>
    bool is_of() const {
        return OrmExecuteState(statement, false).is_of<C>();
    }

    const sql::StatementNode& statement;
    std::int64_t rowcount = -1;  ///< -1: it returns rows, which nobody has counted
};

}  // namespace azoth
