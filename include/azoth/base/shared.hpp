// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>

#include "azoth/base/node_ptr.hpp"

namespace azoth {

namespace detail {

template <class T>
struct SharedValue final : Counted {
    explicit SharedValue(T given) : value(std::move(given)) {}
    const T value;
};

}  // namespace detail

/// A value that nobody changes and several may own, or none: what a std::shared_ptr<const T> is, for a fraction of the
/// time to compile. T may be incomplete until the value is looked at.
///
/// Thread safety: copies may be in different threads.
template <class T>
class Shared {
public:
    Shared() = default;
    Shared(std::nullptr_t) {}
    explicit Shared(NodePtr<const detail::SharedValue<T>> owner) : owner_(std::move(owner)) {}

    /// Null when there is none.
    const T* get() const noexcept {
        return owner_ ? &static_cast<const detail::SharedValue<T>*>(owner_.get())->value : nullptr;
    }
    const T* operator->() const noexcept { return get(); }
    const T& operator*() const noexcept { return *get(); }
    explicit operator bool() const noexcept { return static_cast<bool>(owner_); }
    /// Whether it is the same value, not an equal one.
    friend bool operator==(const Shared&, const Shared&) = default;

private:
    NodePtr<const Counted> owner_;
};

template <class T>
Shared<T> share(T value) {
    return Shared<T>(make_node<const detail::SharedValue<T>>(std::move(value)));
}

}  // namespace azoth
