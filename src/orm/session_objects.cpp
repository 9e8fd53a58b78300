// SPDX-License-Identifier: MIT
#include "azoth/orm/session_objects.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/key_change.hpp"
#include "orm/key_loader.hpp"
#include "orm/located.hpp"
#include "orm/merging.hpp"
#include "orm/object_history.hpp"
#include "orm/object_refresh.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {
namespace {

ObjectHeader& require_object(const RefBase& object) {
    if (object.header() == nullptr) throw_empty_ref();
    return *object.header();
}

void require_whole_key(const ClassMap& map, ArrayView<Value> key) {
    if (key.size() != map.key().size())
        throw ArgumentError("wrong_key", fmt::format("the key of {} has {} columns, but get() was given {} values",
                                                     map.name(), map.key().size(), key.size()));
}

}  // namespace

SessionCore& SessionObjects::core() const {
    if (core_ == nullptr)
        throw ArgumentError("session_moved", "the session was moved from; use the one that it was moved to");
    return *core_;
}

void* SessionObjects::add_value(ClassMap& map, void* value, const std::source_location& where) {
    return located(core(), where, [&] {
        void* const object = core().add_value(map, value).object();
        core().deliver();
        return object;
    });
}

void SessionObjects::add_object(const RefBase& object, const std::source_location& where) {
    located(core(), where, [&] {
        core().require_member(require_object(object));
        core().deliver();
    });
}

void* SessionObjects::get_object(ClassMap& map, std::int64_t key, const std::source_location& where) {
    SessionCore& session = core();
    ObjectHeader* const known = session.identity.find(map, key);
    const bool is_it = known != nullptr && !known->is_to_be_deleted && known->epoch != kExpired;
    if (is_it && known->map()->is_kind_of(map)) return known->object();
    return located(session, where, [&] {
        map.ensure_configured();
        // Listeners are told of what is loaded, and how.
        const bool is_plain = map.is_loaded_plainly() && session.events == nullptr && session.options.criteria.empty();
        if (known != nullptr || !is_plain || session.has_work()) {
            const Value value(key);
            return get_object(map, {&value, 1});
        }
        const SessionUse use(session.user);
        const ValueView view = ValueView::int64(key);
        ObjectHeader* const found = take_by_key(session, map, {&view, 1});
        return found == nullptr ? nullptr : found->object();
    });
}

void* SessionObjects::get_object(ClassMap& map, ArrayView<Value> key, const std::source_location& where) {
    return located(core(), where, [&] { return get_object(map, key); });
}

void* SessionObjects::get_object(ClassMap& map, ArrayView<Value> key) {
    require_whole_key(map, key);
    core().autoflush_before_get(map);
    struct Loan {  // listeners may look for objects too
        std::vector<ValueView>& memory;
        std::vector<ValueView> key;
        ~Loan() { memory = std::move(key); }
    } loan{core().key_scratch, std::exchange(core().key_scratch, {})};
    std::vector<ValueView>& parameters = loan.key;
    parameters.clear();
    for (const Value& value : key) parameters.push_back(value.view());
    ObjectHeader* known = core().find_by_key(map, parameters);
    if (known == nullptr && flush_changed_keys(core(), map)) known = core().find_by_key(map, parameters);
    if (known != nullptr && known->epoch != kExpired) return known->map()->is_kind_of(map) ? known->object() : nullptr;
    const SessionUse use(core().user);
    ObjectHeader* const found = load_by_key(core(), map, parameters);
    core().deliver();
    return found == nullptr ? nullptr : found->object();
}

void* SessionObjects::get_object(ClassMap& map, ArrayView<Value> key, const GetOptions& options,
                                 const std::source_location& where) {
    require_whole_key(map, key);
    return located(core(), where, [&] {
        const SessionUse use(core().user);
        ObjectHeader* const found = load_with_options(core(), map, key, options);
        core().deliver();
        return found == nullptr ? nullptr : found->object();
    });
}

void SessionObjects::throw_no_row(const ClassMap& map, const std::vector<Value>& key,
                                  const std::source_location& where) {
    std::string text;
    for (const Value& value : key) text += " " + to_display_string(value.view());
    NoResultError error("no_such_row",
                        fmt::format("there is no row of {}{}; use get() where it may be missing", map.name(), text));
    error.annotate_place(where);
    throw error;
}

void SessionObjects::delete_object(const RefBase& object, const std::source_location& where) {
    located(core(), where, [&] {
        ObjectHeader& header = require_object(object);
        if (header.region() != core().region || header.is_read_only)
            throw ArgumentError("other_session",
                                fmt::format("{} cannot be deleted here: it belongs to another session, or was "
                                            "loaded as const",
                                            describe(header)));
        core().mark_deleted(header);
        core().deliver();
    });
}

void SessionObjects::refresh_object(const RefBase& object, ArrayView<std::size_t> members,
                                    const RefreshOptions& options, const std::source_location& where) {
    located(core(), where, [&] {
        ObjectHeader& header = require_object(object);
        core().refuse_in_hook("refresh an object");
        require_row(core(), header, "refreshed");
        members.empty() ? refresh_with_options(core(), header, options) : refresh_members(core(), header, members);
    });
}

