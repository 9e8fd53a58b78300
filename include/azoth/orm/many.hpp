// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <initializer_list>
#include <type_traits>
#include <utility>

#include "azoth/orm/ref.hpp"
#include "azoth/orm/relation.hpp"

namespace azoth {

/// The "many" side of a relationship: `Many<Book> books;`, a sequence of T.
///
/// In a plain value it owns what is put into it; objects of subclasses go in by push_back(). In an object of a session
/// it loads when it is first looked at (for all objects of the same result at once), keeps the other side of the
/// relationship in step, and what is put into it joins the session.
///
/// Iterators hold, as those of a std::vector, until the collection changes; in a session also until its object is read
/// anew, by refresh(), rollback(), or the first query after a commit that returns it.
template <class T>
class Many : public orm::Relation {
public:
    template <class Item>
    class Iterator {
    public:
        using value_type = std::remove_const_t<Item>;
        using difference_type = std::ptrdiff_t;

        Iterator() = default;
        explicit Iterator(const orm::Element* element) : element_(element) {}
        Item& operator*() const {
            if constexpr (std::is_const_v<Item>)
                return *static_cast<Item*>(element_->object);
            else
                return *static_cast<Item*>(touched(*element_));
        }
        Item* operator->() const { return &**this; }
        Iterator& operator++() {
            ++element_;
            return *this;
        }
        Iterator operator++(int) { return Iterator(element_++); }
        friend bool operator==(const Iterator&, const Iterator&) = default;

    private:
        const orm::Element* element_ = nullptr;
    };
    using iterator = Iterator<T>;
    using const_iterator = Iterator<const T>;
    using value_type = T;

    Many() = default;
    Many(std::initializer_list<T> values) {
        for (const T& value : values) push_back(value);
    }
    Many(const Many&) = default;
    Many(Many&&) noexcept = default;
    ~Many() = default;
    Many& operator=(const Many& other) {
        assign(other);
        return *this;
    }
    Many& operator=(Many&& other) {
        assign(std::move(other));
        return *this;
    }

    iterator begin() { return iterator(elements().data()); }
    iterator end() { return iterator(elements().data() + elements().size()); }
    const_iterator begin() const { return const_iterator(elements().data()); }
    const_iterator end() const { return const_iterator(elements().data() + elements().size()); }
    std::size_t size() const { return elements().size(); }
    bool empty() const { return elements().empty(); }
    /// Precondition: `position < size()`.
    T& operator[](std::size_t position) { return *static_cast<T*>(touched(elements()[position])); }
    const T& operator[](std::size_t position) const { return *static_cast<const T*>(elements()[position].object); }
    T& front() { return (*this)[0]; }
    const T& front() const { return (*this)[0]; }
    T& back() { return (*this)[size() - 1]; }
    const T& back() const { return (*this)[size() - 1]; }

    /// In a session, the new object will be inserted; nothing is loaded for it.
    T& push_back(T value) { return *static_cast<T*>(add_value(new T(std::move(value)), orm::value_ops<T>())); }
    /// An object of a subclass, which stays one.
    template <class D>
    requires(std::is_base_of_v<T, D> && !std::is_same_v<T, D>) D& push_back(D value) {
        return *static_cast<D*>(add_value(new D(std::move(value)), orm::derived_value_ops<D>()));
    }
    /// An object that a session knows.
    void push_back(const Ref<T>& object) {
        if (!object) orm::throw_empty_ref();
        add_object(*object.header());
    }
    /// Takes an object out; with Cascade::DeleteOrphan the next flush deletes it. Throws ArgumentError(`not_related`).
    void remove(const Ref<T>& object) {
        if (!object) orm::throw_empty_ref();
        remove_object(*object.header());
    }
    /// The same by position. Throws ArgumentError(`not_related`) when there is none.
    void erase(std::size_t position) { remove_at(position); }
    using Relation::clear;

    /// A handle on an element. Precondition: `position < size()`. Throws ArgumentError(`not_in_session`) for a new
    /// value that was not added to a session yet.
    Ref<T> ref(std::size_t position) const { return Ref<T>(*static_cast<T*>(known(elements()[position]))); }
};

}  // namespace azoth
