// SPDX-License-Identifier: MIT
#include "azoth/orm/session.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/base/log.hpp"
#include "orm/entity_loader.hpp"
#include "orm/session_core.hpp"

namespace azoth {
namespace {

/// Errors get the place of the user's call.
template <class Call>
decltype(auto) located(const std::source_location& where, Call call) {
    try {
        return call();
    } catch (Error& error) {
        error.annotate_place(where);
        throw;
    }
}

orm::ObjectHeader& require_object(const orm::RefBase& object) {
    if (object.header() == nullptr) orm::throw_empty_ref();
    return *object.header();
}

}  // namespace

namespace orm {

void throw_no_result() { throw NoResultError("no_result", "one row was expected, and there is none"); }

void throw_multiple_results(std::size_t count) {
    throw MultipleResultsError("multiple_results", fmt::format("one row was expected, and there are {} or more; add a "
                                                               "condition, or use first()",
                                                               count));
}

}  // namespace orm

Session::Session(Engine engine, SessionOptions options)
    : core_(std::make_shared<orm::SessionCore>(std::move(engine), options)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

orm::SessionCore& Session::core() const {
    if (core_ == nullptr)
        throw ArgumentError("session_moved", "the session was moved from; use the one that it was moved to");
    return *core_;
}

void* Session::add_value(orm::ClassMap& map, void* value, const std::source_location& where) {
    return located(where, [&] { return core().add_value(map, value).object(); });
}

void Session::add_object(const orm::RefBase& object, const std::source_location& where) {
    located(where, [&] { core().require_member(require_object(object)); });
}

void* Session::find_loaded(const orm::ClassMap& map, std::int64_t key) const {
    orm::ObjectHeader* const found = core().identity.find(map, key);
    return found == nullptr || found->is_to_be_deleted ? nullptr : found->object();
}

void* Session::get_object(orm::ClassMap& map, std::span<const Value> key) {
    if (key.size() != map.key().size())
        throw ArgumentError("wrong_key", fmt::format("the key of {} has {} columns, but get() was given {} values",
                                                     map.name(), map.key().size(), key.size()));
    core().autoflush_before_get();
    std::vector<ValueView>& parameters = core().key_scratch;
    parameters.clear();
    for (const Value& value : key) parameters.push_back(value.view());
    if (orm::ObjectHeader* const known = core().find_by_key(map, parameters)) return known->object();
    orm::ObjectHeader* const found = orm::load_by_key(core(), map, parameters);
    return found == nullptr ? nullptr : found->object();
}

void Session::delete_object(const orm::RefBase& object, const std::source_location& where) {
    located(where, [&] {
        orm::ObjectHeader& header = require_object(object);
        if (header.region != core().region || header.is_read_only)
            throw ArgumentError("other_session",
                                fmt::format("{} cannot be deleted here: it belongs to another session, or was "
                                            "loaded as const",
                                            orm::describe(header)));
        core().mark_deleted(header);
    });
}

void Session::refresh_object(const orm::RefBase& object, const std::source_location& where) {
    located(where, [&] { orm::refresh(core(), require_object(object)); });
}

void Session::expunge_object(const orm::RefBase& object) {
    orm::ObjectHeader& header = require_object(object);
    if (header.region == core().region) core().expunge(header);
}

void Session::expunge_all() { core().expunge_all(); }

void Session::close() { core().close(); }

ObjectState Session::state_of(const orm::RefBase& object) const {
    const orm::ObjectHeader& header = require_object(object);
    if (header.region == core().region) return header.state;
    return header.state == ObjectState::Pending || header.state == ObjectState::Transient ? ObjectState::Transient
                                                                                          : ObjectState::Detached;
}

void Session::load(const sql::StatementNode& statement, std::span<const orm::RowField> fields, orm::RowSink& sink,
                   const std::source_location& where) {
    located(where, [&] {
        core().watch.set_place(where);
        core().autoflush();
        orm::load_rows(core(), statement, {}, fields, sink);
    });
}

Connection& Session::flushed_connection(const std::source_location& where) {
    return located(where, [&]() -> Connection& {
        core().autoflush();
        return core().connection();
    });
}

void Session::flush(std::source_location where) {
    located(where, [&] { core().flush(); });
}

void Session::commit(std::source_location where) {
    located(where, [&] { core().commit(); });
}

void Session::rollback(std::source_location where) {
    located(where, [&] { core().rollback(); });
}

NestedTransaction Session::begin_nested(std::source_location where) {
    return located(where, [&] { return NestedTransaction(core_, core().begin_nested()); });
}

const SessionStatistics& Session::statistics() const { return core().watch.statistics; }

bool Session::is_modified() const { return core().has_pending_work(); }

bool Session::in_transaction() const { return !core().frames.empty(); }

Connection& Session::connection() { return core().connection(); }

const Engine& Session::engine() const { return core().engine; }

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
    located(where, [&] {
        const auto session = require_open();
        session->commit_nested(session->depth_of(frame_));
    });
    session_.reset();
}

void NestedTransaction::rollback(std::source_location where) {
    located(where, [&] {
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
