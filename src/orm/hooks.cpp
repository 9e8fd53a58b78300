// SPDX-License-Identifier: MIT
#include "azoth/orm/hooks.hpp"

#include <algorithm>
#include <unordered_set>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/class_draft.hpp"
#include "orm/inheritance.hpp"
#include "orm/load_hooks.hpp"
#include "orm/unit_of_work.hpp"

namespace azoth::orm {
namespace {

/// Says for as long as it lives that functions of a mapping are running.
class HookScope {
public:
    HookScope(SessionCore& session, SessionCore::RunningHook hook)
        : session_(session), outer_(std::exchange(session.running_hook, hook)) {}
    HookScope(const HookScope&) = delete;
    HookScope& operator=(const HookScope&) = delete;
    ~HookScope() { session_.running_hook = outer_; }

private:
    SessionCore& session_;
    const SessionCore::RunningHook outer_;
};

/// The columns of an object as they are now.
class ColumnCopy {
public:
    explicit ColumnCopy(const ObjectHeader& header)
        : map_(*header.map()),
          memory_(std::make_unique<std::max_align_t[]>(map_.snapshot_size() / sizeof(std::max_align_t) + 1)) {
        map_.construct_snapshot(header.object(), bytes());
    }
    ColumnCopy(const ColumnCopy&) = delete;
    ColumnCopy& operator=(const ColumnCopy&) = delete;
    ~ColumnCopy() { map_.destroy_snapshot(bytes()); }

    std::byte* bytes() const { return reinterpret_cast<std::byte*>(memory_.get()); }

private:
    const ClassMap& map_;
    const std::unique_ptr<std::max_align_t[]> memory_;
};

/// The key of an object that is being loaded: the session finds it by that.
class KeyAsRead {
public:
    KeyAsRead(const ClassMap& map, void* object) : map_(map), object_(object) {
        Scratch scratch;
        for (const std::uint32_t position : map.key()) key_.emplace_back(view(position, scratch));
    }
    void require_same() const {
        Scratch scratch;
        for (std::size_t i = 0; i < key_.size(); ++i)
            if (view(map_.key()[i], scratch) != key_[i].view())
                throw ArgumentError(
                    "key_changed_on_load",
                    fmt::format("a function of on_load() has changed '{}' of a {}, by which the session "
                                "finds the object; let it change other members, and the key where the "
                                "object is used",
                                map_.columns()[map_.key()[i]].member, map_.name()));
    }
    void restore() const {
        for (std::size_t i = 0; i < key_.size(); ++i) {
            const MappedColumn& column = map_.columns()[map_.key()[i]];
            column.type->read(key_[i].view(), map_.field(object_, column));
        }
    }

private:
    ValueView view(std::uint32_t position, Scratch& scratch) const {
        const MappedColumn& column = map_.columns()[position];
        return column.type->view(map_.field(object_, column), scratch);
    }

