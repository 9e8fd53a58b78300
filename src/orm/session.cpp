// SPDX-License-Identifier: MIT
#include "azoth/orm/session.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/base/log.hpp"
#include "orm/criteria_versions.hpp"
#include "orm/entity_loader.hpp"
#include "orm/located.hpp"
#include "orm/ref_list_sink.hpp"
#include "orm/returned_update.hpp"
#include "orm/session_core.hpp"
#include "orm/told_load.hpp"

namespace azoth {
using orm::located;

namespace orm {

namespace {

template <class Exception>
[[noreturn]] void throw_at(Exception error, const std::source_location& where) {
    error.annotate_place(where);
    throw error;
}

std::string_view name_of(const ClassMap* map) { return map == nullptr ? std::string_view("row") : map->name(); }

}  // namespace

void throw_no_result(const ClassMap* map, const std::source_location& where) {
    throw_at(
        NoResultError("no_result", fmt::format("one {} was expected, and there is none; use one_or_none() or first() "
                                               "where it may be missing",
                                               name_of(map))),
        where);
}

void throw_multiple_results(const ClassMap* map, std::size_t count, const std::source_location& where) {
    throw_at(MultipleResultsError("multiple_results",
                                  fmt::format("one {} was expected, and there are {} or more; add a condition, or use "
                                              "first()",
                                              name_of(map), count)),
             where);
}

}  // namespace orm

Session::Session(Engine engine) : Session(std::move(engine), SessionOptions{}) {}
Session::Session(Engine engine, SessionOptions options)
    : SessionObjects(std::make_shared<orm::SessionCore>(std::move(engine), std::move(options))) {}
Session::Session(Connection& connection, SessionOptions options)
    : SessionObjects(std::make_shared<orm::SessionCore>(connection, std::move(options))) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

void Session::close() { core().close(); }

void Session::load(const sql::StatementNode& statement, ArrayView<orm::RowField> fields, orm::RowSink& sink,
                   const std::source_location& where) {
    located(core(), where, [&] {
        const orm::SessionUse use(core().user);
        core().watch.set_place(where);
        if (core().events == nullptr) return load_flushed(statement, fields, sink);
        orm::load_told(core(), statement, fields, sink, orm::LoadCause::Statement,
                       [&](const sql::StatementNode& told, orm::RowSink& rows) { load_flushed(told, fields, rows); });
    });
}

void Session::load_objects(const sql::StatementNode& statement, const orm::ClassMap& map, bool are_read_only,
                           orm::RefList& list, const std::source_location& where) {
    const orm::RowField field{0, nullptr, &map, are_read_only};
    orm::RefListSink sink(list);
    load(statement, {&field, 1}, sink, where);
}

void Session::load_flushed(const sql::StatementNode& statement, ArrayView<orm::RowField> fields, orm::RowSink& sink) {
    const sql::NodeKind kind = statement.kind();
    if (kind != sql::NodeKind::Insert && kind != sql::NodeKind::Update && kind != sql::NodeKind::Delete) {
        core().autoflush(statement);
        orm::load_rows(core(), statement, {}, fields, sink);
        return core().deliver();
    }
    core().autoflush();
    const Synchronize how = core().synchronize;
    // Rows that a change returns are newer than what the session has.
    const orm::QueryScope scope(core(), {.populate_existing = true});
    core().connection(statement);  // there is a transaction from here on
    core().note_returned(*static_cast<const sql::DmlNode&>(statement).table);
    const sql::StatementPtr counted = orm::with_next_version(statement);
    const auto run = [&] { orm::load_rows(core(), *counted, {}, fields, sink); };
    kind == sql::NodeKind::Update ? orm::bring_in_line(core(), *counted, how, run) : run();
    core().deliver();
}

Connection& Session::flushed_connection(const std::source_location& where, const sql::StatementNode* statement) {
    return located(core(), where, [&]() -> Connection& {
        const orm::SessionUse use(core().user);
        core().autoflush();
        return statement == nullptr ? core().connection() : core().connection(*statement);
    });
}

Connection& Session::flushed_connection(const sql::StatementNode& statement, const std::source_location& where) {
    return located(core(), where, [&]() -> Connection& {
        const orm::SessionUse use(core().user);
        core().autoflush(statement);
        return core().connection(statement);
    });
}

orm::CriteriaSync Session::find_concerned(const sql::StatementNode& statement, const std::source_location& where) {
    return located(core(), where, [&] { return orm::CriteriaSync(core(), statement, core().synchronize); });
}

void Session::flush(std::source_location where) {
    located(core(), where, [&] { core().flush(); });
}

void Session::commit(std::source_location where) {
    located(core(), where, [&] { core().commit(); });
}

void Session::rollback(std::source_location where) {
    located(core(), where, [&] { core().rollback(); });
}

NestedTransaction Session::begin_nested(std::source_location where) {
    return located(core(), where, [&] { return NestedTransaction(core_, core().begin_nested()); });
}

const SessionStatistics& Session::statistics() const { return core().watch.statistics; }

bool Session::is_modified() const { return core().has_pending_work(); }

bool Session::in_transaction() const { return !core().frames.empty(); }

Connection& Session::connection() { return core().connection(); }

Connection& Session::connection_of(const orm::ClassMap& map) { return core().connection(map); }

const Engine& Session::engine() const { return core().engine(); }

std::shared_ptr<void>& Session::info_of(const void* tag) {
    auto& values = core().info;
    const auto known = std::find_if(values.begin(), values.end(), [&](const auto& each) { return each.first == tag; });
    return known != values.end() ? known->second : values.emplace_back(tag, nullptr).second;
}

void Session::add_listener(std::shared_ptr<SessionListener> listener) { core().add_listener(std::move(listener)); }

void Session::remove_listener(const std::shared_ptr<SessionListener>& listener) {
    core().remove_listener(listener.get());
}

std::shared_ptr<orm::SessionCore> NestedTransaction::find_open() const {
    std::shared_ptr<orm::SessionCore> session = session_.lock();
    if (session != nullptr && session->depth_of(frame_) == 0) session.reset();
    return session;
}

std::shared_ptr<orm::SessionCore> NestedTransaction::require_open() const {
    std::shared_ptr<orm::SessionCore> session = find_open();
    if (session == nullptr) throw ArgumentError("transaction_closed", "this nested transaction has been ended before");
    return session;
}

void NestedTransaction::commit(std::source_location where) {
    engine::placed(where, [&] {
        const auto session = require_open();
        session->commit_nested(session->depth_of(frame_));
    });
    session_.reset();
}

void NestedTransaction::rollback(std::source_location where) {
    engine::placed(where, [&] {
        const auto session = require_open();
        session->rollback_nested(session->depth_of(frame_));
    });
    session_.reset();
}

NestedTransaction::~NestedTransaction() {
    try {
        if (const auto session = find_open()) session->rollback_nested(session->depth_of(frame_));
    } catch (const std::exception& error) {
        log(LogLevel::Warning, "azoth.orm",
            std::string("a nested transaction could not be rolled back: ") + error.what());
    }
}

}  // namespace azoth
