// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "azoth/base/array_view.hpp"
#include "azoth/base/error.hpp"
#include "azoth/engine/decode.hpp"
#include "azoth/engine/execution.hpp"
#include "azoth/engine/row.hpp"
#include "azoth/sql/entity.hpp"
#include "azoth/types/aggregate_members.hpp"
#include "azoth/types/member_name.hpp"

namespace azoth {

namespace engine {
class ConnectionState;
class SeenRows;
}  // namespace engine

/// A column of a result.
struct ResultColumn {
    std::string name;
    SqlType type;  ///< TypeKind::Null when nobody knows, as for text() on SQLite
};

/// A member of a class that a column of a result is read into.
struct NamedField {
    std::string_view column;
    std::uint32_t offset = 0;
    const CppType* type = nullptr;
};

/// The columns of a mapped class. Defined by the ORM for every class that has a `mapping()`, and for plain structs.
template <class C>
ArrayView<NamedField> row_fields();

/// The untyped half of every result: the live cursor, and what the database told beside the rows.
///
/// Lifetime: rows are read from the database as they are asked for; once the connection is closed, asking for more
/// throws ArgumentError(`result_closed`).
class ResultCore {
public:
    ResultCore(std::shared_ptr<engine::ConnectionState> connection, Execution execution, std::source_location place);
    ResultCore(ResultCore&&) noexcept;
    ResultCore& operator=(ResultCore&&) noexcept;
    ~ResultCore();

    std::vector<std::string> names() const;
    std::vector<ResultColumn> columns() const;
    /// Rows changed by INSERT, UPDATE or DELETE; with RETURNING known once all rows are read.
    std::int64_t rowcount() const;
    /// The key that the database generated for the (first) inserted row; 0 when it cannot tell.
    std::int64_t last_insert_id() const;
    /// Gives up the rows not yet read. Does nothing when closed already.
    void close() noexcept;
    bool is_closed() const { return execution_.cursor == nullptr; }

protected:
    /// Rows that have come before are left out from now on.
    void leave_out_repeated();
    /// Rows go into objects from now on. Throws ArgumentError(`columns_do_not_fit`).
    void read_into(ArrayView<NamedField> fields, std::string_view class_name);
    /// The same by position. Throws ArgumentError(`wrong_column_count`).
    void read_into(std::vector<DecodeStep> steps);
    bool fetch_object(void* object);
    /// Throws ArgumentError(`wrong_column_count`).
    void require_columns(std::size_t count) const;
    bool fetch(void* object, ArrayView<DecodeStep> steps);
    bool fetch(Row& row);
    bool fetch(Value& first_of_row);
    [[noreturn]] void fail_without_row() const;
    [[noreturn]] void fail_with_more_rows() const;

private:
    const ValueView* next_cells();
    Shared<detail::RowColumns> row_columns() const;
    const driver::Cursor& cursor() const;
    void annotate(Error& error) const;
    template <class E>
    [[noreturn]] void fail(E error) const;

