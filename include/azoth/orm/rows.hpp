// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <source_location>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/orm/mapper.hpp"
#include "azoth/orm/ref.hpp"
#include "azoth/orm/row_shape.hpp"

namespace azoth {

class Session;

namespace orm {

/// `map`: the class of the objects that were looked for; null: other rows were.
[[noreturn]] void throw_no_result(const ClassMap* map, const std::source_location& where);
[[noreturn]] void throw_multiple_results(const ClassMap* map, std::size_t count, const std::source_location& where);

template <class T>
struct RowElement {
    static RowField field(std::uint32_t offset) { return {offset, &cpp_type<T>(), nullptr, false}; }
};
template <class E>
struct RowElement<Ref<E>> {
    static RowField field(std::uint32_t offset) {
        return {offset, nullptr, &class_map<std::remove_const_t<E>>(), std::is_const_v<E>};
    }
};

/// Describes std::tuple<Ts...> to the loader.
template <class... Ts>
class TupleShape {
public:
    static std::array<RowField, sizeof...(Ts)> fields() { return make(std::index_sequence_for<Ts...>{}); }

private:
    template <std::size_t... I>
    static std::array<RowField, sizeof...(Ts)> make(std::index_sequence<I...>) {
        const std::tuple<Ts...> probe{};
        const auto offset = [&](const void* element) {
            return static_cast<std::uint32_t>(static_cast<const char*>(element) -
                                              reinterpret_cast<const char*>(&probe));
        };
        return {RowElement<Ts>::field(offset(&std::get<I>(probe)))...};
    }
};

/// A row of one Ref is that Ref: see RefList.
template <class E>
class TupleShape<Ref<E>> {
public:
    static std::array<RowField, 1> fields() { return {RowElement<Ref<E>>::field(0)}; }
};

/// What all lists of results offer.
template <class Derived, class T>
class ResultList {
public:
    /// The first, if there is one; a Ref is empty when there is none.
    auto first() const {
        if constexpr (std::is_base_of_v<RefBase, T>)
            return self().empty() ? T() : self()[0];
        else
            return self().empty() ? std::optional<T>() : std::optional<T>(self()[0]);
    }
    /// The only one. Throws: NoResultError(`no_result`), MultipleResultsError(`multiple_results`).
    T one(std::source_location where = std::source_location::current()) const {
        if (self().empty()) throw_no_result(element_class(), where);
        require_at_most_one(where);
        return self()[0];
    }
    /// The only one, if there is one. Throws: MultipleResultsError(`multiple_results`).
    auto one_or_none(std::source_location where = std::source_location::current()) const {
        require_at_most_one(where);
        return first();
    }

private:
    const Derived& self() const { return static_cast<const Derived&>(*this); }
    static const ClassMap* element_class() {
        if constexpr (std::is_base_of_v<RefBase, T>)
            return RowElement<T>::field(0).map;
        else
            return nullptr;
    }
    void require_at_most_one(const std::source_location& where) const {
        if (self().size() > 1) throw_multiple_results(element_class(), self().size(), where);
    }
};

}  // namespace orm

/// The rows that a session has loaded: tuples, all of them in memory.
template <class... Ts>
class Rows : public orm::ResultList<Rows<Ts...>, std::tuple<Ts...>>, private orm::RowSink {
public:
    using value_type = std::tuple<Ts...>;

    Rows() = default;
    auto begin() const { return rows_.begin(); }
    auto end() const { return rows_.end(); }
    auto begin() { return rows_.begin(); }
    auto end() { return rows_.end(); }
    std::size_t size() const { return rows_.size(); }
    bool empty() const { return rows_.empty(); }
    const value_type& operator[](std::size_t position) const { return rows_[position]; }
    const std::vector<value_type>& all() const { return rows_; }

private:
    friend class Session;
    void* new_row() override { return &rows_.emplace_back(); }
    void reserve(std::size_t rows) override { rows_.reserve(rows); }

    std::vector<value_type> rows_;
};

namespace orm {

/// The untyped half of Scalars<Ref<E>>, compiled once: Refs are most of what sessions load.
class RefList {
public:
    RefList();
    RefList(RefList&&) noexcept;
    RefList& operator=(RefList&&) noexcept;
    ~RefList();

    std::size_t size() const { return refs_.size(); }
    bool empty() const { return refs_.empty(); }

protected:
    void* object_at(std::size_t position) const;

private:
    friend class RefListSink;

    std::vector<RefBase> refs_;
};

}  // namespace orm

/// The first column of the rows that a session has loaded.
template <class T>
class Scalars : public orm::ResultList<Scalars<T>, T>, private orm::RowSink {
public:
    using value_type = T;

    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T*;
        using reference = const T&;

        Iterator() = default;
        explicit Iterator(const std::tuple<T>* row) : row_(row) {}
        const T& operator*() const { return std::get<0>(*row_); }
        const T* operator->() const { return &std::get<0>(*row_); }
        Iterator& operator++() {
            ++row_;
            return *this;
        }
        Iterator operator++(int) { return Iterator(row_++); }
        friend bool operator==(const Iterator&, const Iterator&) = default;

    private:
        const std::tuple<T>* row_ = nullptr;
    };

    Scalars() = default;
    Iterator begin() const { return Iterator(rows_.data()); }
    Iterator end() const { return Iterator(rows_.data() + rows_.size()); }
    std::size_t size() const { return rows_.size(); }
    bool empty() const { return rows_.empty(); }
    const T& operator[](std::size_t position) const { return std::get<0>(rows_[position]); }
    std::vector<T> all() const { return std::vector<T>(begin(), end()); }

private:
    friend class Session;
    void* new_row() override { return &rows_.emplace_back(); }
    void reserve(std::size_t rows) override { rows_.reserve(rows); }

    std::vector<std::tuple<T>> rows_;
};

/// The objects that a session has loaded, all of them in memory. Elements are `const Ref<E>`, so that looking at one
/// does not count as a change; copy it to a Ref<E> to change its object.
template <class E>
class Scalars<Ref<E>> : public orm::ResultList<Scalars<Ref<E>>, Ref<E>>, public orm::RefList {
public:
    using value_type = Ref<E>;

    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Ref<E>;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = const Ref<E>;

        Iterator() = default;
        Iterator(const Scalars& list, std::size_t position) : list_(&list), position_(position) {}
        const Ref<E> operator*() const { return (*list_)[position_]; }
        Iterator& operator++() {
            ++position_;
            return *this;
        }
        Iterator operator++(int) { return Iterator(*list_, position_++); }
        friend bool operator==(const Iterator&, const Iterator&) = default;

    private:
        const Scalars* list_ = nullptr;
        std::size_t position_ = 0;
    };

    Iterator begin() const { return Iterator(*this, 0); }
    Iterator end() const { return Iterator(*this, size()); }
    const Ref<E> operator[](std::size_t position) const {
        void* const object = object_at(position);
        return object == nullptr ? Ref<E>() : Ref<E>(*static_cast<E*>(object));
    }
    std::vector<Ref<E>> all() const { return std::vector<Ref<E>>(begin(), end()); }
};

}  // namespace azoth
