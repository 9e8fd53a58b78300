// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/orm/mapper.hpp"
#include "azoth/orm/ref.hpp"
#include "azoth/orm/row_shape.hpp"

namespace azoth {

namespace orm {

[[noreturn]] void throw_no_result();
[[noreturn]] void throw_multiple_results(std::size_t count);

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
    T one() const {
        if (self().empty()) throw_no_result();
        return *one_or_none_pointer();
    }
    /// The only one, if there is one. Throws: MultipleResultsError(`multiple_results`).
    auto one_or_none() const {
        one_or_none_pointer();
        return first();
    }

private:
    const Derived& self() const { return static_cast<const Derived&>(*this); }
    const T* one_or_none_pointer() const {
        if (self().size() > 1) throw_multiple_results(self().size());
        return self().empty() ? nullptr : &self()[0];
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

    std::vector<value_type> rows_;
};

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

    std::vector<std::tuple<T>> rows_;
};

}  // namespace azoth
