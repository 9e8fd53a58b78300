// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>

#include "azoth/orm/ref.hpp"
#include "azoth/orm/relation.hpp"

namespace azoth {

/// A relationship to one object or none: `One<Author> author;`, used like a pointer.
///
/// In a plain value it owns the new object put into it, or points at one of a session. In an object of a session it
/// loads when it is first looked at (for all objects of the same result at once); assigning decides the foreign key at
/// the next flush and keeps the other side in step.
template <class T>
class One : public orm::Relation {
public:
    One() = default;
    One(std::nullptr_t) { replace_with_object(nullptr); }
    One(T value) { replace_with_value(new T(std::move(value)), orm::value_ops<T>()); }
    /// An object of a subclass, which stays one.
    template <class D>
    requires(std::is_base_of_v<T, D> && !std::is_same_v<T, D>) One(D value) {
        replace_with_value(new D(std::move(value)), orm::derived_value_ops<D>());
    }
    One(const Ref<T>& object) { replace_with_object(object.header()); }
    One(const One&) = default;
    One(One&&) noexcept = default;
    ~One() = default;
    One& operator=(const One& other) {
        assign(other);
        return *this;
    }
    One& operator=(One&& other) {
        assign(std::move(other));
        return *this;
    }
    One& operator=(const Ref<T>& object) {
        replace_with_object(object.header());
        return *this;
    }
    One& operator=(std::nullptr_t) {
        replace_with_object(nullptr);
        return *this;
    }
    One& operator=(T value) {
        replace_with_value(new T(std::move(value)), orm::value_ops<T>());
        return *this;
    }
    template <class D>
    requires(std::is_base_of_v<T, D> && !std::is_same_v<T, D>) One& operator=(D value) {
        replace_with_value(new D(std::move(value)), orm::derived_value_ops<D>());
        return *this;
    }

    explicit operator bool() const { return !elements().empty(); }
    /// Throws ArgumentError(`empty_relationship`) when there is none.
    T* operator->() { return static_cast<T*>(touched(element())); }
    const T* operator->() const { return static_cast<const T*>(element().object); }
    T& operator*() { return *static_cast<T*>(touched(element())); }
    const T& operator*() const { return *static_cast<const T*>(element().object); }

    /// A handle on the object; empty when there is none. Throws ArgumentError(`not_in_session`) for a new value that
    /// was not added to a session yet.
    Ref<T> ref() const { return elements().empty() ? Ref<T>() : Ref<T>(*static_cast<T*>(known(elements()[0]))); }

private:
    const orm::Element& element() const {
        if (elements().empty()) throw_empty();
        return elements()[0];
    }
};

}  // namespace azoth
