// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <source_location>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/engine/connection.hpp"
#include "azoth/engine/decode.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/select_traits.hpp"
#include "azoth/types/conversion.hpp"

/// COPY of rows of C++ values, in PostgreSQL's binary format and in flat memory. See copy.hpp for the bytes themselves.
namespace azoth::postgresql {

namespace detail {

class CopyRowSink {
public:
    virtual ~CopyRowSink() = default;
    virtual void take(const ValueView* cells, std::span<const driver::ResultColumn> columns) = 0;
};

class CopyRowSource {
public:
    virtual ~CopyRowSource() = default;
    /// The next row; empty after the last. It lives until the next call.
    virtual std::span<const ValueView> next() = 0;
};

std::int64_t copy_rows_out(azoth::Connection& connection, const sql::StatementNode& query, std::size_t width,
                           CopyRowSink& sink, const std::source_location& where);
std::int64_t copy_rows_in(azoth::Connection& connection, const Table& table, const std::vector<std::string>& columns,
                          CopyRowSource& source, const std::source_location& where);

template <class Callable, class... Ts>
class TypedRowSink final : public CopyRowSink {
public:
    explicit TypedRowSink(Callable callable) : callable_(std::move(callable)) {}
    void take(const ValueView* cells, std::span<const driver::ResultColumn> columns) override {
        decode_row(cells, azoth::detail::DecodeTable<std::tuple<Ts...>>::steps(), &row_, columns);
        std::apply(callable_, std::as_const(row_));
    }

private:
    Callable callable_;
    std::tuple<Ts...> row_;
};

template <class Callable, class... Ts>
TypedRowSink<Callable, Ts...> typed_row_sink(Callable callable, const std::tuple<Ts...>*) {
    static_assert(std::is_invocable_v<Callable, const Ts&...>,
                  "azoth: copy_out() calls with the columns of the query, which are of other types or another number");
    return TypedRowSink<Callable, Ts...>(std::move(callable));
}

/// Takes its rows one by one, so that a range may make them while it is read.
template <class Rows>
class RangeRowSource final : public CopyRowSource {
public:
    explicit RangeRowSource(Rows& rows) : row_(rows.begin()), end_(rows.end()) {}
    std::span<const ValueView> next() override {
        if (is_started_ && row_ != end_) ++row_;
        is_started_ = true;
        texts_.clear();
        cells_.clear();
        if (!(row_ != end_)) return cells_;
        if constexpr (std::is_reference_v<decltype(*row_)>)
            view(*row_);
        else
            view(made_.emplace(*row_));
        return cells_;
    }

private:
    using RowType = std::decay_t<decltype(*std::declval<Rows&>().begin())>;

    void view(const RowType& row) {
        std::apply([this](const auto&... values) { (cells_.push_back(azoth::detail::view_of(values, texts_)), ...); },
                   row);
    }

    decltype(std::declval<Rows&>().begin()) row_;
    decltype(std::declval<Rows&>().end()) end_;
    bool is_started_ = false;
    std::optional<RowType> made_;
    Scratch texts_;
    std::vector<ValueView> cells_;
};

template <class Rows>
concept RowRange = requires(Rows& rows) {
    rows.end();
    std::tuple_size<std::decay_t<decltype(*rows.begin())>>::value;
};

}  // namespace detail

/// Calls `callable` with the columns of each row of a query, `COPY (SELECT ...) TO STDOUT`. Returns the number of rows.
///
///     postgresql::copy_out(connection, select(&Book::id, &Book::title),
///                          [&](std::int64_t id, const std::string& title) { ... });
///
/// COPY has no parameters: the values of the query are written into its SQL. What `callable` throws ends the COPY, and
/// with that the transaction.
/// Throws: CompileError(`unsupported`) for a column whose type has no binary format that azoth reads (geometric types,
/// money): cast it to Text; ArgumentError(`wrong_column_count`, `not_postgresql`); DataError for a value that does not
/// fit its C++ type.
template <SelectLike Query, class Callable>
std::int64_t copy_out(azoth::Connection& connection, const Query& query, Callable callable,
                      std::source_location where = std::source_location::current()) {
    using Columns = typename SelectTraits<Query>::Columns;
    auto sink = detail::typed_row_sink(std::move(callable), static_cast<const Columns*>(nullptr));
    return detail::copy_rows_out(connection, *query.node(), std::tuple_size_v<Columns>, sink, where);
}

/// Inserts the rows of any range of tuples, also of one that makes them while it is read. Returns the number of rows.
///
///     postgresql::copy_in(connection, users, {"id", "name"}, rows);  // tuples of std::int64_t and std::string
///
/// The format is binary where the first row has no NULL, and the types of the columns and of its values have one
/// (numbers, texts, bytes, times, UUIDs, JSON; arrays and ranges of them), and text otherwise, which costs the server
/// more time. Throws: ArgumentError(`no_such_column`, `wrong_parameter_count`, `not_postgresql`);
/// DataError(`bad_value`, `value_out_of_range`) that names the column; DatabaseError and its kin.
template <detail::RowRange Rows>
std::int64_t copy_in(azoth::Connection& connection, const Table& table, const std::vector<std::string>& columns,
                     Rows&& rows, std::source_location where = std::source_location::current()) {
    detail::RangeRowSource<std::remove_reference_t<Rows>> source(rows);
    return detail::copy_rows_in(connection, table, columns, source, where);
}

}  // namespace azoth::postgresql
