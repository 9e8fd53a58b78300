// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "azoth/orm/object.hpp"
#include "azoth/sql/expression_nodes.hpp"

namespace azoth::orm {

struct Relationship;
class ClassMap;

/// How values of a class that no session knows yet are handled: they live on the heap, owned by a Many or One.
struct ValueOps {
    void* (*copy)(const void* value);
    void (*destroy)(void* value);
    ClassMap& (*map)() = nullptr;  ///< of the value, where that is no object of the relationship's own class
};

template <class T>
const ValueOps& value_ops() {
    static constexpr ValueOps ops{
        .copy = [](const void* value) -> void* { return new T(*static_cast<const T*>(value)); },
        .destroy = [](void* value) { delete static_cast<T*>(value); },
    };
    return ops;
}

template <class T>
ClassMap& class_map();

/// The same for an object of a subclass of the class that the relation is for.
template <class T>
const ValueOps& derived_value_ops() {
    static const ValueOps ops{value_ops<T>().copy, value_ops<T>().destroy, &class_map<T>};
    return ops;
}

/// One element of a Many or the value of a One.
struct Element {
    void* object = nullptr;
    const ValueOps* owned = nullptr;  ///< set: a value on the heap that belongs to the relation
};

/// Gives back what a relation of a plain value holds: its value, or its share in the object's region.
void release_loose(const Element& element) noexcept;

/// The common half of Many and One: which objects are related, whether that is known yet, and to whom the member
/// belongs. Members of a session's objects keep both sides of a relationship in step and load when they are asked.
class Relation {
public:
    /// Whether access needs no query.
    bool is_loaded() const { return status_ != Status::NotLoaded; }

protected:
    enum class Status : std::uint8_t {
        Loose,      ///< a member of a plain value: it owns what is put into it
        NotLoaded,  ///< nobody has asked the database yet, or it belongs to a copy
        Loaded,
    };

    Relation() = default;
    /// A copy is free of the session: loose values are copied, a session's objects are not taken along.
    Relation(const Relation& other);
    Relation(Relation&& other) noexcept;
    ~Relation();
    /// In a session: replaces the related objects.
    void assign(const Relation& other);
    void assign(Relation&& other);

    /// Loads when needed. Throws DetachedError.
    const std::vector<Element>& elements() const {
        if (status_ == Status::NotLoaded) load();
        return elements_;
    }
    /// Takes a value from the heap.
    void* add_value(void* value, const ValueOps& ops);
    /// Takes an object of a session.
    void add_object(ObjectHeader& object);
    void remove_at(std::size_t position);
    void remove_object(const ObjectHeader& object);
    /// The same without a look at what is there.
    void remove_unseen(ObjectHeader& object);
    /// That rows of the other class are in this relationship. Throws ArgumentError(`not_persistent`).
    sql::ExpressionPtr elements_condition() const;
    /// Takes all out.
    void clear();
    /// For One: at most one element.
    void replace_with_value(void* value, const ValueOps& ops);
    void replace_with_object(ObjectHeader* object);

    /// The object, for a Ref to it. Throws ArgumentError(`not_in_session`).
    static void* known(const Element& element);
    [[noreturn]] void throw_empty() const;
    static void* touched(const Element& element);

private:
    friend class RelationAccess;

    void load() const;
    void release_elements() noexcept;

    ObjectHeader* owner_ = nullptr;
    const Relationship* relationship_ = nullptr;
    mutable std::vector<Element> elements_;
    mutable Status status_ = Status::Loose;
    bool is_set_ = false;  // a One that was assigned since the last flush: it decides the foreign key
};

}  // namespace azoth::orm