    std::shared_ptr<engine::ConnectionState> connection_;
    std::uint64_t client_number_;
    Execution execution_;
    std::source_location place_;
    Shared<detail::RowColumns> row_columns_;
    std::uint64_t rows_read_ = 0;
    bool is_exhausted_ = false;
    NodePtr<engine::SeenRows> seen_;  // null: rows may repeat
    std::vector<DecodeStep> object_steps_;
};

namespace detail {

template <class T>
inline constexpr bool kIsRow = SqlValue<WithoutOptional<T>>;
template <class... Ts>
inline constexpr bool kIsRow<std::tuple<Ts...>> = true;

template <class Member>
struct MemberOf;
template <class C, class M>
struct MemberOf<M C::*> {
    using Class = C;
    using Type = M;
};

template <class C, class M>
DecodeStep step_to(M C::*member) {
    static_assert(SqlValue<WithoutOptional<M>>, "azoth: this member has a type that no column has");
    return {0, static_cast<std::uint32_t>(sql::member_offset(member)), &cpp_type<M>(), cpp_type<M>().direct};
}

template <class C, auto Member>
NamedField named_field() {
    static_assert(std::is_same_v<typename MemberOf<decltype(Member)>::Class, C>,
                  "azoth: the members of into<...>() belong to one class");
    const DecodeStep step = step_to(Member);
    return {member_name<Member>(), step.offset, step.type};
}

template <class C, std::size_t I, class M>
NamedField field_of_struct(const C& object, const M* member) {
    static_assert(SqlValue<WithoutOptional<M>>, "azoth: a member of this struct has a type that no column has");
    const auto offset = reinterpret_cast<const char*>(member) - reinterpret_cast<const char*>(&object);
    return {name_of_member<C, I>(), static_cast<std::uint32_t>(offset), &cpp_type<M>()};
}

/// The members of a plain struct, by their names.
template <class C>
std::vector<NamedField> fields_of_struct() {
    const C probe{};
    const auto members = pointers_to_members(probe);
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return std::vector<NamedField>{field_of_struct<C, I>(probe, std::get<I>(members))...};
    }
    (std::make_index_sequence<std::tuple_size_v<decltype(members)>>{});
}

template <class T>
struct DecodeTable {
    static_assert(SqlValue<WithoutOptional<T>>,
                  "azoth: this is no type of a column; objects of mapped classes are loaded by a Session");
    static ArrayView<DecodeStep> steps() {
        static const DecodeStep step{0, 0, &cpp_type<T>(), cpp_type<T>().direct};
        return {&step, 1};
    }
};

template <class... Ts>
struct DecodeTable<std::tuple<Ts...>> {
    static_assert((SqlValue<WithoutOptional<Ts>> && ...),
                  "azoth: this is no type of a column; objects of mapped classes are loaded by a Session");
    static ArrayView<DecodeStep> steps() {
        static const std::array<DecodeStep, sizeof...(Ts)> table = make(std::index_sequence_for<Ts...>{});
        return {table.data(), table.size()};
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

template <class T>
class ObjectResult;
template <class RowType>
class Partitions;

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
    /// The next rows, so many at most; none after the last.
    std::vector<RowType> fetch_many(std::size_t count) {
        std::vector<RowType> rows;
        for (RowType row{}; rows.size() < count && fetch_into(row); row = RowType{}) rows.push_back(std::move(row));
        return rows;
    }
    /// The rows in groups of so many: `for (const auto& books : result.partitions(1000))`. This result is used up by
    /// it.
    Partitions<RowType> partitions(std::size_t size) { return Partitions<RowType>(std::move(*this), size); }

    /// The rows as objects of a mapped class, or of a plain struct of 24 members at most, columns matched to members by
    /// name: `result.into<Book>()`. They are plain values that no session knows; relationships are not loaded. This
    /// result is used up by it.
    ///
    /// Throws ArgumentError(`columns_do_not_fit`) that names what is missing and what is too much.
    template <class C>
    ObjectResult<C> into() {
        return ObjectResult<C>(ResultCore(std::move(*this)), row_fields<C>(), detail::type_name<C>());
    }
    /// The rows as objects of any class, columns matched to members by name: `into<&Total::author, &Total::books>()`.
    template <auto First, auto... More>
    auto into() {
        using C = typename detail::MemberOf<decltype(First)>::Class;
        const NamedField fields[] = {detail::named_field<C, First>(), detail::named_field<C, More>()...};
        return ObjectResult<C>(ResultCore(std::move(*this)), fields, detail::type_name<C>());
    }
    /// The same by position: `into(&Total::author, &Total::books)`. Throws ArgumentError(`wrong_column_count`).
    template <class C, class M, class... More>
    ObjectResult<C> into(M C::*first, More C::*... more) {
        std::vector<DecodeStep> steps{detail::step_to(first), detail::step_to(more)...};
        for (std::size_t i = 0; i < steps.size(); ++i) steps[i].cell = static_cast<std::uint32_t>(i);
        return ObjectResult<C>(ResultCore(std::move(*this)), std::move(steps));
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
        else if constexpr (!detail::kIsRow<RowType>)
            return fetch_object(&row);
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

    /// Leaves out repeated rows. This result is used up by it.
    ScalarResult unique() {
        this->leave_out_repeated();
        return ScalarResult(ResultCore(std::move(*this)));
    }
};

/// Rows as objects of the class `T`, plain values.
template <class T>
class ObjectResult : public RowRange<T> {
public:
    ObjectResult(ResultCore core, ArrayView<NamedField> fields, std::string_view class_name)
        : RowRange<T>(std::move(core)) {
        this->read_into(fields, class_name);
    }
    ObjectResult(ResultCore core, std::vector<DecodeStep> steps) : RowRange<T>(std::move(core)) {
        this->read_into(std::move(steps));
    }
};

/// The rows of a result in groups.
template <class RowType>
class Partitions {
public:
    struct Sentinel {};

    class Iterator {
    public:
        explicit Iterator(Partitions& partitions) : partitions_(&partitions) {}
        const std::vector<RowType>& operator*() const { return partitions_->current_; }
        Iterator& operator++() {
            partitions_->advance();
            return *this;
        }
        bool operator==(Sentinel) const { return partitions_->current_.empty(); }

    private:
        Partitions* partitions_;
    };

    Partitions(RowRange<RowType> rows, std::size_t size) : rows_(std::move(rows)), size_(size == 0 ? 1 : size) {}
    Iterator begin() {
        advance();
        return Iterator(*this);
    }
    Sentinel end() const { return {}; }

private:
    void advance() { current_ = rows_.fetch_many(size_); }

    RowRange<RowType> rows_;
    std::size_t size_;
    std::vector<RowType> current_;
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

    /// Leaves out repeated rows. This result is used up by it, as by mappings() and scalars().
    ///
    /// Memory: all different rows, as bytes.
    Result unique() {
        this->leave_out_repeated();
        return Result(ResultCore(std::move(*this)));
    }
    /// Rows whose columns are asked for by name.
    RowRange<Row> mappings() { return RowRange<Row>(ResultCore(std::move(*this))); }
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

    /// Leaves out repeated rows. This result is used up by it.
    Result unique() {
        this->leave_out_repeated();
        return Result(ResultCore(std::move(*this)));
    }
    /// This is one already.
    Result mappings() { return Result(ResultCore(std::move(*this))); }
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
