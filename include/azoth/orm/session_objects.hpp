// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <source_location>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/base/array_view.hpp"
#include "azoth/orm/history.hpp"
#include "azoth/orm/mapper.hpp"
#include "azoth/orm/query_options.hpp"
#include "azoth/orm/ref.hpp"

namespace azoth::orm {

template <class T>
inline constexpr bool kIsRef = false;
template <class T>
inline constexpr bool kIsRef<Ref<T>> = true;

/// Keys that any column of integers can be asked for. (A bool is a value of another kind.)
template <class Key>
concept WholeNumberKey =
    std::integral<Key> && !std::same_as<Key, bool> && (std::signed_integral<Key> || sizeof(Key) < sizeof(std::int64_t));

/// What a Session offers for single objects.
class SessionObjects {
public:
    /// Moves an object and everything that its relationships hold into the session; the next flush inserts them.
    template <class T>
    requires(!kIsRef<T>) Ref<T> add(T object, std::source_location where = std::source_location::current()) {
        return Ref<T>(*static_cast<T*>(add_value(class_map<T>(), &object, where)));
    }
    /// Adds an object again that became transient by a rollback or make_transient().
    template <class T>
    void add(const Ref<T>& object, std::source_location where = std::source_location::current()) {
        add_object(object, where);
    }
    /// Adds every object of a range.
    template <class Range>
    auto add_all(Range&& objects, std::source_location where = std::source_location::current()) {
        using T = std::remove_cvref_t<decltype(*objects.begin())>;
        std::vector<Ref<T>> refs;
        for (auto&& object : objects) refs.push_back(add(T(std::forward<decltype(object)>(object)), where));
        return refs;
    }

    /// The object with this key; empty when there is no such row. No query when the session has it already, unless it
    /// has expired.
    template <class T, class Key>
    Ref<T> get(const Key& key, std::source_location where = std::source_location::current()) {
        void* object = nullptr;
        if constexpr (WholeNumberKey<Key>) {
            object = get_object(tracked_map<T>(), std::int64_t{key}, where);
        } else {
            const Value values[] = {Value(key)};
            object = get_object(tracked_map<T>(), values, where);
        }
        return object == nullptr ? Ref<T>() : Ref<T>(*static_cast<T*>(object));
    }
    /// By a key of several columns, in their order.
    template <class T, class First, class Second, class... More>
    Ref<T> get(const First& first, const Second& second, const More&... more) {
        const Value values[] = {Value(first), Value(second), Value(more)...};
        void* const object = get_object(tracked_map<T>(), values, {});
        return object == nullptr ? Ref<T>() : Ref<T>(*static_cast<T*>(object));
    }
    /// The same with options: `get<Book>(42, {.with_for_update = ForUpdate{}})`.
    template <class T, class Key>
    Ref<T> get(const Key& key, const GetOptions& options,
               std::source_location where = std::source_location::current()) {
        return get<T>(std::vector<Value>{Value(key)}, options, where);
    }
    template <class T, class Key, class Next>
    Ref<T> get(const Key& key, const Next& next, const GetOptions& options,
               std::source_location where = std::source_location::current()) {
        return get<T>(std::vector<Value>{Value(key), Value(next)}, options, where);
    }
    /// By a key of any number of columns.
    template <class T>
    Ref<T> get(const std::vector<Value>& key, const GetOptions& options,
               std::source_location where = std::source_location::current()) {
        void* const object = get_object(class_map<T>(), {key.data(), key.size()}, options, where);
        return object == nullptr ? Ref<T>() : Ref<T>(*static_cast<T*>(object));
    }
    /// get(), but NoResultError(`no_such_row`) when there is no such row.
    template <class T, class Key>
    Ref<T> get_one(const Key& key, std::source_location where = std::source_location::current()) {
        Ref<T> found = get<T>(key, where);
        if (!found) throw_no_row(class_map<T>(), {Value(key)}, where);
        return found;
    }
    template <class T, class First, class Second, class... More>
    Ref<T> get_one(const First& first, const Second& second, const More&... more) {
        Ref<T> found = get<T>(first, second, more...);
        if (!found) throw_no_row(class_map<T>(), {Value(first), Value(second), Value(more)...}, {});
        return found;
    }

    /// Marks an object: the next flush deletes its row. Children go with it when the relationship has Cascade::Delete;
    /// else their foreign keys become NULL.
    template <class T>
    void delete_(const Ref<T>& object, std::source_location where = std::source_location::current()) {
        delete_object(object, where);
    }
    /// delete_() of every object of a range of Refs.
    template <class Range>
    void delete_all(const Range& objects, std::source_location where = std::source_location::current()) {
        for (const auto& object : objects) delete_object(object, where);
    }

