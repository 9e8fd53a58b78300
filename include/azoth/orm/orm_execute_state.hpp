// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "azoth/orm/frozen_result.hpp"
#include "azoth/orm/loader_criteria.hpp"
#include "azoth/orm/loader_options.hpp"
#include "azoth/sql/statement_node.hpp"

namespace azoth {

namespace orm {

/// Runs a statement for the listener that is told of it.
class RowSource {
public:
    virtual FrozenResult run(const sql::StatementNode& statement) = 0;

protected:
    ~RowSource() = default;
};

}  // namespace orm

/// A statement that a session is about to run, which SessionListener::do_orm_execute() may change.
///
///     void do_orm_execute(Session& session, OrmExecuteState& state) override {
///         if (state.is_of<Invoice>()) state.add_criteria<Invoice>(c(&Invoice::tenant) == session.info<Tenant>().id);
///     }
///
/// Lifetime: of the call that it is given to.
class OrmExecuteState {
public:
    OrmExecuteState(const sql::StatementNode& statement, bool is_relationship_load, bool is_column_load = false);

    bool is_select() const;
    bool is_insert() const;
    bool is_update() const;
    bool is_delete() const;
    /// Access to a relationship that is not loaded asks for it.
    bool is_relationship_load() const { return is_relationship_load_; }
    /// Columns of objects that the session has are read, or read again: refresh(), and load() of deferred ones. Nothing
    /// that the listener changes has an effect on it.
    bool is_column_load() const { return is_column_load_; }
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

    /// Rows may be given in place of the database's: of a SELECT with typed rows. Streams, run-time columns (Row),
    /// with_for_update() and column loads take none.
    bool takes_result() const;
    /// Runs the statement as it is now: what it returns is the result for whoever has asked, and a copy to be kept.
    ///
    /// Throws ArgumentError(`option_without_effect`) unless takes_result().
    FrozenResult invoke();
    /// Gives these rows instead, and runs nothing. Objects that the session has already stay as they are, unless they
    /// are stale; the others come as they were when the rows were frozen.
    ///
    ///     void do_orm_execute(Session& session, OrmExecuteState& state) override {
    ///         if (!state.takes_result() || !state.is_of<Country>()) return;
    ///         const std::string key = to_string(state.statement(), session.engine().dialect(), true);
    ///         if (const auto known = cache.find(key); known != cache.end())
    ///             state.set_result(known->second);
    ///         else
    ///             cache.emplace(key, state.invoke());
    ///     }
    ///
    /// Listeners behind this one are not told. Throws ArgumentError(`option_without_effect`) unless takes_result(), and
    /// after invoke(); ArgumentError(`other_statement`) where the rows are of other types.
    void set_result(FrozenResult result);

    /// The statement with all of that.
    sql::StatementPtr final_statement() const;

    // For the session.
    void take_result_from(orm::RowSource& source) { source_ = &source; }
    bool is_invoked() const { return is_invoked_; }
    const std::optional<FrozenResult>& result() const { return result_; }

private:
    void require_result(std::string_view what) const;
    bool names(const orm::ClassMap& map) const;
    void replace(const sql::StatementNode& statement);

    sql::StatementPtr statement_;
    LoaderCriteria criteria_;
    bool is_relationship_load_;
    bool is_column_load_;
    orm::RowSource* source_ = nullptr;  // null: no rows can be given
    bool is_invoked_ = false;
    std::optional<FrozenResult> result_;
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
