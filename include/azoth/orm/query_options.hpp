// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "azoth/orm/loader_options.hpp"
#include "azoth/sql/select_core.hpp"

namespace azoth {

/// How UPDATE and DELETE by criteria reach the objects that a session has.
enum class Synchronize : std::uint8_t {
    Auto,      ///< evaluate in memory, and where that is not possible, fetch
    Evaluate,  ///< evaluate the conditions for the objects in memory, else ArgumentError(`cannot_evaluate`)
    Fetch,     ///< ask for the keys of the rows first, by one more SELECT
    None,      ///< leave the objects as they are
};

/// How a Session runs one statement.
struct QueryOptions {
    /// Objects that the session has already get the values of their rows, whatever they hold, and their relationships
    /// are loaded anew. INSERT, UPDATE and DELETE ... RETURNING of objects always do so.
    bool populate_existing = false;
    /// Write pending changes before the query. Empty: as SessionOptions::autoflush says.
    std::optional<bool> autoflush = {};
    /// Of UPDATE and DELETE.
    Synchronize synchronize = Synchronize::Auto;
};

/// How Session::get() reads an object: `get<Book>(42, {.with_for_update = ForUpdate{}})`.
struct GetOptions {
    /// Read the row even if the session has the object, whatever that holds.
    bool populate_existing = false;
    /// Lock the row until the transaction ends. It is always read then.
    std::optional<ForUpdate> with_for_update = {};
    /// How its relationships are loaded: `{selectinload(&Author::books)}`.
    std::vector<LoaderOption> options = {};
};

struct RefreshOptions {
    /// Lock the row until the transaction ends.
    std::optional<ForUpdate> with_for_update = {};
};

struct MergeOptions {
    /// False: nothing is read; the values are taken for what the database has, as those of a cache. The key must be
    /// given then.
    bool load = true;
};

namespace orm {

class SessionCore;

/// Options of a session that hold while a statement is run.
class QueryScope {
public:
    QueryScope(SessionCore& session, const QueryOptions& options);
    QueryScope(const QueryScope&) = delete;
    QueryScope& operator=(const QueryScope&) = delete;
    ~QueryScope();

private:
    SessionCore& session_;
    bool populates_existing_;
    bool autoflush_;
    Synchronize synchronize_;
};

/// Brings the objects of a session in line with an UPDATE or DELETE by criteria: those of its rows get the new values,
/// or become stale where these are not known; deleted ones become Deleted. A rollback takes that back too.
class CriteriaSync {
public:
    /// Finds the objects, before the statement is run. Precondition: `statement` outlives this object.
    CriteriaSync(SessionCore& session, const sql::StatementNode& statement, Synchronize how);
    CriteriaSync(const CriteriaSync&) = delete;
    CriteriaSync& operator=(const CriteriaSync&) = delete;
    ~CriteriaSync();

    /// After the statement, which has changed so many rows; -1: not known.
    void apply(std::int64_t rowcount);

private:
    struct Found;

    bool find_in_memory(const std::vector<ObjectHeader*>& candidates);
    void fetch(const ClassMap& map);
    void find_values();
    void make_stale(ObjectHeader& header);
    void update(ObjectHeader& header, std::size_t position);
    void remove(ObjectHeader& header);

    SessionCore& session_;
    const sql::StatementNode& statement_;
    const NodePtr<Found> found_;
};

}  // namespace orm

/// Keeps a session from flushing before queries as long as it lives: `const auto guard = session.no_autoflush();`.
class NoAutoflush {
public:
    explicit NoAutoflush(const std::shared_ptr<orm::SessionCore>& session);
    NoAutoflush(const NoAutoflush&) = delete;
    NoAutoflush& operator=(const NoAutoflush&) = delete;
    ~NoAutoflush();

private:
    std::weak_ptr<orm::SessionCore> session_;
    bool before_;
};

}  // namespace azoth
