// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <source_location>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "azoth/base/array_view.hpp"
#include "azoth/base/node_ptr.hpp"
#include "azoth/compile/plan.hpp"
#include "azoth/engine/cancel_handle.hpp"
#include "azoth/engine/dml_result.hpp"
#include "azoth/engine/execution.hpp"
#include "azoth/engine/execution_options.hpp"
#include "azoth/engine/lasting_statement.hpp"
#include "azoth/engine/result.hpp"
#include "azoth/engine/retry.hpp"
#include "azoth/engine/transaction.hpp"
#include "azoth/sql/parameters.hpp"
#include "azoth/sql/select_traits.hpp"

namespace azoth {

class DdlElement;
class Dialect;
class DriverCommand;
class Engine;
class Error;
enum class TwoPhaseStep : std::uint8_t;
template <class... Ts>
class Select;
template <class... Ts>
class CompoundSelect;
template <class... Ts>
class Values;
template <class... Ts>
class Insert;
template <class... Ts>
class Update;
template <class... Ts>
class Delete;
template <class... Ts>
class TextStatement;
template <class... Us>
class InsertColumns;
class Merge;

namespace sql {
class StatementNode;
}

namespace detail {

template <class Rows>
concept ParameterRange = requires(const Rows& rows) {
    { *rows.data() } -> std::same_as<const Parameters&>;
    rows.size();
};

template <class Statement>
inline constexpr bool kReturnsNothing =
    std::is_base_of_v<Insert<>, Statement> || std::is_same_v<Update<>, Statement> ||
    std::is_same_v<Delete<>, Statement> || std::is_same_v<TextStatement<Row>, Statement>;
template <class... Us>
inline constexpr bool kReturnsNothing<InsertColumns<Us...>> = true;

template <class... Ts>
std::true_type is_change(const Insert<Ts...>*);
template <class... Ts>
std::true_type is_change(const Update<Ts...>*);
template <class... Ts>
std::true_type is_change(const Delete<Ts...>*);
std::false_type is_change(const void*);
template <class Statement>
inline constexpr bool kIsChange =
    kReturnsNothing<Statement> || decltype(is_change(static_cast<const Statement*>(nullptr)))::value;

}  // namespace detail

struct ExplainOptions {
    bool analyze = false;   ///< run the statement and measure
    Parameters parameters;  ///< values for its bindparam()s
};

/// How Connection::stream() fetches.
struct StreamOptions {
    std::size_t chunk = 1000;  ///< rows that are fetched, and held in memory, at a time
    /// MariaDB and MySQL: rows come as the server finds them, which is much faster than to collect them in a temporary
    /// table first. The connection can do nothing else before the last was read or the stream was left, which reads
    /// the rest: ProgrammingError(`stream_open`). It ends with its transaction. Other databases take no notice. Empty:
    /// as the ExecutionOptions say, at first no.
    std::optional<bool> row_by_row = {};
};

/// A connection of an Engine's pool, on loan: closing it or its destructor gives it back and rolls back what is open.
///
/// The first statement begins a transaction, which lasts until commit() or rollback(); the next statement then begins
/// another. Where each statement has a snapshot of its own anyway (PostgreSQL at READ COMMITTED, its default), the
/// database is told of it by the first statement that does more than read: text(), functions other than the common ones
/// of `func`, row locks and changes. Until then a failed query does not spoil the transaction, and its end sends
/// nothing.
///
/// Throws: DatabaseError and its kin with the SQL, its parameters and the caller's place. After a ConnectionError
/// rollback() makes the connection usable again: the next statement gets a new one from the pool.
/// Thread safety: one thread at a time; use by two at once is ArgumentError(`concurrent_use`).
class Connection {
public:
    explicit Connection(std::shared_ptr<engine::ConnectionState> state);
    Connection(Connection&& other) noexcept = default;
    Connection& operator=(Connection&& other) noexcept;
    ~Connection();

