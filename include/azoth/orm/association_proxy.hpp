// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <iterator>
#include <tuple>
#include <type_traits>
#include <utility>

#include "azoth/base/error.hpp"
#include "azoth/orm/many.hpp"
#include "azoth/orm/one.hpp"

namespace azoth {
namespace detail {

template <class T>
inline constexpr bool kIsOne = false;
template <class T>
inline constexpr bool kIsOne<One<T>> = true;

/// What a path of members leads to. A One is followed when more comes.
template <class Object, class C, class M>
decltype(auto) follow(Object& object, M C::*member) {
    return (object.*member);
}
template <class Object, class C, class M, class Next, class... More>
decltype(auto) follow(Object& object, M C::*member, Next next, More... more) {
    if constexpr (kIsOne<M>)
        return follow(*(object.*member), next, more...);
    else
        return follow(object.*member, next, more...);
}

/// Puts a value at the end of a path; objects on the way are made anew.
template <class Object, class V, class C, class M>
void put_at(Object& object, V&& value, M C::*member) {
    object.*member = std::forward<V>(value);
}
template <class Object, class V, class C, class T, class Next, class... More>
void put_at(Object& object, V&& value, One<T> C::*member, Next next, More... more) {
    T made;
    put_at(made, std::forward<V>(value), next, more...);
    object.*member = std::move(made);
}

}  // namespace detail

/// A collection of link objects, seen as what they lead to: see proxy().
template <class T, class Collection, class... Members>
class AssociationProxy {
public:
    using reference = decltype(detail::follow(std::declval<Collection&>()[0], std::declval<Members>()...));
    using value_type = std::remove_cvref_t<reference>;

    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = AssociationProxy::value_type;
        using difference_type = std::ptrdiff_t;
        using pointer = std::remove_reference_t<AssociationProxy::reference>*;
        using reference = AssociationProxy::reference;

        Iterator() = default;
        Iterator(const AssociationProxy& proxy, std::size_t position) : proxy_(&proxy), position_(position) {}
        reference operator*() const { return (*proxy_)[position_]; }
        pointer operator->() const { return &**this; }
        Iterator& operator++() {
            ++position_;
            return *this;
        }
        Iterator operator++(int) { return Iterator(*proxy_, position_++); }
        friend bool operator==(const Iterator& left, const Iterator& right) {
            return left.position_ == right.position_;
        }

    private:
        const AssociationProxy* proxy_ = nullptr;
        std::size_t position_ = 0;
    };

    AssociationProxy(Collection& links, Members... members) : links_(&links), members_(members...) {}

    Iterator begin() const { return Iterator(*this, 0); }
    Iterator end() const { return Iterator(*this, size()); }
    std::size_t size() const { return links_->size(); }
    bool empty() const { return links_->empty(); }
    /// Precondition: `position < size()`. Throws ArgumentError(`empty_relationship`) when a One on the way is empty.
    reference operator[](std::size_t position) const {
        return std::apply(
            [&](auto... members) -> decltype(auto) { return detail::follow((*links_)[position], members...); },
            members_);
    }
    template <class V>
    bool contains(const V& value) const {
        return find(value) != size();
    }

    /// A new link object with this value at the end of its path; objects on the way are new too. The last member may be
    /// a One, which takes a Ref.
    template <class V>
    void push_back(V&& value) const {
        T link;
        std::apply([&](auto... members) { detail::put_at(link, std::forward<V>(value), members...); }, members_);
        links_->push_back(std::move(link));
    }
    /// Takes out the first link object that leads to an equal value. False when there is none.
    template <class V>
    bool remove(const V& value) const {
        const std::size_t position = find(value);
        if (position == size()) return false;
        links_->erase(position);
        return true;
    }

private:
    template <class V>
    std::size_t find(const V& value) const {
        std::size_t position = 0;
        const Collection& links = *links_;
        while (
            position < size() &&
            !(std::apply([&](auto... members) -> decltype(auto) { return detail::follow(links[position], members...); },
                         members_) == value))
            ++position;
        return position;
    }

    Collection* links_;
    std::tuple<Members...> members_;
};

