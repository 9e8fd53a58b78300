// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <source_location>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "azoth/base/error.hpp"
#include "azoth/engine/decode.hpp"
#include "azoth/engine/execution.hpp"
#include "azoth/engine/row.hpp"

namespace azoth {

namespace engine {
class ConnectionState;
}

/// The untyped half of every result: the live cursor, and what the database told beside the rows.
///
/// Lifetime: rows are read from the database as they are asked for; once the connection is closed, asking for more
/// throws ArgumentError(`result_closed`).
class ResultCore {
public:
    ResultCore(std::shared_ptr<engine::ConnectionState> connection, Execution execution, std::source_location place);
    ResultCore(ResultCore&&) noexcept = default;
    ResultCore& operator=(ResultCore&&) noexcept = default;
    ~ResultCore();

    std::vector<std::string> names() const;
    /// Rows changed by INSERT, UPDATE or DELETE; with RETURNING known once all rows are read.
    std::int64_t rowcount() const;
    /// The key that the database generated for the (first) inserted row; 0 when it cannot tell.
    std::int64_t last_insert_id() const;
    /// Gives up the rows not yet read. Does nothing when closed already.
    void close() noexcept;
    bool is_closed() const { return execution_.cursor == nullptr; }

protected:
    /// Throws ArgumentError(`wrong_column_count`).
    void require_columns(std::size_t count) const;
    bool fetch(void* object, std::span<const DecodeStep> steps);
    bool fetch(Row& row);
    bool fetch(Value& first_of_row);
    [[noreturn]] void fail_without_row() const;
    [[noreturn]] void fail_with_more_rows() const;

private:
    const ValueView* next_cells();
    const driver::Cursor& cursor() const;
    void annotate(Error& error) const;
    template <class E>
    [[noreturn]] void fail(E error) const;

    std::shared_ptr<engine::ConnectionState> connection_;
    std::uint64_t client_number_;
    Execution execution_;
    std::source_location place_;
    std::shared_ptr<const std::vector<std::string>> row_names_;
    bool is_exhausted_ = false;
};

namespace detail {

template <class T>
struct DecodeTable {
    static_assert(SqlValue<WithoutOptional<T>>,
                  "azoth: this is no type of a column; objects of mapped classes are loaded by a Session");
    static std::span<const DecodeStep> steps() {
        static const DecodeStep step{0, 0, &cpp_type<T>(), cpp_type<T>().direct};
        return {&step, 1};
    }
};

template <class... Ts>
struct DecodeTable<std::tuple<Ts...>> {
    static_assert((SqlValue<WithoutOptional<Ts>> && ...),
                  "azoth: this is no type of a column; objects of mapped classes are loaded by a Session");
    static std::span<const DecodeStep> steps() {
        static const std::array<DecodeStep, sizeof...(Ts)> table = make(std::index_sequence_for<Ts...>{});
        return table;
    }

private:
    template <std::size_t... I>
    static std::array<DecodeStep, sizeof...(Ts)> make(std::index_sequence<I...>) {
        const std::tuple<Ts...> probe{};
        const auto offset = [&](const void* element) {
            return static_cast<std::uint32_t>(static_cast<const char*>(element) -
                                              reinterpret_cast<const char*>(&probe));
        };
        return {DecodeStep{I, offset(&std::get<I>(probe)), &cpp_type<Ts>(), cpp_type<Ts>().direct}...};
    }
};

}  // namespace detail

/// Rows, read one after another as they are asked for, each once.
template <class RowType>
class RowRange : public ResultCore {
public:
    struct Sentinel {};

    class Iterator {
    public:
        using value_type = RowType;
        using difference_type = std::ptrdiff_t;

        explicit Iterator(RowRange& rows) : rows_(&rows) {}
        RowType& operator*() const { return rows_->row_; }
        RowType* operator->() const { return &rows_->row_; }
        Iterator& operator++() {
            rows_->advance();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(Sentinel) const { return !rows_->has_row_; }

    private:
        RowRange* rows_;
    };

    explicit RowRange(ResultCore core) : ResultCore(std::move(core)) {}

    /// Reads the first of the rows that are left. The row under the iterator is overwritten by the next one.
    Iterator begin() {
        advance();
        return Iterator(*this);
    }
    Sentinel end() const { return {}; }

    /// The rows that are left.
    std::vector<RowType> all() {
        std::vector<RowType> rows;
        while (fetch_into(rows.emplace_back())) {
        }
        rows.pop_back();
        return rows;
    }
    /// The first row, if there is one. The others are given up.
    std::optional<RowType> first() {
        std::optional<RowType> row(std::in_place);
        if (!fetch_into(*row)) row.reset();
        close();
        return row;
    }
    /// The only row. Throws: MultipleResultsError(`multiple_results`).
    std::optional<RowType> one_or_none() {
        std::optional<RowType> row(std::in_place);
        if (!fetch_into(*row)) return std::nullopt;
        if (RowType second{}; fetch_into(second)) fail_with_more_rows();
        close();
        return row;
    }
    /// The only row. Throws: NoResultError(`no_result`), MultipleResultsError(`multiple_results`).
    RowType one() {
        std::optional<RowType> row = one_or_none();
        if (!row) fail_without_row();
        return std::move(*row);
    }

private:
    void advance() { has_row_ = fetch_into(row_); }
    bool fetch_into(RowType& row) {
        if constexpr (std::same_as<RowType, Row> || std::same_as<RowType, Value>)
            return fetch(row);
        else
            return fetch(&row, detail::DecodeTable<RowType>::steps());
    }

    RowType row_{};
    bool has_row_ = false;
};

/// The first column of a result: a range of `T`.
template <class T>
class ScalarResult : public RowRange<T> {
public:
    explicit ScalarResult(ResultCore core) : RowRange<T>(std::move(core)) {}
};

/// The rows of a statement as tuples:
///
///     for (const auto& [title, pages] : connection.execute(select(&Book::title, &Book::pages))) ...
template <class... Ts>
class Result : public RowRange<std::tuple<Ts...>> {
public:
    /// Throws ArgumentError(`wrong_column_count`) when the statement gives more or fewer columns than `Ts`.
    explicit Result(ResultCore core) : RowRange<std::tuple<Ts...>>(std::move(core)) {
        this->require_columns(sizeof...(Ts));
    }

    /// The first column alone. This result is used up by it.
    ScalarResult<std::tuple_element_t<0, std::tuple<Ts...>>> scalars() {
        return ScalarResult<std::tuple_element_t<0, std::tuple<Ts...>>>(ResultCore(std::move(*this)));
    }
};

/// The rows of a statement whose columns are known at run time only.
template <>
class Result<Row> : public RowRange<Row> {
public:
    explicit Result(ResultCore core) : RowRange<Row>(std::move(core)) {}

    /// The first column alone. This result is used up by it.
    ScalarResult<Value> scalars() { return ScalarResult<Value>(ResultCore(std::move(*this))); }
};

namespace detail {

template <class... Ts>
struct ResultFor {
    using Type = Result<Ts...>;
    using Scalar = std::tuple_element_t<0, std::tuple<Ts...>>;
};
template <class... Ts>
requires((std::same_as<Ts, Value> || std::same_as<Ts, Row>) || ...) struct ResultFor<Ts...> {
    using Type = Result<Row>;
    using Scalar = Value;
};

}  // namespace detail

}  // namespace azoth