    /// Runs a SELECT, or text(); the rows are read while the result is read.
    template <class... Ts>
    auto execute(const Select<Ts...>& statement, std::source_location where = std::source_location::current()) {
        return query<Ts...>(*statement.node(), where);
    }
    template <class... Ts>
    auto execute(const CompoundSelect<Ts...>& statement, std::source_location where = std::source_location::current()) {
        return query<Ts...>(*statement.node(), where);
    }
    template <class... Ts>
    auto execute(const Values<Ts...>& statement, std::source_location where = std::source_location::current()) {
        return query<Ts...>(*statement.node(), where);
    }
    template <class... Ts>
    auto execute(const TextStatement<Ts...>& statement, std::source_location where = std::source_location::current()) {
        return query<Ts...>(*statement.node(), where);
    }
    /// Runs INSERT, UPDATE or DELETE: a DmlResult, or with RETURNING a Result.
    template <class... Ts>
    auto execute(const Insert<Ts...>& statement, std::source_location where = std::source_location::current()) {
        return change<Ts...>(*statement.node(), where);
    }
    template <class... Ts>
    auto execute(const Update<Ts...>& statement, std::source_location where = std::source_location::current()) {
        return change<Ts...>(*statement.node(), where);
    }
    template <class... Ts>
    auto execute(const Delete<Ts...>& statement, std::source_location where = std::source_location::current()) {
        return change<Ts...>(*statement.node(), where);
    }
    /// Runs CreateTable, DDL and the like.
    void execute(const DdlElement& statement, std::source_location where = std::source_location::current());
    template <std::same_as<Merge> Statement>
    DmlResult execute(const Statement& statement, std::source_location where = std::source_location::current()) {
        return execute_dml(*statement.node(), where);
    }
    /// The same with values for the bindparam()s of the statement: `execute(query, {{"name", "sandy"}})`.
    ///
    /// Throws ArgumentError(`missing_bind`, `no_such_bind`) that lists the names.
    template <SelectLike Query>
    auto execute(const Query& statement, const Parameters& parameters,
                 std::source_location where = std::source_location::current()) {
        return query(static_cast<typename SelectTraits<Query>::Columns*>(nullptr), *statement.node(), where,
                     parameters);
    }
    template <class... Ts>
    auto execute(const Insert<Ts...>& statement, const Parameters& parameters,
                 std::source_location where = std::source_location::current()) {
        return change<Ts...>(*statement.node(), where, parameters);
    }
    template <class... Ts>
    auto execute(const Update<Ts...>& statement, const Parameters& parameters,
                 std::source_location where = std::source_location::current()) {
        return change<Ts...>(*statement.node(), where, parameters);
    }
    template <class... Ts>
    auto execute(const Delete<Ts...>& statement, const Parameters& parameters,
                 std::source_location where = std::source_location::current()) {
        return change<Ts...>(*statement.node(), where, parameters);
    }
    /// Runs INSERT, UPDATE or DELETE once for each of a contiguous range of Parameters, as one batch. An INSERT without
    /// values takes the names of the first row as its columns.
    ///
    /// A DmlResult with the rowcount of all rows together. With RETURNING, a Result with the rows in the order of the
    /// parameters that they come from: several for one, or none, where an UPDATE or DELETE meets so many.
    template <class Statement, detail::ParameterRange Rows>
    auto execute(const Statement& statement, const Rows& rows,
                 std::source_location where = std::source_location::current()) {
        return execute(statement, rows, BatchOptions{}, where);
    }
    template <class Statement, detail::ParameterRange Rows>
    auto execute(const Statement& statement, const Rows& rows, const BatchOptions& options,
                 std::source_location where = std::source_location::current()) {
        static_assert(detail::kIsChange<Statement>,
                      "azoth: a batch runs INSERT, UPDATE or DELETE once for each row of parameters; for a query, use "
                      "in() or run it for each");
        const ArrayView<Parameters> all(rows.data(), rows.size());
        if constexpr (detail::kReturnsNothing<Statement>)
            return execute_batch(*statement.node(), all, options, where);
        else if constexpr (detail::kIsChange<Statement>)
            return each(statement, all, where);
    }
    /// Runs any of them with options of its own.
    template <class Statement>
    auto execute(const Statement& statement, const ExecutionOptions& options,
                 std::source_location where = std::source_location::current()) {
        const OptionScope scope(*this, options, where);
        return execute(statement, where);
    }
    /// Runs a query whose rows come `stream.chunk` at a time, in flat memory. Several streams may be read by turns; on
    /// a server they end with the transaction.
    template <class Statement>
    auto stream(const Statement& statement, StreamOptions stream = {},
                std::source_location where = std::source_location::current()) {
        return execute(statement, ExecutionOptions{.yield_per = stream.chunk, .row_by_row = stream.row_by_row}, where);
    }
    /// The first column of the rows, as a range.
    template <class Statement>
    auto scalars(const Statement& statement, std::source_location where = std::source_location::current()) {
        return execute(statement, where).scalars();
    }
    /// The first column of the first row; empty when there is no row, or NULL in it.
    template <class Statement>
    auto scalar(const Statement& statement, std::source_location where = std::source_location::current()) {
        auto first = execute(statement, where).scalars().first();
        using T = typename decltype(first)::value_type;
        if constexpr (kIsOptional<T>)
            return first ? std::move(*first) : T{};
        else
            return first;
    }
    /// How the database is going to run a statement: `explain(query).text()`. With `analyze` it does run it, changes
    /// included, and tells the times; SQLite cannot.
    template <class Statement>
    Plan explain(const Statement& statement, ExplainOptions options = {},
                 std::source_location where = std::source_location::current()) {
        return explain_statement(*statement.node(), options, where);
    }
    /// Runs SQL as it is, without parameters; nobody reads its rows. Several statements may be separated by semicolons.
    void run(std::string_view sql, std::source_location where = std::source_location::current());

