// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/base/node_ptr.hpp"
#include "azoth/orm/mapper.hpp"

namespace azoth {

class Connection;

namespace orm {

/// When a function of mapping() is called.
enum class HookEvent : std::uint8_t {
    Load,
    BeforeInsert,
    AfterInsert,
    BeforeUpdate,
    AfterUpdate,
    BeforeDelete,
    AfterDelete,
};

/// A function of mapping() that is called with objects of the class.
class ObjectHook : public Counted {
public:
    /// `connection` is null for HookEvent::Load. False: a validator refuses the object.
    virtual bool run(void* object, Connection* connection) const = 0;
};

/// All functions of a class.
struct ClassHooks {
    static constexpr std::size_t kEvents = 7;
    using List = std::vector<NodePtr<const ObjectHook>>;

    /// Of a column, or of the columns of a composite.
    struct Validator {
        std::size_t offset = 0;
        NodePtr<const ObjectHook> check;
        std::vector<std::uint32_t> columns;  ///< positions; known when the class is built
    };

    const List& of(HookEvent event) const { return events[static_cast<std::size_t>(event)]; }

    List events[kEvents];
    std::vector<Validator> validators;
};

/// Those of a class whose mapping() is running.
ClassHooks& hooks_of(ClassDraft& draft);

/// F is called with a T&, and with a Connection& if it takes one.
template <class T, class F>
class HookOf final : public ObjectHook {
public:
    explicit HookOf(F function) : function_(std::move(function)) {}

    bool run(void* object, [[maybe_unused]] Connection* connection) const override {
        T& typed = *static_cast<T*>(object);
        if constexpr (std::is_invocable_v<const F&, T&, Connection&> && !std::is_invocable_v<const F&, T&>)
            call(typed, *connection);
        else
            call(typed);
        return true;
    }

private:
    template <class... Arguments>
    void call(T& object, Arguments&... arguments) const {
        if constexpr (std::is_member_function_pointer_v<F>)
            (object.*function_)(arguments...);
        else
            function_(object, arguments...);
    }

    F function_;
};

template <class T, class M, class F>
class ValidatorOf final : public ObjectHook {
public:
    ValidatorOf(M T::*member, F function) : member_(member), function_(std::move(function)) {}

    bool run(void* object, Connection*) const override {
        const M& value = static_cast<const T*>(object)->*member_;
        if constexpr (std::is_void_v<std::invoke_result_t<const F&, const M&>>) {
            function_(value);
            return true;
        } else {
            return static_cast<bool>(function_(value));
        }
    }

private:
    M T::*member_;
    F function_;
};

template <class T, class F>
void add_hook(ClassDraft& draft, HookEvent event, F function) {
    constexpr bool is_right = std::is_invocable_v<const F&, T&> || std::is_invocable_v<const F&, T&, Connection&>;
    static_assert(is_right,
                  "azoth: a hook is a function of Class& or a member function; after_insert, after_update and the "
                  "hooks of a delete get a const Class&, because nothing writes what they would change");
    if constexpr (is_right)
        hooks_of(draft).events[static_cast<std::size_t>(event)].push_back(
            make_node<const HookOf<T, F>>(std::move(function)));
}

}  // namespace orm

template <class T>
template <class F>
Mapper<T>& Mapper<T>::on_load(F function) {
    static_assert(std::is_invocable_v<const F&, T&>,
                  "azoth: on_load() takes a function of Class& or a member function without parameters");
    orm::add_hook<T>(*draft_, orm::HookEvent::Load, std::move(function));
    return *this;
}

template <class T>
template <class F>
Mapper<T>& Mapper<T>::before_insert(F function) {
    orm::add_hook<T>(*draft_, orm::HookEvent::BeforeInsert, std::move(function));
    return *this;
}

template <class T>
template <class F>
Mapper<T>& Mapper<T>::before_update(F function) {
    orm::add_hook<T>(*draft_, orm::HookEvent::BeforeUpdate, std::move(function));
    return *this;
}

template <class T>
template <class F>
Mapper<T>& Mapper<T>::before_delete(F function) {
    orm::add_hook<const T>(*draft_, orm::HookEvent::BeforeDelete, std::move(function));
    return *this;
}

template <class T>
template <class F>
Mapper<T>& Mapper<T>::after_insert(F function) {
    orm::add_hook<const T>(*draft_, orm::HookEvent::AfterInsert, std::move(function));
    return *this;
}

template <class T>
template <class F>
Mapper<T>& Mapper<T>::after_update(F function) {
    orm::add_hook<const T>(*draft_, orm::HookEvent::AfterUpdate, std::move(function));
    return *this;
}

template <class T>
template <class F>
Mapper<T>& Mapper<T>::after_delete(F function) {
    orm::add_hook<const T>(*draft_, orm::HookEvent::AfterDelete, std::move(function));
    return *this;
}

template <class T>
template <class C, class M, class F>
Mapper<T>& Mapper<T>::validate(M C::*member, F function) {
    static_assert(std::is_invocable_v<const F&, const M&>,
                  "azoth: a validator is a function of the member's value, which throws or returns false to refuse it");
    if constexpr (std::is_invocable_v<const F&, const M&>)
        orm::hooks_of(*draft_).validators.push_back(
            {offset(member), make_node<const orm::ValidatorOf<T, M, F>>(member, std::move(function)), {}});
    return *this;
}

}  // namespace azoth
