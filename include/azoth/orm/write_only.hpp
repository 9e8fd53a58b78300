// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "azoth/orm/entities.hpp"

namespace azoth {

/// The "many" side of a relationship with too many objects to be loaded: `WriteOnly<Reading> readings;`. It takes
/// objects in and lets them go; what is in it is asked for by a query:
///
///     sensor->readings.push_back(Reading{.value = 21.5});
///     session.scalars(sensor->readings.select().where(c(&Reading::value) > 30).limit(10));
///
/// When its owner is deleted, the next flush deletes the rows of Cascade::Delete by one statement, or sets their
/// foreign keys to NULL; objects of them that are in memory do not notice. With passive_deletes() that is left to the
/// database.
template <class T>
class WriteOnly : public orm::Relation {
public:
    WriteOnly() = default;
    WriteOnly(const WriteOnly&) = default;
    WriteOnly(WriteOnly&&) noexcept = default;
    ~WriteOnly() = default;
    WriteOnly& operator=(const WriteOnly& other) {
        assign(other);
        return *this;
    }
    WriteOnly& operator=(WriteOnly&& other) {
        assign(std::move(other));
        return *this;
    }

    /// In a session, the new object will be inserted.
    T& push_back(T value) { return *static_cast<T*>(add_value(new T(std::move(value)), orm::value_ops<T>())); }
    /// An object that a session knows.
    void push_back(const Ref<T>& object) {
        if (!object) orm::throw_empty_ref();
        add_object(*object.header());
    }
    /// Takes an object out; with Cascade::DeleteOrphan the next flush deletes it.
    void remove(const Ref<T>& object) {
        if (!object) orm::throw_empty_ref();
        remove_unseen(*object.header());
    }

    /// A query for what is in it, to go on with. Throws ArgumentError(`not_persistent`) before the owner is flushed.
    Select<Ref<T>> select() const { return azoth::select<T>().where(Expr<bool>(elements_condition())); }
};

namespace detail {

template <class T>
struct RelationshipTraits<WriteOnly<T>> : std::true_type {
    using Target = T;
};
template <class T>
inline constexpr bool kIsWriteOnly<WriteOnly<T>> = true;

}  // namespace detail
}  // namespace azoth
