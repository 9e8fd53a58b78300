// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/types/sql_type.hpp"
#include "azoth/types/value_view.hpp"

/// The abstract client: what azoth asks of a database's client library, and no more.
namespace azoth::driver {

/// One column of a result as the server describes it.
struct ResultColumn {
    std::string name;
    /// The kind that every non-NULL cell of the column has; Null when it may change from row to row (SQLite).
    ValueKind kind = ValueKind::Null;
};

/// The rows of one execution, in order, once.
///
/// Lifetime: ends with close(), its destructor, or its connection. A cursor of a closed connection is empty.
class Cursor {
public:
    virtual ~Cursor() = default;

    virtual std::span<const ResultColumn> columns() const = 0;
    /// The cells of the next row, or null after the last. They live until the next call.
    virtual const ValueView* next() = 0;
    /// How many rows there are in all, when that is known before they are read; else 0.
    virtual std::size_t row_count() const { return 0; }
    /// Rows changed by INSERT, UPDATE or DELETE. With RETURNING: known once all rows are read.
    virtual std::int64_t affected_rows() const = 0;
    /// The key that the database generated for the (first) inserted row; 0 when it generated none or cannot tell.
    virtual std::int64_t last_insert_id() const = 0;
};

/// Takes a row from its driver, whose connection it leaves alone meanwhile.
class RowTaker {
public:
    /// Lifetime: the cells live as long as this call.
    virtual void take(const ValueView* cells, std::span<const ResultColumn> columns) = 0;

protected:
    ~RowTaker() = default;
};

/// What to run.
struct Statement {
    std::string_view sql;  ///< one statement, with the database's own placeholders
    /// The SQL type of each parameter; the driver tells the server or converts. Null: as the value is.
    std::span<const ParameterType> parameter_types;
    /// Keep it prepared for the next time (in an LRU per connection).
    bool is_reusable = true;
    /// For execute_many(): SQL that does the same with an array for each parameter; may be empty.
    std::string_view array_sql = {};
};

/// What the server says of itself.
struct ServerInfo {
    std::string product;            ///< `SQLite`, `PostgreSQL`, `MariaDB`, `MySQL`
    int version = 0;                ///< major * 10000 + minor * 100 + patch: 3.40.1 is 34001, PostgreSQL 15.4 is 150400
    bool backslash_escapes = true;  ///< in the strings of MariaDB and MySQL: their session may say otherwise
};

/// Stops what a connection is doing, from another thread.
///
/// Thread safety: cancel() may be called by any thread at any time, also when the connection is gone.
class Canceler {
public:
    virtual ~Canceler() = default;
    /// The running statement, if any, fails with OperationalError(`canceled`). Throws: ConnectionError when the server
    /// cannot be told.
    virtual void cancel() = 0;
};

/// How a statement's rows come.
struct FetchMode {
    std::size_t rows_at_once = 0;  ///< 0: all
    /// Where that spares the server a copy of the rows, they come as it finds them: the connection can run nothing else
    /// before the last was read: ProgrammingError(`stream_open`). The end of the transaction is theirs, too.
    bool row_by_row = false;
};

/// One of several statements that are sent together.
struct PipelineItem {
    Statement statement;
    std::span<const ValueView> parameters;
};

/// One open connection. It converts values to and from the wire and translates errors; it knows no transactions.
///
/// Throws: on failure every call throws what fits of the DatabaseError tree, with SQLSTATE, native code and message
/// (the layer above adds SQL and parameters). ConnectionError means that the connection is lost: is_broken() is true.
/// Thread safety: one thread at a time.
class Connection {
public:
    virtual ~Connection() = default;

    virtual ServerInfo server_info() const = 0;

    /// Prepares (or finds prepared) and runs a statement. `parameters` are not needed after the call.
    ///
    /// A second cursor may be opened while one is being read.
    virtual std::unique_ptr<Cursor> execute(const Statement& statement, std::span<const ValueView> parameters) = 0;

    /// Like execute(), but rows come `mode.rows_at_once` at a time and take no more memory than these. Several such
    /// cursors may be read by turns. A database on a server keeps the rest; the transaction must last as long.
    ///
    /// What returns rows and is no query (INSERT ... RETURNING) may be run by execute().
    virtual std::unique_ptr<Cursor> stream(const Statement& statement, std::span<const ValueView> parameters,
                                           FetchMode mode);

