// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "azoth/base/shared_word.hpp"

namespace azoth {

/// A base for objects that count their owners; NodePtr does the counting.
///
/// The last owner of a chain destroys it link by link: a chain of any length needs little stack.
///
/// Thread safety: the count is atomic, so immutable objects may be shared between threads.
class Counted {
public:
    Counted() = default;
    Counted(const Counted&) noexcept {}
    Counted& operator=(const Counted&) noexcept { return *this; }
    virtual ~Counted() = default;

    void retain() const noexcept {
        if (!lives_forever(owners_.load_relaxed())) owners_.add_relaxed(1);
    }
    /// Instead of the first retain(), while no other thread knows the object: there is nobody to count against.
    void retain_first() const noexcept { owners_.store_relaxed(owners_.load_relaxed() + 1); }
    void release() const noexcept {
        const std::uint32_t owners = owners_.load_acquire();
        if (lives_forever(owners)) return;
        // A node mostly has one owner, which need not pay for counting against others.
        if (owners == 1 || owners_.subtract_acq_rel(1) == 1) destroy();
    }
    bool has_one_owner() const noexcept { return owners_.load_acquire() == 1; }
    /// It has an owner as long as the program runs. From now on nobody counts, so that threads that use it all the time
    /// do not wait for each other.
    void live_forever() const noexcept { owners_.store_relaxed(kForever); }

private:
    static constexpr std::uint32_t kForever = std::uint32_t{1} << 31U;

    // Half of it: who had read the count before it was set still counts once, up or down.
    static bool lives_forever(std::uint32_t owners) noexcept { return owners >= kForever / 2; }
    void destroy() const noexcept;

    mutable SharedWord<std::uint32_t> owners_{0};
};

/// A `U*` is a `T*` as well. (Every source file asks this of a hundred pairs; traits of the standard library cost
/// more.)
template <class U, class T>
concept PointsTo = requires(U* from, T*& to) {
    to = from;
};

/// An owning handle on a Counted object: one pointer wide, cheap to copy.
template <class T>
class NodePtr {
public:
    NodePtr() = default;
    NodePtr(std::nullptr_t) {}
    NodePtr(T* node) : node_(node) {
        if (node_ != nullptr) node_->retain();
    }
    NodePtr(const NodePtr& other) : NodePtr(other.node_) {}
    NodePtr(NodePtr&& other) noexcept : node_(other.node_) { other.node_ = nullptr; }
    template <PointsTo<T> U>
    NodePtr(const NodePtr<U>& other) : NodePtr(static_cast<T*>(other.node_)) {}
    template <PointsTo<T> U>
    NodePtr(NodePtr<U>&& other) noexcept : node_(other.node_) {
        other.node_ = nullptr;
    }
    /// The first owner of a new object.
    static NodePtr first(T* node) noexcept {
        node->retain_first();
        NodePtr owner;
        owner.node_ = node;
        return owner;
    }
    ~NodePtr() {
        if (node_ != nullptr) node_->release();
    }
    NodePtr& operator=(NodePtr other) noexcept {
        T* const before = node_;
        node_ = other.node_;
        other.node_ = before;
        return *this;
    }

    T* get() const noexcept { return node_; }
    T* operator->() const noexcept { return node_; }
    T& operator*() const noexcept { return *node_; }
    explicit operator bool() const noexcept { return node_ != nullptr; }
    friend bool operator==(const NodePtr&, const NodePtr&) = default;

private:
    template <class U>
    friend class NodePtr;

    T* node_ = nullptr;
};

template <class T, class... Args>
NodePtr<T> make_node(Args&&... args) {
    return NodePtr<T>::first(new T(std::forward<Args>(args)...));
}

}  // namespace azoth
