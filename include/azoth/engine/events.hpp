// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/types/value.hpp"
#include "azoth/types/value_view.hpp"

namespace azoth {

class DatabaseError;
struct Url;
enum class TwoPhaseStep : std::uint8_t;

namespace driver {
class Connection;
class Cursor;
}  // namespace driver

/// One statement on its way to the database, or back from it.
///
/// Lifetime: of the call that it is given to.
struct ExecuteEvent {
    std::string_view sql;                   ///< as it is sent
    std::span<const ValueView> parameters;  ///< of all rows, one after another; see parameters_text()
    std::size_t row_count = 1;              ///< how many rows of parameters it is run with, as one batch
    bool hides_parameters = false;          ///< EngineOptions::hide_parameters
    bool is_raw = false;                    ///< written by the user and never compiled: Connection::run()
    bool is_ddl = false;                    ///< creates, alters or drops a part of the schema
    bool from_cache = false;                ///< its compiled form was there already
    std::int64_t compiled_us = 0;           ///< from_cache: how old the compiled form is; else what compiling took
    std::int64_t duration_us = 0;           ///< after_execute(): until the database had answered
    std::int64_t affected = -1;             ///< after_execute(): rows changed; -1: not known (yet)
    bool is_error = false;                  ///< after_execute(): it failed
    bool is_answered_by_listener = false;   ///< after_execute(): by do_execute(), the database was not asked
    std::string_view logging_token = {};    ///< ExecutionOptions::logging_token

    /// `(1, 'x')`, long ones cut; `(hidden)` when the engine hides them.
    std::string parameters_text() const;
};

/// A statement that EngineListener::rewrite() may change before it is sent.
///
/// Lifetime: of the call that it is given to.
class OutgoingStatement {
public:
    OutgoingStatement(std::string_view sql, std::span<const ValueView> parameters, std::size_t row_count);

    std::string_view sql() const { return sql_; }
    /// Of all rows, one after another.
    std::span<const ValueView> parameters() const { return parameters_; }
    std::size_t row_count() const { return row_count_; }

    /// `keeps_prepared`: the same text will come again, so that it is worth keeping prepared.
    void set_sql(std::string sql, bool keeps_prepared = false);
    /// As many as there were, in the same order.
    void set_parameters(std::vector<Value> parameters);

    bool is_changed() const { return is_sql_changed_ || !values_.empty(); }
    bool keeps_prepared() const { return !is_sql_changed_ || keeps_prepared_; }

private:
    std::string_view sql_;
    std::span<const ValueView> parameters_;
    std::size_t row_count_;
    std::string text_;
    std::vector<Value> values_;
    std::vector<ValueView> views_;
    bool is_sql_changed_ = false;
    bool keeps_prepared_ = false;
};

/// Derive from it to see what an engine does, and to change it: Engine::add_listener().
///
/// An exception thrown by before_connect(), do_connect(), on_first_connect(), after_connect(), on_checkout(),
/// rewrite(), before_execute(), do_execute() or wrap_result() stops what was to be done; the others must not throw.
/// Thread safety: each thread that uses the engine calls from its own.
class EngineListener {
public:
    virtual ~EngineListener() = default;

    /// A connection is about to be opened. `url` is a copy, for this connection only: the place for a password that
    /// changes, such as a token with an end.
    virtual void before_connect(Url& /*url*/) {}
    /// May open the connection in the place of the dialect: to a recording, or by a way of its own. Null: the dialect
    /// does. `url` is as before_connect() has left it.
    virtual std::unique_ptr<driver::Connection> do_connect(const Url& url);
    /// The engine's first connection, before after_connect().
    virtual void on_first_connect(driver::Connection&) {}
    /// A new connection to the database: the place for PRAGMA and SET.
    virtual void after_connect(driver::Connection&) {}
    /// Lent by the pool to a Connection.
    virtual void on_checkout(driver::Connection&) {}
    /// On its way back to the pool, after its transaction has ended: the place to undo what after on_checkout() or the
    /// user has set.
    virtual void on_reset(driver::Connection&) {}
    virtual void on_checkin(driver::Connection&) {}
    /// Lost, or given up by Connection::invalidate().
    virtual void on_invalidate(driver::Connection&) {}
    /// To be closed when it comes back.
    virtual void on_soft_invalidate(driver::Connection&) {}
    virtual void on_detach(driver::Connection&) {}
    virtual void on_close(driver::Connection&) {}
    /// Engine::dispose() was called.
    virtual void on_dispose() {}

    /// May change SQL and parameters, before before_execute() sees them.
    virtual void rewrite(OutgoingStatement&) {}
    /// May give another exception to throw instead; null: this one. It has the statement and its parameters already.
    virtual std::exception_ptr translate_error(const DatabaseError&) { return nullptr; }
    virtual void before_execute(const ExecuteEvent&) {}
    /// May answer in the place of the database, with rows from a cache or a recording: see StoredResult. Null: the
    /// database is asked. Of several listeners, the first that gives rows is taken. The transaction has begun.
    ///
    /// For statements that are run once, with or without rows, and SQL of Connection::run(); batches and COPY always go
    /// to the database, and pipelines are run one by one while there are listeners.
    virtual std::unique_ptr<driver::Cursor> do_execute(const ExecuteEvent& event);
    /// Sees what the database has answered to such a statement, but for Connection::run(), and may give other rows, or
    /// a cursor around them. What is returned is what is read; it is never null.
    virtual std::unique_ptr<driver::Cursor> wrap_result(const ExecuteEvent& event,
                                                        std::unique_ptr<driver::Cursor> cursor);
    virtual void after_execute(const ExecuteEvent&) {}
    virtual void on_begin() {}
    virtual void on_commit() {}
    virtual void on_rollback() {}
    virtual void on_savepoint(std::string_view /*name*/) {}
    virtual void on_release_savepoint(std::string_view /*name*/) {}
    virtual void on_rollback_to_savepoint(std::string_view /*name*/) {}
    /// A step of a transaction in two phases is done, on this connection or by commit_prepared() and
    /// rollback_prepared(). TwoPhaseStep::Begin comes after on_begin(); the others come alone.
    virtual void on_two_phase(TwoPhaseStep /*step*/, std::string_view /*id*/) {}
};

}  // namespace azoth
