// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "azoth/orm/loader_options.hpp"
#include "azoth/sql/select_core.hpp"

namespace azoth {

/// How a Session runs one statement.
struct QueryOptions {
    /// Objects that the session has already get the values of their rows, whatever they hold, and their relationships
    /// are loaded anew. INSERT, UPDATE and DELETE ... RETURNING of objects always do so.
    bool populate_existing = false;
    /// Write pending changes before the query. Empty: as SessionOptions::autoflush says.
    std::optional<bool> autoflush = {};
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
};

}  // namespace orm
}  // namespace azoth