    /// Runs a query and hands over its first row, if there is one; others are not read. Cheaper than a cursor where
    /// many objects are looked up, each by a query of its own.
    virtual void take_first(const Statement& statement, std::span<const ValueView> parameters, RowTaker& taker);

    /// Runs the same statement once per row of parameters, as one batch where the client can (pipeline, bulk). Returns
    /// how many rows were changed in all.
    ///
    /// `parameters` holds the rows one after another; `affected` receives the rows changed by each. An empty `affected`
    /// says that nobody needs these numbers, which lets MariaDB take all rows at once; the number of rows then
    /// follows from the number of the statement's parameters. Rows that the statement returns are dropped.
    /// Stops at the first error, which names no row.
    virtual std::int64_t execute_many(const Statement& statement, std::span<const ValueView> parameters,
                                      std::span<std::int64_t> affected);

    /// Runs the INSERT of one row once per row of parameters; `keys`, one for each row, receives what last_insert_id()
    /// tells of it. Stops at the first error, which names no row.
    virtual void insert_many(const Statement& statement, std::span<const ValueView> parameters,
                             std::span<std::int64_t> keys);

    /// Runs the same statement once per row of parameters, `row_count` rows, and returns what each of them returns, in
    /// their order. Stops at the first error, which names no row.
    virtual std::vector<std::unique_ptr<Cursor>> execute_each(const Statement& statement,
                                                              std::span<const ValueView> parameters,
                                                              std::size_t row_count);

    /// Whether run_pipeline() can be used.
    virtual bool can_run_pipelines() const { return false; }
    /// Runs statements without waiting for one's answer before the next is sent. They fail as one, from the first that
    /// fails; the error names its SQL. `affected` receives the rows changed by each. Precondition: can_run_pipelines().
    virtual void run_pipeline(std::span<const PipelineItem> /*items*/, std::span<std::int64_t> /*affected*/) {}

    /// Whether load_rows() can be used.
    virtual bool can_load_rows() const { return false; }
    /// Sends rows of `width` values, one after another, as the data of a COPY ... FROM STDIN. Precondition:
    /// can_load_rows().
    virtual void load_rows(std::string_view /*sql*/, std::size_t /*width*/, std::span<const ValueView> /*values*/) {}

    /// Runs SQL that has no parameters and whose rows nobody reads: BEGIN, COMMIT, SAVEPOINT, DDL, SET.
    /// Not prepared. Several statements may be separated by semicolons.
    virtual void run(std::string_view sql) = 0;

    /// Like run(), but may wait until the next statement and travel with it; an error then comes from that statement.
    /// For what needs no answer of its own: BEGIN.
    virtual void run_later(std::string_view sql) { run(sql); }

    /// Like run(), but need not wait for the answer; when that is an error, the connection is broken and its next use
    /// throws ConnectionError. For the last word before the connection goes back to the pool: ROLLBACK.
    virtual void run_unawaited(std::string_view sql) { run(sql); }

    /// False when a SELECT gives the same within a transaction that has done nothing else as without one: each
    /// statement sees what is committed when it begins. Such a transaction need not be begun before there is more to
    /// do.
    virtual bool needs_transaction_to_read() { return true; }

    /// From now on, a statement that takes longer fails with OperationalError(`statement_timeout`); 0: none does.
    ///
    /// When a server does not even answer that, the connection is given up with ConnectionError.
    /// By default only 0 is taken; others are OperationalError(`not_supported`).
    virtual void set_statement_timeout(int timeout_ms);

    /// For other threads; null when the client cannot. Lifetime: may outlive the connection.
    virtual std::shared_ptr<Canceler> make_canceler() { return nullptr; }

    /// How often it has waited for an answer of the server; 0 when there is none.
    virtual std::uint64_t round_trips() const { return 0; }

    /// Asks the server for a sign of life. Returns false instead of throwing.
    virtual bool ping() = 0;

    /// The connection was lost or is in an unknown state and must not be used again.
    virtual bool is_broken() const = 0;

    /// Closes open cursors and forgets what a user may have left. Called when a connection goes back to the pool,
    /// after the transaction has been rolled back.
    virtual void reset() = 0;

    /// The client library's handle (sqlite3*, PGconn*, MYSQL*).
    virtual void* native_handle() = 0;
};

}  // namespace azoth::driver