    /// Reads an object's row again; changes that were not written are lost, and its relationships are loaded when they
    /// are next looked at. What Cascade::RefreshExpire leads to expires.
    ///
    /// Throws: NoResultError(`no_such_row`), ArgumentError(`not_persistent`).
    template <class T>
    void refresh(const Ref<T>& object, std::source_location where = std::source_location::current()) {
        refresh_object(object, {}, {}, where);
    }
    template <class T>
    void refresh(const Ref<T>& object, const RefreshOptions& options,
                 std::source_location where = std::source_location::current()) {
        refresh_object(object, {}, options, where);
    }
    /// Only these columns, and these relationships, which are loaded at once: `refresh(book, &Book::pages,
    /// &Book::author)`.
    template <class T, class C, class M, class... More>
    void refresh(const Ref<T>& object, M C::*member, const More&... more) {
        const std::size_t members[] = {offset_in<T>(member), offset_in<T>(more)...};
        refresh_object(object, members, {}, std::source_location::current());
    }

    /// Makes an object stale: get(), or the next query that returns its row, reads it anew; its relationships are
    /// loaded when they are next looked at. Changes that were not written are lost. Until then its members keep their
    /// values. What Cascade::RefreshExpire leads to expires too.
    ///
    /// Throws: ArgumentError(`not_persistent`).
    template <class T>
    void expire(const Ref<T>& object, std::source_location where = std::source_location::current()) {
        expire_object(object, where);
    }
    /// Only relationships: each is loaded when it is next looked at.
    template <class T, class C, class M, class... More>
    void expire(const Ref<T>& object, M C::*relationship, const More&... more) {
        static_assert(azoth::detail::Relationship<M>,
                      "azoth: expire() takes relationships; a column is read by refresh(object, &Class::member)");
        const std::size_t members[] = {offset_in<T>(relationship), offset_in<T>(more)...};
        expire_relationships(object, members, std::source_location::current());
    }
    /// expire() of every object that stands for a row.
    void expire_all();

    /// Lets an object go: it becomes detached. So does what Cascade::Expunge leads to.
    template <class T>
    void expunge(const Ref<T>& object) {
        expunge_object(object);
    }
    void expunge_all();
    /// Lets an object go and forgets that it stands for a row: add() inserts it anew, under the key that it has then.
    template <class T>
    void make_transient(const Ref<T>& object, std::source_location where = std::source_location::current()) {
        make_object_transient(object, where);
    }

    /// Copies the state of a value, or of an object of another session or of none, into the session's object with the
    /// same key, which is loaded if need be; without a row, or without a key, into a new object. What its relationships
    /// hold goes along where they have Cascade::Merge (the default). A Many that is empty in a plain value, and a One
    /// that was never set, say nothing. The given value stays as it is.
    ///
    /// Throws: StaleDataError(`stale_row`) when the given version is not that of the row.
    ///
    /// SQL emitted: one SELECT per class and 500 keys, none for objects that the session has.
    template <class T>
    requires(!kIsRef<T>) Ref<T> merge(const T& value, const MergeOptions& options = {},
                                      std::source_location where = std::source_location::current()) {
        const void* const given[] = {&value};
        return Ref<T>(*static_cast<T*>(merge_objects(class_map<T>(), given, false, options, where).front()));
    }
    template <class T>
    Ref<std::remove_const_t<T>> merge(const Ref<T>& object, const MergeOptions& options = {},
                                      std::source_location where = std::source_location::current()) {
        using E = std::remove_const_t<T>;
        const void* const given[] = {&*std::as_const(object)};
        return Ref<E>(*static_cast<E*>(merge_objects(class_map<E>(), given, true, options, where).front()));
    }
    /// merge() of every element of a range of values or Refs, with the same few queries.
    template <class Range>
    auto merge_all(const Range& objects, const MergeOptions& options = {},
                   std::source_location where = std::source_location::current()) {
        using Given = std::remove_cvref_t<decltype(*objects.begin())>;
        std::vector<const void*> given;
        for (const auto& object : objects) {
            if constexpr (kIsRef<Given>)
                given.push_back(&*object);
            else
                given.push_back(&object);
        }
        using E = std::remove_cvref_t<typename MergedOf<Given>::Class>;
        std::vector<Ref<E>> merged;
        for (void* const object :
             merge_objects(class_map<E>(), {given.data(), given.size()}, kIsRef<Given>, options, where))
            merged.push_back(Ref<E>(*static_cast<E*>(object)));
        return merged;
    }

    /// Whether the object is in this session: pending or persistent.
    template <class T>
    bool contains(const Ref<T>& object) const {
        return contains_object(object);
    }
    template <class T>
    ObjectState state(const Ref<T>& object) const {
        return state_of(object);
    }
    ObjectState state(const AnyRef& object) const { return state_of(object); }

