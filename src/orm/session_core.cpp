// SPDX-License-Identifier: MIT
#include "orm/session_core.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/base/log.hpp"
#include "orm/loose_object.hpp"
#include "orm/object_history.hpp"
#include "orm/query_tables.hpp"
#include "orm/relation_access.hpp"
#include "orm/unit_of_work.hpp"

namespace azoth::orm {
// With its shared count it is among what the allocator hands out fast.
static_assert(sizeof(SessionCore) <= 1016);

namespace {

/// Rows that a rollback takes back.
bool has_written(const TransactionFrame& frame) {
    return !frame.inserted.empty() || !frame.deleted.empty() || !frame.snapshots.empty() || !frame.links.empty() ||
           !frame.altered.empty();
}

}  // namespace

std::string describe(const ObjectHeader& header) {
    const ClassMap& map = *header.map();
    if (header.state == ObjectState::Pending || header.state == ObjectState::Transient)
        return fmt::format("a new {}", map.name());
    std::string text(map.name());
    Scratch scratch;
    for (const std::uint32_t position : map.key()) {
        const MappedColumn& column = map.columns()[position];
        text += " " + to_display_string(column.type->view(map.field(header.object(), column), scratch));
    }
    return text;
}

void SessionUse::throw_concurrent_use() {
    throw ArgumentError(
        "concurrent_use",
        "another thread is at work in this session; a session, its objects and Refs belong to one thread "
        "at a time: give each thread a session of its own (ScopedSession), and hand over values");
}

SessionCore::SessionCore(Engine&& session_engine, SessionOptions&& session_options)
    : options(std::move(session_options)), region(new Region(this)), main_(std::move(session_engine)) {
    region->retain();
    if (!options.listeners.empty()) events = std::make_unique<SessionEvents>(options.listeners);
}

SessionCore::SessionCore(Connection& outside, SessionOptions&& session_options)
    : options(std::move(session_options)), region(new Region(this)), main_(outside) {
    region->retain();
    if (!options.listeners.empty()) events = std::make_unique<SessionEvents>(options.listeners);
}

SessionCore::~SessionCore() {
    warn_of_lost_work();
    region->detach();
    main_.close();
    others_.clear();
    region->release();  // of many objects perhaps, while a server still rolls back
}

bool SessionCore::ends_by_rollback() const {
    const auto is_own = [](const SessionConnection& each) { return each.is_open() && each.is_own(); };
    return is_own(main_) ||
           std::any_of(others_.begin(), others_.end(), [&](const auto& other) { return is_own(*other); });
}

void SessionCore::warn_of_lost_work() const {
    if (has_work() && has_pending_work())
        log(LogLevel::Warning, "azoth.orm",
            fmt::format("a session ends with work that was not committed ({}); it is discarded",
                        describe_pending_work()));
    else if (ends_by_rollback() && std::any_of(frames.begin(), frames.end(), has_written))
        log(LogLevel::Warning, "azoth.orm",
            "a session ends with work that was flushed, but not committed; it is rolled back: call commit(), or "
            "rollback() where that is meant");
}

TransactionFrame& SessionCore::frame() {
    if (frames.empty()) {
        frames.emplace_back();
        frames.back().number = next_frame_++;
    }
    return frames.back();
}

bool SessionCore::has_unwritten_rows() const {
    const auto is_pending = [](const ObjectHeader* header) { return header->state == ObjectState::Pending; };
    return std::any_of(pending.begin(), pending.end(), is_pending) ||
           std::any_of(touched.begin(), touched.end(), [](const ObjectHeader* header) { return is_changed(*header); });
}

bool SessionCore::has_pending_work() const {
    return !to_delete.empty() || !links.empty() || !link_changes.empty() || has_unwritten_rows();
}

std::string SessionCore::describe_pending_work() const {
    const auto added = std::count_if(pending.begin(), pending.end(),
                                     [](const ObjectHeader* header) { return header->state == ObjectState::Pending; });
    const auto changed =
        std::count_if(touched.begin(), touched.end(), [](const ObjectHeader* header) { return is_changed(*header); });
    std::string text = fmt::format("{} new, {} changed, {} deleted", added, changed, to_delete.size());
    if (!link_changes.empty()) text += fmt::format(", {} links", link_changes.size());
    return text;
}

void SessionCore::autoflush() {
    if (options.autoflush && !is_flushing_) flush_for_query();
}

void SessionCore::autoflush(const sql::StatementNode& statement) {
    if (options.autoflush && !is_flushing_ && has_work() && sees_unwritten(*this, statement)) flush_for_query();
}

void SessionCore::autoflush(const ClassMap& map) {
    if (options.autoflush && !is_flushing_ && has_work() && sees_unwritten(*this, map)) flush_for_query();
}

void SessionCore::autoflush_before_get(const ClassMap& map) {
    // Rows of a view, or a query, hold what is in other objects too.
    if (map.is_view() || !pending.empty() || !to_delete.empty() || !orphans.empty()) autoflush(map);
}

void SessionCore::flush_for_query() {
    try {
        flush();
    } catch (Error& error) {
        error.annotate([](ErrorDetail& detail) {
            detail.message +=
                " (in the flush before a query: where it comes too early, keep it off with "
                "`const auto guard = session.no_autoflush();`)";
        });
        throw;
    }
}

bool SessionCore::has_net_work() const { return has_pending_work() || !orphans.empty(); }

void SessionCore::flush() {
    const SessionUse use(user);
    if (is_flushing_) throw ArgumentError("recursive_flush", "flush() was called while a flush is running");
    refuse_in_hook("flush");
    if (events != nullptr) return flush_with_events();
    if (has_work()) write_all();
}

void SessionCore::write_all() {
    is_flushing_ = is_writing_ = true;
    try {
        UnitOfWork(*this).run();
    } catch (...) {
        is_flushing_ = is_writing_ = false;
        throw;
    }
    is_flushing_ = is_writing_ = false;
}

ObjectHeader* SessionCore::find_by_key(const ClassMap& map, std::span<const ValueView> key) const {
    if (map.has_integer_key() && key.front().kind() == ValueKind::Int64)
        return identity.find(map, key.front().as_int64());
    // Through an object, because equal keys may be written in several ways (a UUID as text).
    const LooseObject object(map);
    for (std::size_t i = 0; i < key.size(); ++i) {
        const MappedColumn& column = map.columns()[map.key()[i]];
        column.type->read(key[i], map.field(object.get(), column));
    }
    return identity.find_like(map, object.get());
}

void SessionCore::expunge(ObjectHeader& header) {
    refuse_in_hook("expunge an object");
    const bool is_new = header.state == ObjectState::Pending || header.state == ObjectState::Transient;
    identity.erase(header);
    set_state(header, is_new ? ObjectState::Transient : ObjectState::Detached);
    std::erase(pending, &header);
    if (!is_new) std::erase(touched, &header);  // a new one can be added again
    std::erase(to_delete, &header);
    std::erase_if(links, [&](const ParentLink& link) { return link.child == &header || link.parent == &header; });
    std::erase_if(orphans, [&](const ParentLink& link) { return link.child == &header; });
    link_changes.forget(header);
}

void SessionCore::expunge_all() {
    refuse_to_let_go("expunge all objects");
    if (events != nullptr) {
        identity.for_each([&](ObjectHeader& header) { events->note(header, ObjectState::Detached); });
        for (ObjectHeader* const header : pending) events->note(*header, ObjectState::Transient);
    }
    identity.clear();
    pending.clear();
    touched.clear();
    to_delete.clear();
    links.clear();
    orphans.clear();
    link_changes.clear();
    for (TransactionFrame& open : frames) {
        open.inserted.clear();
        open.deleted.clear();
        open.fields.clear();
        open.loaded_as.clear();
        open.snapshots.clear();
        open.links.clear();
        open.altered.clear();
        open.swept.clear();
        open.read_tables.clear();
    }
    spare_snapshots_.clear();
    auto* const fresh = new Region(this);
    fresh->retain();
    region->detach();
    region->release();
    region = fresh;
}

void SessionCore::close() {
    refuse_to_let_go("close the session");
    if (has_pending_work())
        throw ArgumentError("pending_work",
                            fmt::format("the session cannot be closed: it holds work that was not written "
                                        "({}); call commit() or rollback() first",
                                        describe_pending_work()));
    const SessionUse use(user);
    warn_of_lost_work();
    undo_all();
    if (main_.is_open()) main_.leave();
    for (const auto& other : others_)
        if (other->is_open()) other->leave();
    expunge_all();
    deliver();
}

}  // namespace azoth::orm
