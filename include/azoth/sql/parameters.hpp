// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/types/value.hpp"

namespace azoth {

namespace detail {

/// Several values, not one: an array, where one is meant, is given as `Value(vector)`.
template <class U>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = std::is_constructible_v<Value, const T&>;

}  // namespace detail

/// The value of one bindparam(), or the values of one that expands.
class Parameter {
public:
    /// A value, or a range of values: `{"name", "sandy"}`, `{"ids", ids}`.
    template <class U>
    Parameter(std::string name, const U& value) : name_(std::move(name)) {
        if constexpr (detail::kIsVector<U>) {
            is_list_ = true;
            for (const auto& each : value) add(Value(each));
        } else if constexpr (std::is_constructible_v<Value, const U&>) {
            add(Value(value));
        } else if constexpr (std::is_convertible_v<const U&, std::string_view>) {
            add(Value(std::string_view(value)));
        } else {
            is_list_ = true;
            for (const auto& each : value) add(Value(each));
        }
    }

    const std::string& name() const { return name_; }
    const std::vector<Value>& values() const { return values_; }
    bool is_list() const { return is_list_; }

private:
    void add(Value value);

    std::string name_;
    std::vector<Value> values_;
    bool is_list_ = false;
};

/// Values for the bindparam()s of a statement, by name, given at its execution:
///
///     connection.execute(query, {{"name", "sandy"}, {"pages", 300}});
class Parameters {
public:
    Parameters();
    Parameters(const Parameters&);
    Parameters(Parameters&&) noexcept;
    Parameters& operator=(const Parameters&);
    Parameters& operator=(Parameters&&) noexcept;
    ~Parameters();
    /// The last one counts when a name is there twice.
    Parameters(std::initializer_list<Parameter> parameters);

    void set(Parameter parameter);
    /// Null when there is none of that name.
    const Parameter* find(std::string_view name) const;
    bool empty() const { return size() == 0; }
    std::size_t size() const;
    const Parameter* begin() const;
    const Parameter* end() const { return begin() + size(); }

private:
    std::vector<Parameter> parameters_;
};

}  // namespace azoth