    /// What has become of a member since the last flush: a History of a column, a RelationshipHistory of a
    /// relationship, which is loaded if need be.
    template <class T, class C, class M>
    auto history(const Ref<T>& object, M C::*member) {
        const std::size_t offset = offset_in<T>(member);
        if constexpr (azoth::detail::Relationship<M>) {
            RelationshipHistory<typename azoth::detail::RelationshipTraits<M>::Target> result;
            std::vector<void*> found[3];
            fill_history(object, offset, found[0], found[1], found[2]);
            const auto take = [](const std::vector<void*>& from, auto& to) {
                using E = typename azoth::detail::RelationshipTraits<M>::Target;
                for (void* const each : from) to.push_back(Ref<E>(*static_cast<E*>(each)));
            };
            take(found[0], result.added);
            take(found[1], result.removed);
            take(found[2], result.unchanged);
            return result;
        } else {
            const void* const before = row_member(object, offset);
            const M& now = (*object).*member;
            History<M> result{std::nullopt, now, before == nullptr || !cpp_type<M>().equal(before, &now)};
            if (before != nullptr) result.old_value = *static_cast<const M*>(before);
            return result;
        }
    }
    /// The columns of the object that the next flush writes, and what it is known to be about to write; foreign keys
    /// follow from relationships in the flush itself.
    template <class T>
    std::vector<ColumnChange> changes(const Ref<T>& object) const {
        return object_changes(object);
    }
    std::vector<ColumnChange> changes(const AnyRef& object) const { return object_changes(object); }
    /// Whether a flush would write something of this object.
    template <class T>
    bool is_modified(const Ref<T>& object) const {
        return is_object_modified(object);
    }
    /// Objects that the next flush inserts, in the order in which they were added.
    std::vector<AnyRef> new_objects() const;
    /// Objects that the next flush updates.
    std::vector<AnyRef> dirty() const;
    /// Objects that the next flush deletes.
    std::vector<AnyRef> deleted() const;
    /// The identity map: all objects that stand for a row, in no particular order.
    std::vector<AnyRef> objects() const;
    /// Keeps queries from flushing first, as long as the guard lives: `const auto guard = session.no_autoflush();`.
    NoAutoflush no_autoflush() { return NoAutoflush(core_); }

protected:
    explicit SessionObjects(std::shared_ptr<SessionCore> core) : core_(std::move(core)) {}
    SessionObjects(SessionObjects&&) noexcept = default;
    SessionObjects& operator=(SessionObjects&&) noexcept = default;
    ~SessionObjects() = default;

    /// Throws ArgumentError(`session_moved`).
    SessionCore& core() const;

    template <class T>
    struct MergedOf {
        using Class = T;
    };
    template <class T>
    struct MergedOf<Ref<T>> {
        using Class = T;
    };

    template <class T, class C, class M>
    static std::size_t offset_in(M C::*member) {
        static_assert(std::derived_from<T, C>, "azoth: this member belongs to another class than the object");
        return sql::member_offset(static_cast<M T::*>(member));
    }

    std::shared_ptr<SessionCore> core_;  // a NestedTransaction must know when it is gone

private:
    template <class T>
    static ClassMap& tracked_map() {
        static_assert(!std::is_const_v<T>,
                      "azoth: get() gives tracked objects; use select<const T>() for read-only ones");
        return class_map<T>();
    }

    void* add_value(ClassMap& map, void* value, const std::source_location& where);
    void add_object(const RefBase& object, const std::source_location& where);
    void* get_object(ClassMap& map, std::int64_t key, const std::source_location& where);
    /// `where` may be unknown, source_location().
    void* get_object(ClassMap& map, ArrayView<Value> key, const std::source_location& where);
    void* get_object(ClassMap& map, ArrayView<Value> key);
    void* get_object(ClassMap& map, ArrayView<Value> key, const GetOptions& options, const std::source_location& where);
    [[noreturn]] static void throw_no_row(const ClassMap& map, const std::vector<Value>& key,
                                          const std::source_location& where);
    void delete_object(const RefBase& object, const std::source_location& where);
    void refresh_object(const RefBase& object, ArrayView<std::size_t> members, const RefreshOptions& options,
                        const std::source_location& where);
    void expire_object(const RefBase& object, const std::source_location& where);
    void expire_relationships(const RefBase& object, ArrayView<std::size_t> members, const std::source_location& where);
    void expunge_object(const RefBase& object);
    void make_object_transient(const RefBase& object, const std::source_location& where);
    std::vector<void*> merge_objects(ClassMap& map, ArrayView<const void*> given, bool are_objects,
                                     const MergeOptions& options, const std::source_location& where);
    /// The member as the row has it; null when there is no row.
    const void* row_member(const RefBase& object, std::size_t member) const;
    void fill_history(const RefBase& object, std::size_t member, std::vector<void*>& added, std::vector<void*>& removed,
                      std::vector<void*>& unchanged);
    std::vector<ColumnChange> object_changes(const RefBase& object) const;
    bool is_object_modified(const RefBase& object) const;
    bool contains_object(const RefBase& object) const;
    ObjectState state_of(const RefBase& object) const;
};

}  // namespace azoth::orm