    /// Begins a transaction. Throws: ArgumentError(`transaction_open`) when there is one already.
    Transaction begin(std::source_location where = std::source_location::current());
    /// SAVEPOINT, within the transaction that is open, or a new one.
    Transaction begin_nested(std::source_location where = std::source_location::current());
    /// Does nothing when no transaction is open.
    void commit(std::source_location where = std::source_location::current());
    void rollback(std::source_location where = std::source_location::current());
    bool in_transaction() const;
    /// Calls `work(Connection&)` in a transaction: committed on return, rolled back on throw, and run again as `retry`
    /// says when it has met other transactions. Returns what `work` returns.
    template <class Work>
    auto transaction(Work work, const RetryOptions& retry = {},
                     std::source_location where = std::source_location::current()) {
        return with_retries(retry, [&] {
            Transaction transaction = begin(where);
            if constexpr (std::is_void_v<std::invoke_result_t<Work&, Connection&>>) {
                work(*this);
                transaction.commit(where);
            } else {
                auto result = work(*this);
                transaction.commit(where);
                return result;
            }
        });
    }

    /// Sets options for this loan of the connection; what is empty in `options` stays as it is. The pool's next user
    /// has the engine's options again.
    ///
    /// Throws ArgumentError(`transaction_open`) when isolation level, read_only or deferrable were to change in a
    /// transaction.
    Connection& execution_options(const ExecutionOptions& options,
                                  std::source_location where = std::source_location::current());
    const ExecutionOptions& get_execution_options() const;
    void set_isolation_level(IsolationLevel level, std::source_location where = std::source_location::current());
    /// That of this connection's transactions. The database is asked when none was set.
    IsolationLevel get_isolation_level(std::source_location where = std::source_location::current());
    /// What the database gives transactions that ask for none.
    IsolationLevel default_isolation_level(std::source_location where = std::source_location::current());

    /// For another thread, to stop what this connection is doing.
    CancelHandle cancel_handle(std::source_location where = std::source_location::current());
    /// Closes the connection to the database, because it is not to be trusted any more. A transaction must be rolled
    /// back then; the next statement gets a new connection from the pool.
    void invalidate();
    /// Lets the pool close the connection instead of lending it again.
    void invalidate_softly();
    /// Takes the connection out of the pool, which may open another in its place. It is closed with this object.
    void detach();
    /// Rolls back what is open and gives the connection back to the pool. Later calls throw
    /// ArgumentError(`connection_closed`).
    void close() noexcept;
    bool is_closed() const;

    const Dialect& dialect() const;
    /// Product and version of the server that this connection is to.
    driver::ServerInfo server_info(std::source_location where = std::source_location::current());
    /// The client's connection, for what azoth does not offer.
    ///
    /// Lifetime: until this connection is closed. Transactions begun there are not known here.
    driver::Connection& driver_connection();
    /// What driver_connection() has thrown is made known to the engine, as an error of `sql`: a lost connection to the
    /// pool and to listeners, and Error::retry() says whether something may have been committed. To be called before it
    /// is thrown on. Throws what EngineListener::translate_error() gives.
    void driver_failed(Error& error, std::string_view sql);
    /// Begins a transaction, unless one is open or this is AUTOCOMMIT, as a statement would: for what is done through
    /// driver_connection().
    void autobegin(std::source_location where = std::source_location::current());

    // For those who build on the engine: statements without types.