void SessionObjects::expire_object(const RefBase& object, const std::source_location& where) {
    located(core(), where, [&] {
        ObjectHeader& header = require_object(object);
        core().refuse_in_hook("expire an object");
        require_row(core(), header, "expired");
        for (ObjectHeader* const reached : core().reachable(header, Cascade::RefreshExpire))
            if (reached->state == ObjectState::Persistent) core().expire(*reached);
    });
}

void SessionObjects::expire_relationships(const RefBase& object, ArrayView<std::size_t> members,
                                          const std::source_location& where) {
    located(core(), where, [&] {
        ObjectHeader& header = require_object(object);
        core().refuse_in_hook("expire an object");
        require_row(core(), header, "expired");
        for (const std::size_t member : members) forget_relationship(header, header.map()->relationship_at(member));
    });
}

void SessionObjects::expire_all() {
    core().refuse_in_hook("expire objects");
    core().expire_all();
}

void SessionObjects::expunge_object(const RefBase& object) {
    ObjectHeader& header = require_object(object);
    if (header.region() != core().region) return;
    for (ObjectHeader* const reached : core().reachable(header, Cascade::Expunge)) core().expunge(*reached);
    core().deliver();
}

void SessionObjects::expunge_all() {
    core().expunge_all();
    core().deliver();
}

void SessionObjects::make_object_transient(const RefBase& object, const std::source_location& where) {
    located(core(), where, [&] {
        ObjectHeader& header = require_object(object);
        if (header.region() != core().region || header.is_read_only)
            throw ArgumentError("other_session",
                                fmt::format("{} cannot become transient here: it belongs to another session, or was "
                                            "loaded as const; copy its value instead",
                                            describe(header)));
        orm::make_transient(core(), header);
        core().deliver();
    });
}

std::vector<void*> SessionObjects::merge_objects(ClassMap& map, ArrayView<const void*> given, bool are_objects,
                                                 const MergeOptions& options, const std::source_location& where) {
    return located(core(), where, [&] {
        const SessionUse use(core().user);
        std::vector<void*> merged = orm::merge(core(), map, given, are_objects, options);
        core().deliver();
        return merged;
    });
}

const void* SessionObjects::row_member(const RefBase& object, std::size_t member) const {
    const ObjectHeader& header = require_object(object);
    const auto column = header.map()->find_column_at(member);
    if (!column) header.map()->relationship_at(member);  // throws
    return header.state == ObjectState::Persistent ? row_field(header, header.map()->columns()[*column]) : nullptr;
}

void SessionObjects::fill_history(const RefBase& object, std::size_t member, std::vector<void*>& added,
                                  std::vector<void*>& removed, std::vector<void*>& unchanged) {
    ObjectHeader& header = require_object(object);
    const RelatedObjects found = relationship_history(core(), header, header.map()->relationship_at(member));
    for (ObjectHeader* const each : found.added) added.push_back(each->object());
    for (ObjectHeader* const each : found.removed) removed.push_back(each->object());
    for (ObjectHeader* const each : found.unchanged) unchanged.push_back(each->object());
}

std::vector<ColumnChange> SessionObjects::object_changes(const RefBase& object) const {
    return changes_of(require_object(object));
}

bool SessionObjects::is_object_modified(const RefBase& object) const {
    const ObjectHeader& header = require_object(object);
    return header.state == ObjectState::Pending || is_changed(header);
}

std::vector<AnyRef> SessionObjects::new_objects() const {
    std::vector<AnyRef> result;
    for (ObjectHeader* const header : core().pending)
        if (header->state == ObjectState::Pending) result.emplace_back(header->object());
    return result;
}

std::vector<AnyRef> SessionObjects::dirty() const {
    std::vector<AnyRef> result;
    for (ObjectHeader* const header : core().touched)
        if (is_changed(*header) && !header->is_to_be_deleted) result.emplace_back(header->object());
    return result;
}

std::vector<AnyRef> SessionObjects::deleted() const {
    std::vector<AnyRef> result;
    for (ObjectHeader* const header : core().to_delete) result.emplace_back(header->object());
    return result;
}

std::vector<AnyRef> SessionObjects::objects() const {
    std::vector<AnyRef> result;
    core().identity.for_each([&](ObjectHeader& header) { result.emplace_back(header.object()); });
    return result;
}

bool SessionObjects::contains_object(const RefBase& object) const {
    const ObjectHeader& header = require_object(object);
    return header.region() == core().region && !header.is_read_only &&
           (header.state == ObjectState::Pending || header.state == ObjectState::Persistent);
}

ObjectState SessionObjects::state_of(const RefBase& object) const {
    const ObjectHeader& header = require_object(object);
    if (header.region() == core().region) return header.state;
    return header.state == ObjectState::Pending || header.state == ObjectState::Transient ? ObjectState::Transient
                                                                                          : ObjectState::Detached;
}

}  // namespace azoth::orm
