// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "azoth/orm/object.hpp"

namespace azoth {

namespace orm {

[[noreturn]] void throw_empty_ref();
template <class T>
ClassMap& class_map();
bool is_object_of(const ObjectHeader& header, const ClassMap& map);

/// The untyped half of Ref: one pointer, and a share in the object's region.
class RefBase {
public:
    RefBase() = default;
    explicit RefBase(void* object) : object_(object) { retain(); }
    RefBase(const RefBase& other) : object_(other.object_) { retain(); }
    RefBase(RefBase&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
    ~RefBase() { release(); }
    RefBase& operator=(RefBase other) noexcept {
        std::swap(object_, other.object_);
        return *this;
    }

    /// Null when the Ref is empty.
    ObjectHeader* header() const { return object_ == nullptr ? nullptr : &header_of(object_); }

protected:
    void* object_ = nullptr;

private:
    void retain() const {
        if (object_ != nullptr) header_of(object_).region()->retain();
    }
    void release() const {
        if (object_ != nullptr) header_of(object_).region()->release();
    }
};

}  // namespace orm

/// A handle on an object of a session. It keeps the object alive, even after the session is closed: the object is then
/// detached, what was loaded stays readable, and lazy loads throw DetachedError.
///
/// Access through a Ref that is not const tells the session that the object may change; the next flush looks whether it
/// has. Through `const Ref<T>` or `Ref<const T>` only const access compiles, and it costs nothing.
///
/// Thread safety: belongs to its session's thread. To hand an object to another thread, copy the value: `T copy =
/// *ref`.
template <class T>
class Ref : public orm::RefBase {
public:
    Ref() = default;
    Ref(std::nullptr_t) {}
    /// Precondition: `object` lives in a session.
    explicit Ref(T& object) : RefBase(const_cast<std::remove_const_t<T>*>(&object)) {}
    /// A Ref to const, or to a base, from a Ref to the same.
    template <class U>
    requires(!std::same_as<T, U> && std::is_convertible_v<U*, T*>) Ref(const Ref<U>& other) : RefBase(other) {}

    explicit operator bool() const { return object_ != nullptr; }

    /// Throws ArgumentError(`empty_ref`) when there is no object.
    T* operator->() { return touched(); }
    const T* operator->() const { return seen(); }
    T& operator*() { return *touched(); }
    const T& operator*() const { return *seen(); }

    /// The same object as one of a subclass: `Ref<Manager> boss = employee.as<Manager>()`. Empty when it is something
    /// else.
    template <class U>
    Ref<U> as() const {
        static_assert(std::is_base_of_v<std::remove_const_t<T>, std::remove_const_t<U>>,
                      "azoth: as<Class>() is for a class that derives from this one");
        static_assert(std::is_const_v<U> || !std::is_const_v<T>,
                      "azoth: this Ref is to const; write as<const Class>()");
        const bool is_one =
            object_ != nullptr && orm::is_object_of(orm::header_of(object_), orm::class_map<std::remove_const_t<U>>());
        return is_one ? Ref<U>(*static_cast<U*>(object_)) : Ref<U>();
    }

    /// Null when empty.
    const T* get() const { return static_cast<const T*>(object_); }

    /// The same object.
    friend bool operator==(const Ref& left, const Ref& right) { return left.object_ == right.object_; }

private:
    T* touched() {
        if (object_ == nullptr) orm::throw_empty_ref();
        if constexpr (!std::is_const_v<T>) orm::touch(orm::header_of(object_));
        return static_cast<T*>(object_);
    }
    const T* seen() const {
        if (object_ == nullptr) orm::throw_empty_ref();
        return static_cast<const T*>(object_);
    }
};

}  // namespace azoth
