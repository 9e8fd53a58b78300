// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/base/shared.hpp"
#include "azoth/sql/expr.hpp"
#include "azoth/types/value.hpp"

namespace azoth {

namespace detail {

/// What the columns of a result are called, and whose they are.
struct RowColumns {
    std::vector<std::string> names;
    std::vector<std::string> tables;  ///< may be empty
};

}  // namespace detail

/// A row whose columns are known at run time only: `row["name"].as<std::string>()`.
///
/// A plain value, free of its result.
class Row {
public:
    Row() = default;

    std::size_t size() const { return values_.size(); }
    /// Throws: ArgumentError(`no_such_column`).
    const Value& operator[](std::size_t position) const;
    /// Throws: ArgumentError(`no_such_column`, `ambiguous_column`) that lists the names there are.
    const Value& operator[](std::string_view name) const;
    std::span<const std::string> names() const;
    bool has(std::string_view name) const;

    /// `row.get<int>("pages")`, `row.get<std::optional<int>>(2)`.
    ///
    /// Throws: as operator[], and DataError(`wrong_type`, `out_of_range`, `null_value`) that names the column.
    template <class T>
    T get(std::string_view name) const {
        return get<T>(position_of(name));
    }
    template <class T>
    T get(std::size_t position) const {
        T value{};
        read(position, cpp_type<T>(), &value);
        return value;
    }
    /// The column that the statement selected by this expression: `row.get(users.c<int>("age"))`, `row.get(total)` for
    /// a labelled one. It is found by its name and, of several columns with one name, by its table or alias.
    template <Expression E>
    ValueTypeOf<E> get(const E& expression) const {
        return get<ValueTypeOf<E>>(position_of(*to_node(expression)));
    }

    const Value* begin() const { return values_.data(); }
    const Value* end() const { return begin() + size(); }

private:
    friend class ResultCore;

    std::size_t position_of(std::string_view name) const;
    void read(std::size_t position, const CppType& type, void* value) const;
    std::size_t position_of(const sql::ExpressionNode& expression) const;

    Shared<detail::RowColumns> columns_;
    std::vector<Value> values_;
};

}  // namespace azoth
