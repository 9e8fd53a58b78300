// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/orm/history.hpp"

namespace azoth {

struct BulkChange;
class Connection;
class OrmExecuteState;
class Session;

/// An object has gone from one state to another.
///
/// Lifetime: of the call that it is given to; a copy of `object` keeps the object alive.
struct StateChange {
    AnyRef object;
    ObjectState from = ObjectState::Transient;
    ObjectState to = ObjectState::Transient;
    bool is_loaded = false;  ///< from Transient to Persistent, because a query has returned its row
};

/// Derive from it to see what sessions do, and to add to it: SessionOptions::listeners, or Session::add_listener().
///
///     struct Audit : SessionListener {
///         void before_flush(Session& session) override {
///             for (const AnyRef& each : session.dirty()) session.add(AuditEntry{.what = each.describe()});
///         }
///     };
///     SessionFactory sessions(engine, {.listeners = {std::make_shared<Audit>()}});
///
/// What is thrown by before_flush(), after_flush(), before_commit() and after_begin() stops what was to be done, which
/// is then undone as after any other error: the session keeps its work. What is thrown by the others comes out of the
/// call when the work is done; of commit() before it commits, when its flush is what they are told of.
/// They may use the session, but for expunge_all() and close(), which only before_commit(), after_commit() and the two
/// of rollbacks may call; others get ArgumentError(`in_hook`).
/// Thread safety: each session calls from its own thread.
class SessionListener {
public:
    virtual ~SessionListener() = default;

    /// The session's transaction has begun on a connection: the place for SET LOCAL. When a flush has begun it, objects
    /// cannot be changed here (`in_hook`).
    virtual void after_begin(Session&, Connection&) {}
    /// There is something to write. New objects, changes and deletes of this function go out with the same flush.
    virtual void before_flush(Session&) {}
    /// All is written; new_objects(), dirty() and deleted() still tell what was. May run SQL on session.connection(),
    /// but not change objects.
    virtual void after_flush(Session&) {}
    /// After the flush: new objects and changes go out with the next one, commit() flushes until there are none.
    virtual void after_flush_postexec(Session&) {}
    /// commit() was called, of the transaction itself and not of a savepoint. Before its flush.
    virtual void before_commit(Session&) {}
    /// Committed. A statement begins the next transaction.
    virtual void after_commit(Session&) {}
    /// Rolled back, after the objects have got their old values.
    virtual void after_rollback(Session&) {}
    /// The same, and for each savepoint that was rolled back.
    virtual void after_soft_rollback(Session&) {}
    /// The program has given the session a statement to run, get() is to read a row, a relationship is to be loaded, or
    /// columns of an object: the place to change it, for tenants, or by options, or to give rows from a cache. Not told
    /// of flushes, of statements that are run with many rows of parameters, of further queries that belong to one, and
    /// of those that listeners run meanwhile. What is thrown comes out of the call, and nothing is run.
    virtual void do_orm_execute(Session&, OrmExecuteState&) {}
    /// UPDATE or DELETE by criteria has been run, and the session's objects are in line with it.
    virtual void after_bulk_update(Session&, const BulkChange&) {}
    virtual void after_bulk_delete(Session&, const BulkChange&) {}
    /// After the call that has done it. Objects that come or go by a relationship are told of with the next call on the
    /// session; those of a session that ends are not.
    virtual void on_state_change(Session&, const StateChange&) {}
};

}  // namespace azoth
