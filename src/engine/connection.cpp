// SPDX-License-Identifier: MIT
#include "azoth/engine/connection.hpp"

#include <utility>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "azoth/engine/cancel_handle.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/schema/ddl.hpp"
#include "azoth/sql/explain_node.hpp"
#include "engine/connection_state.hpp"
#include "engine/inserted_key.hpp"
#include "engine/parameter_batch.hpp"
#include "engine/placed.hpp"
#include "engine/split_insert.hpp"

namespace azoth {

using engine::placed;

Connection::Connection(std::shared_ptr<engine::ConnectionState> state) : state_(std::move(state)) {}

Connection& Connection::operator=(Connection&& other) noexcept {
    if (this == &other) return *this;
    close();
    state_ = std::move(other.state_);
    return *this;
}

Connection::~Connection() { close(); }

void Connection::close() noexcept {
    if (state_ != nullptr) state_->close();
}

bool Connection::is_closed() const { return state_ == nullptr || !state_->is_open(); }

engine::ConnectionState& Connection::state() const {
    if (state_ == nullptr)
        throw ArgumentError("connection_closed", "the connection was moved from; use the one that it was moved to");
    return *state_;
}

void Connection::run(std::string_view sql, std::source_location where) {
    placed(where, [&] { state().run_raw(sql); });
}

void Connection::execute(const DdlElement& statement, std::source_location where) {
    placed(where, [&] { state().run_statement(*statement.node(), {}); });
}

ResultCore Connection::open_result(const sql::StatementNode& statement, const std::source_location& where,
                                   const Parameters& parameters) {
    return placed(where,
                  [&] { return ResultCore(state_, engine::open_cursor(state(), statement, parameters), where); });
}

DmlResult Connection::execute_dml(const sql::StatementNode& statement, const std::source_location& where,
                                  const Parameters& parameters) {
    return placed(where, [&] { return engine::execute_dml(state(), statement, parameters); });
}

Plan Connection::explain_statement(const sql::StatementNode& statement, const ExplainOptions& options,
                                   const std::source_location& where) {
    return placed(where, [&] {
        auto explain = make_node<sql::ExplainNode>(sql::StatementPtr(&statement), options.analyze);
        explain->parameters = statement.parameters;
        const Execution execution = state().run_statement(*explain, engine::as_rows(options.parameters));
        std::vector<std::vector<Value>> rows;
        while (const ValueView* cells = execution.cursor->next()) {
            std::vector<Value>& row = rows.emplace_back();
            for (std::size_t i = 0; i < execution.cursor->columns().size(); ++i) row.emplace_back(cells[i]);
        }
        return state().dialect().read_plan(rows);
    });
}

DmlResult Connection::execute_batch(const sql::StatementNode& statement, ArrayView<Parameters> rows,
                                    const BatchOptions& options, const std::source_location& where) {
    return placed(where, [&] {
        if (!options.return_defaults) return engine::execute_batch(state(), statement, rows);
        return engine::execute_batch_with_defaults(state_, statement, rows, where);
    });
}

ResultCore Connection::open_batch(const sql::StatementNode& statement, ArrayView<Parameters> rows,
                                  const std::source_location& where) {
    return placed(where, [&] { return ResultCore(state_, engine::open_batch(state(), statement, rows), where); });
}

Transaction Connection::begin(std::source_location where) {
    return placed(where, [&] { return Transaction(state_, state().begin()); });
}

Transaction Connection::begin_nested(std::source_location where) {
    return placed(where, [&] { return Transaction(state_, state().begin_nested()); });
}

void Connection::commit(std::source_location where) {
    placed(where, [&] { state().commit_all(); });
}

void Connection::rollback(std::source_location where) {
    placed(where, [&] { state().rollback_all(); });
}

bool Connection::in_transaction() const { return state().in_transaction(); }

Connection& Connection::execution_options(const ExecutionOptions& options, std::source_location where) {
    placed(where,
           [&] { state().set_options(std::make_shared<const ExecutionOptions>(merged(state().options(), options))); });
    return *this;
}

const ExecutionOptions& Connection::get_execution_options() const { return state().options(); }

void Connection::set_isolation_level(IsolationLevel level, std::source_location where) {
    execution_options({.isolation_level = level}, where);
}

IsolationLevel Connection::get_isolation_level(std::source_location where) {
    return placed(where, [&] { return state().isolation_level(); });
}

IsolationLevel Connection::default_isolation_level(std::source_location where) {
    return placed(where, [&] { return state().default_isolation_level(); });
}

CancelHandle Connection::cancel_handle(std::source_location where) {
    return placed(where, [&] { return CancelHandle(state().cancel_target()); });
}

CancelHandle::CancelHandle(std::shared_ptr<engine::CancelTarget> target) : target_(std::move(target)) {}

bool CancelHandle::cancel() const { return target_->cancel(); }

void Connection::invalidate() { state().invalidate(); }

void Connection::invalidate_softly() { state().invalidate_softly(); }

void Connection::detach() { state().detach(); }

Connection::OptionScope::OptionScope(Connection& connection, const ExecutionOptions& options,
                                     const std::source_location& where) {
    placed(where, [&] {
        engine::ConnectionState& state = connection.state();
        auto before = state.shared_options();
        state.set_options(std::make_shared<const ExecutionOptions>(merged(*before, options)));
        state_ = connection.state_;
        before_ = std::move(before);
    });
}

Connection::OptionScope::~OptionScope() { state_->restore_options(std::move(before_)); }

const Dialect& Connection::dialect() const { return state().dialect(); }

driver::ServerInfo Connection::server_info(std::source_location where) {
    return placed(where, [&] { return state().server_info(); });
}

driver::Connection& Connection::driver_connection() { return state().client(); }

void Connection::driver_failed(Error& error, std::string_view sql) { state().client_failed(error, sql); }

void Connection::autobegin(std::source_location where) {
    engine::placed(where, [&] { state().autobegin(); });
}

Execution Connection::run_statement(const sql::StatementNode& statement, std::span<const ValueView> parameters) {
    return state().run_statement(statement, {parameters});
}

Execution Connection::run_statement(const LastingStatement& statement, std::span<const ValueView> parameters) {
    return state().run_statement(statement, parameters);
}

void Connection::take_first(const LastingStatement& statement, std::span<const ValueView> parameters,
                            driver::RowTaker& taker) {
    state().take_first(statement, parameters, taker);
}

std::int64_t Connection::run_many(const sql::StatementNode& statement, std::span<const ValueView> parameters,
                                  std::size_t row_count, std::span<std::int64_t> affected) {
    return state().run_many(statement, {parameters, row_count}, affected);
}

void Connection::insert_many(const sql::StatementNode& statement, std::span<const ValueView> parameters,
                             std::span<std::int64_t> keys) {
    state().insert_many(statement, {parameters, keys.size()}, keys);
}

std::uint64_t Connection::statements_in_transaction() const { return state().statements_in_transaction(); }

Engine Connection::engine() const { return Engine(state().core(), state().shared_options()); }

std::uint64_t Connection::innermost_level() const { return state().innermost_level(); }

bool Connection::in_nested_transaction() const { return state().in_nested_transaction(); }

std::uint64_t Connection::begin_level() { return state().begin_nested(); }

bool Connection::is_level_open(std::uint64_t level) const { return state_ != nullptr && state_->is_active(level); }

void Connection::commit_level(std::uint64_t level) { state().commit(level); }

void Connection::rollback_level(std::uint64_t level) { state().rollback(level); }

bool Connection::run_pipeline(std::span<const NodePtr<const sql::StatementNode>> statements,
                              std::span<std::int64_t> affected) {
    return state().run_pipeline(statements, affected);
}

void Connection::run_two_phase(TwoPhaseStep step, std::string_view id) { state().run_two_phase(step, id); }

bool Connection::load_rows(std::string_view table, std::string_view columns, std::size_t width,
                           std::span<const ValueView> values) {
    return state().load_rows(table, columns, width, values);
}

void Connection::run_command(std::string_view sql, DriverCommand& command, std::source_location where) {
    placed(where, [&] { state().run_command(sql, command); });
}

void Connection::savepoint(std::string_view name) { state().savepoint(name); }

void Connection::release_savepoint(std::string_view name) { state().release_savepoint(name); }

void Connection::rollback_to_savepoint(std::string_view name) { state().rollback_to_savepoint(name); }

}  // namespace azoth