    const ClassMap& map_;
    void* const object_;
    std::vector<Value> key_;
};

bool is_written(const ClassHooks::Validator& validator, const std::vector<std::uint32_t>* written) {
    return written == nullptr ||
           std::any_of(validator.columns.begin(), validator.columns.end(), [&](std::uint32_t position) {
               return std::find(written->begin(), written->end(), position) != written->end();
           });
}

std::string refused(const ObjectHeader& header, const ClassHooks::Validator& validator) {
    return fmt::format("{} cannot be written: the value of its column '{}' was refused", describe(header),
                       header.map()->columns()[validator.columns.front()].member);
}

void run_all(const ClassHooks::List& hooks, const ObjectHeader& header, Connection& connection) {
    for (const auto& hook : hooks) hook->run(const_cast<void*>(header.object()), &connection);
}

/// Objects of one table have one class, unless they are of a hierarchy.
bool may_have_hooks(const std::vector<ObjectHeader*>& objects) {
    if (objects.empty()) return false;
    const ClassMap& map = *objects.front()->map();
    return map.hooks() != nullptr || map.inheritance() != nullptr;
}

}  // namespace

ClassHooks& hooks_of(ClassDraft& draft) {
    if (draft.hooks == nullptr) draft.hooks = std::make_shared<ClassHooks>();
    return *draft.hooks;
}

void ClassMap::add_hooks(const ClassDraft& draft) {
    if (draft.hooks == nullptr) return;
    for (ClassHooks::Validator& validator : draft.hooks->validators) {
        const auto composite = std::find_if(composites_.begin(), composites_.end(),
                                            [&](const Composite& known) { return known.offset == validator.offset; });
        if (composite != composites_.end())
            validator.columns = composite->columns;
        else if (const auto position = find_column_at(validator.offset))
            validator.columns = {*position};
        else
            throw MappingError("unmapped_member",
                               fmt::format("mapping() of {} validates a member that is not among its columns; name it "
                                           "in m.columns<...>()",
                                           name()));
    }
    hooks_ = draft.hooks;
}

// Those of the base come first.
void ClassMap::inherit_hooks() {
    const ClassHooks* const base = inheritance_->base->hooks();
    if (base == nullptr) return;
    auto all = std::make_shared<ClassHooks>(*base);
    if (hooks_ != nullptr) {
        for (std::size_t i = 0; i < ClassHooks::kEvents; ++i)
            all->events[i].insert(all->events[i].end(), hooks_->events[i].begin(), hooks_->events[i].end());
        all->validators.insert(all->validators.end(), hooks_->validators.begin(), hooks_->validators.end());
    }
    hooks_ = std::move(all);
}

void SessionCore::throw_in_hook(std::string_view what) {
    throw ArgumentError(
        "in_hook",
        fmt::format("a function of a mapping (on_load, before_insert, ...), or a listener's after_flush(), must "
                    "not {}: it may change its own object's columns; do the rest before the flush, or "
                    "after it",
                    what));
}

void SessionCore::refuse_to_let_go(std::string_view what) const {
    refuse_in_hook(what);
    if (calls_listening != 0)
        throw ArgumentError("in_hook",
                            fmt::format("a listener must not {} while a call of the session goes on with its objects; "
                                        "do it in before_commit(), after_commit() or after_rollback(), or after the "
                                        "call",
                                        what));
}

void run_load_hooks(SessionCore& session, const ClassMap& map, void* object) {
    const HookScope scope(session, SessionCore::RunningHook::Load);
    const KeyAsRead key(map, object);
    try {
        for (const auto& hook : map.hooks()->of(HookEvent::Load)) hook->run(object, nullptr);
        key.require_same();
    } catch (...) {
        key.restore();
        throw;
    }
}

void run_load_hooks(SessionCore& session, ObjectHeader& header) {
    try {
        run_load_hooks(session, *header.map(), header.object());
    } catch (...) {
        if (header.snapshot() != nullptr) header.map()->update_snapshot(header.object(), header.snapshot());
        throw;
    }
}

void UnitOfWork::run_before(HookEvent event, ObjectHeader& header) {
    const ClassMap& map = *header.map();
    const auto& hooks = map.hooks()->of(event);
    if (hooks.empty()) return;
    Connection& connection = begin_writing(map);  // what it may write on its own goes with the flush
    const HookScope scope(session_, SessionCore::RunningHook::Flush);
    const ColumnCopy before(header);
    try {
        run_all(hooks, header, connection);
        for (const MappedColumn& column : map.columns()) {
            if (!map.differs(column, header.object(), before.bytes())) continue;
            Scratch scratch;
            save_field(header, column, column.type->view(before.bytes() + column.snapshot_offset, scratch));
        }
    } catch (...) {
        map.restore_snapshot(header.object(), before.bytes());
        throw;
    }
}

// An object of a hierarchy is met with the first of its tables; the map of the batch may be that of another class.
void UnitOfWork::run_before_deletes() {
    for (auto batch = batches_.rbegin(); batch != batches_.rend(); ++batch) {
        if (!may_have_hooks(batch->deletes)) continue;
        for (ObjectHeader* const object : batch->deletes)
            if (object->map()->hooks() != nullptr && is_first_table(*batch, *object))
                run_before(HookEvent::BeforeDelete, *object);
    }
}

void UnitOfWork::run_after() const {
    const HookScope scope(session_, SessionCore::RunningHook::Flush);
    const auto run = [&](HookEvent event, const ObjectHeader& object) {
        const auto& hooks = object.map()->hooks()->of(event);
        if (!hooks.empty()) run_all(hooks, object, session_.connection(*object.map()));
    };
    const auto run_batches = [&](HookEvent event, std::vector<ObjectHeader*> Batch::*objects) {
        for (const Batch& batch : batches_) {
            if (!may_have_hooks(batch.*objects)) continue;
            for (const ObjectHeader* const object : batch.*objects)
                if (object->map()->hooks() != nullptr && is_first_table(batch, *object)) run(event, *object);
        }
    };
    for (const ObjectHeader* const object : replaced_)
        if (object->map()->hooks() != nullptr) run(HookEvent::AfterDelete, *object);
    run_batches(HookEvent::AfterInsert, &Batch::inserts);
    std::unordered_set<const ObjectHeader*> seen;  // of those that may be in several groups
    for (const UpdateGroup& group : updates_) {
        if (!may_have_hooks(group.objects)) continue;
        for (const ObjectHeader* const object : group.objects) {
            if (object->map()->hooks() == nullptr || object->is_written) continue;
            const Inheritance* const inheritance = object->map()->inheritance();
            const bool is_once = inheritance == nullptr || !inheritance->has_several_tables();
            if (is_once || seen.insert(object).second) run(HookEvent::AfterUpdate, *object);
        }
    }
    run_batches(HookEvent::AfterDelete, &Batch::deletes);
}

void UnitOfWork::after_flush() {
    const HookScope scope(session_, SessionCore::RunningHook::Flush);
    session_.tell(&SessionListener::after_flush);
}

void UnitOfWork::validate(const ObjectHeader& header, const std::vector<std::uint32_t>* written) const {
    const HookScope scope(session_, SessionCore::RunningHook::Flush);
    for (const ClassHooks::Validator& validator : header.map()->hooks()->validators) {
        if (!is_written(validator, written)) continue;
        bool is_valid = false;
        try {
            is_valid = validator.check->run(const_cast<void*>(header.object()), nullptr);
        } catch (Error& error) {
            error.annotate(
                [&](ErrorDetail& detail) { detail.message += fmt::format(" ({})", refused(header, validator)); });
            throw;
        } catch (const std::exception& error) {
            throw ArgumentError("invalid_value", fmt::format("{}: {}", refused(header, validator), error.what()));
        }
        if (!is_valid)
            throw ArgumentError("invalid_value",
                                fmt::format("{} by m.validate(); give it another one", refused(header, validator)));
    }
}

}  // namespace azoth::orm