    /// Runs any statement: finds or makes its compiled form, expands lists, binds, executes. `parameters` fill its
    /// ParameterNodes.
    Execution run_statement(const sql::StatementNode& statement, std::span<const ValueView> parameters = {});
    Execution run_statement(const LastingStatement& statement, std::span<const ValueView> parameters = {});
    /// Hands over the first row of a query, if there is one; others are not read. For sessions: another thread that
    /// uses the connection at the very same moment may stay unnoticed.
    void take_first(const LastingStatement& statement, std::span<const ValueView> parameters, driver::RowTaker& taker);
    /// Runs a statement once per row of `parameters` (the rows one after another), as one batch. Returns how many rows
    /// were changed in all. `affected` receives the rows changed by each; empty, which may be faster: they are not
    /// wanted.
    std::int64_t run_many(const sql::StatementNode& statement, std::span<const ValueView> parameters,
                          std::size_t row_count, std::span<std::int64_t> affected);
    /// Runs the INSERT of one row once per row of `parameters`, as one batch. `keys`, one for each row, receives the
    /// keys that the database has generated. Precondition: Capabilities::has_last_insert_id.
    void insert_many(const sql::StatementNode& statement, std::span<const ValueView> parameters,
                     std::span<std::int64_t> keys);
    /// How many statements the transaction has run so far: 0 right after BEGIN, and while it only reads where that
    /// needs no transaction of the database.
    std::uint64_t statements_in_transaction() const;
    /// Sends all statements at once. False when that is not possible: nothing was done. See Pipeline.
    bool run_pipeline(std::span<const NodePtr<const sql::StatementNode>> statements, std::span<std::int64_t> affected);
    /// Runs a step of a transaction in two phases, and takes note of that.
    void run_two_phase(TwoPhaseStep step, std::string_view id);
    /// Loads rows of values, one after another, in the way that the database has for many. `table` and `columns` (with
    /// commas) are SQL. False when it has none: nothing was done.
    bool load_rows(std::string_view table, std::string_view columns, std::size_t width,
                   std::span<const ValueView> values);
    /// Runs what a client can do beyond statements as if it were one: in a transaction, counted, told to listeners,
    /// with errors that know `sql`. The connection is busy until it ends.
    void run_command(std::string_view sql, DriverCommand& command,
                     std::source_location where = std::source_location::current());
    void savepoint(std::string_view name);
    void release_savepoint(std::string_view name);
    void rollback_to_savepoint(std::string_view name);
    /// Where this connection is from, with its options.
    Engine engine() const;
    /// The innermost savepoint of begin_nested(), or else the transaction; 0 when none is open.
    std::uint64_t innermost_level() const;
    bool in_nested_transaction() const;
    /// What Transaction does, for those who end a level that somebody else has begun.
    std::uint64_t begin_level();
    bool is_level_open(std::uint64_t level) const;
    void commit_level(std::uint64_t level);
    void rollback_level(std::uint64_t level);

private:
    template <class... Ts>
    auto query(const sql::StatementNode& statement, const std::source_location& where,
               const Parameters& parameters = {}) {
        return typename detail::ResultFor<Ts...>::Type(open_result(statement, where, parameters));
    }
    template <class... Ts>
    auto query(const std::tuple<Ts...>*, const sql::StatementNode& statement, const std::source_location& where,
               const Parameters& parameters) {
        return query<Ts...>(statement, where, parameters);
    }
    template <class... Ts>
    auto change(const sql::StatementNode& statement, const std::source_location& where,
                const Parameters& parameters = {}) {
        if constexpr (sizeof...(Ts) == 0)
            return execute_dml(statement, where, parameters);
        else
            return query<Ts...>(statement, where, parameters);
    }
    template <class... Ts>
    auto each(const Insert<Ts...>& statement, ArrayView<Parameters> rows, const std::source_location& where) {
        return typename detail::ResultFor<Ts...>::Type(open_batch(*statement.node(), rows, where));
    }
    template <class... Ts>
    auto each(const Update<Ts...>& statement, ArrayView<Parameters> rows, const std::source_location& where) {
        return typename detail::ResultFor<Ts...>::Type(open_batch(*statement.node(), rows, where));
    }
    template <class... Ts>
    auto each(const Delete<Ts...>& statement, ArrayView<Parameters> rows, const std::source_location& where) {
        return typename detail::ResultFor<Ts...>::Type(open_batch(*statement.node(), rows, where));
    }
    /// Other options as long as it lives.
    class OptionScope {
    public:
        OptionScope(Connection& connection, const ExecutionOptions& options, const std::source_location& where);
        OptionScope(const OptionScope&) = delete;
        OptionScope& operator=(const OptionScope&) = delete;
        ~OptionScope();

    private:
        std::shared_ptr<engine::ConnectionState> state_;
        std::shared_ptr<const ExecutionOptions> before_;
    };

    engine::ConnectionState& state() const;
    ResultCore open_result(const sql::StatementNode& statement, const std::source_location& where,
                           const Parameters& parameters);
    DmlResult execute_dml(const sql::StatementNode& statement, const std::source_location& where,
                          const Parameters& parameters = {});
    Plan explain_statement(const sql::StatementNode& statement, const ExplainOptions& options,
                           const std::source_location& where);
    DmlResult execute_batch(const sql::StatementNode& statement, ArrayView<Parameters> rows,
                            const BatchOptions& options, const std::source_location& where);
    ResultCore open_batch(const sql::StatementNode& statement, ArrayView<Parameters> rows,
                          const std::source_location& where);

    std::shared_ptr<engine::ConnectionState> state_;
};

}  // namespace azoth