/// Skips the link objects between a class and what it is associated with:
///
///     for (const std::string& word : proxy(user->user_keywords, &UserKeyword::keyword, &Keyword::word)) ...
///     proxy(user->user_keywords, &UserKeyword::keyword, &Keyword::word).push_back("new");
///
/// A view: it holds nothing, and is good as long as the collection.
template <class T, class... Members>
AssociationProxy<T, Many<T>, Members...> proxy(Many<T>& links, Members... members) {
    return {links, members...};
}
template <class T, class... Members>
AssociationProxy<T, const Many<T>, Members...> proxy(const Many<T>& links, Members... members) {
    return {links, members...};
}
/// The same for one object: a pointer to the member, null when the One is empty.
template <class T, class... Members>
auto proxy(const One<T>& one, Members... members) {
    return one ? &detail::follow(*one, members...) : nullptr;
}

/// A Many as a map by a member of its objects: see keyed_by().
template <class T, class C, class K>
class KeyedView {
public:
    KeyedView(Many<T>& objects, K C::*key) : objects_(&objects), key_(key) {}

    auto begin() const { return objects_->begin(); }
    auto end() const { return objects_->end(); }
    std::size_t size() const { return objects_->size(); }
    bool empty() const { return objects_->empty(); }
    /// The object may be changed through it; null when there is none.
    template <class V>
    T* find(const V& key) const {
        const std::size_t position = position_of(key);
        return position == size() ? nullptr : &(*objects_)[position];
    }
    template <class V>
    bool contains(const V& key) const {
        return position_of(key) != size();
    }
    /// Throws ArgumentError(`not_related`) when there is none.
    template <class V>
    T& at(const V& key) const {
        if (T* const found = find(key)) return *found;
        throw ArgumentError("not_related", "no object of this collection has the key that at() was asked for");
    }
    /// As of a std::map: makes an object with this key when there is none.
    template <class V>
    T& operator[](const V& key) const {
        if (T* const found = find(key)) return *found;
        T made;
        made.*key_ = key;
        return objects_->push_back(std::move(made));
    }
    /// As of a std::map: false, and nothing happens, when the key is there.
    bool insert(T value) const {
        if (contains(value.*key_)) return false;
        objects_->push_back(std::move(value));
        return true;
    }
    /// Takes the old object with the key out, if there is one.
    T& insert_or_assign(T value) const {
        erase(value.*key_);
        return objects_->push_back(std::move(value));
    }
    /// False when there was none.
    template <class V>
    bool erase(const V& key) const {
        const std::size_t position = position_of(key);
        if (position == size()) return false;
        objects_->erase(position);
        return true;
    }

private:
    template <class V>
    std::size_t position_of(const V& key) const {
        const Many<T>& objects = *objects_;
        std::size_t position = 0;
        while (position < objects.size() && !(objects[position].*key_ == key)) ++position;
        return position;
    }

    Many<T>* objects_;
    K C::*key_;
};

/// A Many as a set: see set_of().
template <class T>
class SetView {
public:
    explicit SetView(Many<T>& objects) : objects_(&objects) {}

    auto begin() const { return objects_->begin(); }
    auto end() const { return objects_->end(); }
    std::size_t size() const { return objects_->size(); }
    bool empty() const { return objects_->empty(); }
    bool contains(const Ref<T>& object) const { return position_of(object.get()) != size(); }
    /// As of a std::set: false, and nothing happens, when the object is there.
    bool insert(const Ref<T>& object) const {
        if (contains(object)) return false;
        objects_->push_back(object);
        return true;
    }
    /// False when it was not there.
    bool erase(const Ref<T>& object) const {
        if (!contains(object)) return false;
        objects_->remove(object);
        return true;
    }

private:
    std::size_t position_of(const T* object) const {
        const Many<T>& objects = *objects_;
        std::size_t position = 0;
        while (position < objects.size() && &objects[position] != object) ++position;
        return position;
    }

    Many<T>* objects_;
};

/// A Many as a set of objects, none of which is in it twice: `set_of(post->tags).insert(tag)`. As keyed_by() it
/// searches from the front.
template <class T>
SetView<T> set_of(Many<T>& objects) {
    return SetView<T>(objects);
}

/// A Many as a set by a member of its objects, which has each value once: `set_of(post->tags, &Tag::name).insert(...)`.
template <class T, class C, class K>
KeyedView<T, C, K> set_of(Many<T>& objects, K C::*key) {
    return {objects, key};
}

/// A Many as a map: `keyed_by(article->notes, &Note::keyword)["sky"].text = "blue"`. It searches from the front, so it
/// is for collections of hundreds, not of millions.
template <class T, class C, class K>
KeyedView<T, C, K> keyed_by(Many<T>& objects, K C::*key) {
    return {objects, key};
}

}  // namespace azoth
