// SPDX-License-Identifier: MIT
#include "azoth/engine/result.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "engine/connection_state.hpp"
#include "engine/seen_rows.hpp"

namespace azoth {
namespace {

ArgumentError closed_error(std::string_view why) {
    return {"result_closed",
            fmt::format("the result gives no more rows: {}; read it before, by all() for example", why)};
}

/// What the server tells of a column that the statement says nothing of. Null: its values may be of any kind.
SqlType type_of(ValueKind kind) {
    const auto of_kind = [](TypeKind type) {
        SqlType result;
        result.kind = type;
        return result;
    };
    switch (kind) {
        case ValueKind::Bool: return of_kind(TypeKind::Boolean);
        case ValueKind::Int64: return of_kind(TypeKind::BigInteger);
        case ValueKind::Double: return of_kind(TypeKind::Double);
        case ValueKind::Text: return of_kind(TypeKind::Text);
        case ValueKind::Bytes: return of_kind(TypeKind::LargeBinary);
        case ValueKind::Date: return of_kind(TypeKind::Date);
        case ValueKind::Time: return of_kind(TypeKind::Time);
        case ValueKind::Timestamp: return of_kind(TypeKind::DateTime);
        case ValueKind::TimestampTz: return of_kind(TypeKind::DateTimeTz);
        case ValueKind::Decimal: return of_kind(TypeKind::Numeric);
        case ValueKind::Uuid: return of_kind(TypeKind::Uuid);
        case ValueKind::Json: return of_kind(TypeKind::Json);
        case ValueKind::Interval: return of_kind(TypeKind::Interval);
        case ValueKind::Null:
        case ValueKind::Array:
        case ValueKind::Range: break;  // of what, the kind alone does not tell
    }
    return {};
}

}  // namespace

ResultCore::ResultCore(std::shared_ptr<engine::ConnectionState> connection, Execution execution,
                       std::source_location place)
    : connection_(std::move(connection)),
      client_number_(connection_->client_number()),
      execution_(std::move(execution)),
      place_(place) {}

ResultCore::ResultCore(ResultCore&&) noexcept = default;
ResultCore& ResultCore::operator=(ResultCore&&) noexcept = default;
ResultCore::~ResultCore() {
    if (connection_ != nullptr) close();
}

void ResultCore::annotate(Error& error) const {
    error.annotate_place(place_);
    if (connection_ != nullptr && execution_.compiled != nullptr)
        connection_->reading_failed(error, execution_.compiled->sql, client_number_);
    error.annotate([&](ErrorDetail& detail) {
        if (detail.sql.empty() && execution_.compiled != nullptr) detail.sql = execution_.compiled->sql;
    });
}

template <class E>
void ResultCore::fail(E error) const {
    annotate(error);
    throw error;
}

const driver::Cursor& ResultCore::cursor() const {
    if (execution_.cursor == nullptr) fail(closed_error("it was closed or used up"));
    return *execution_.cursor;
}

const ValueView* ResultCore::next_cells() {
    if (execution_.cursor == nullptr) fail(closed_error("it was closed or used up"));
    if (!connection_->can_read(client_number_))
        fail(closed_error("its connection was closed, as commit() and rollback() of a session close its own"));
    connection_->require_idle();
    if (is_exhausted_) return nullptr;
    const ValueView* cells = execution_.cursor->next();
    if (seen_)
        while (cells != nullptr && !seen_->add({cells, execution_.cursor->columns().size()}))
            cells = execution_.cursor->next();
    is_exhausted_ = cells == nullptr;
    rows_read_ += is_exhausted_ ? 0U : 1U;
    return cells;
}

void ResultCore::leave_out_repeated() {
    if (!seen_) seen_ = make_node<engine::SeenRows>();
}

void ResultCore::read_into(ArrayView<NamedField> fields, std::string_view class_name) {
    const auto names = this->names();
    std::string missing;
    for (const NamedField& field : fields) {
        const auto found = std::ranges::find(names, field.column);
        if (found == names.end())
            missing += (missing.empty() ? "" : ", ") + std::string(field.column);
        else
            object_steps_.push_back(
                {static_cast<std::uint32_t>(found - names.begin()), field.offset, field.type, field.type->direct});
    }
    std::string unknown;
    for (const std::string& name : names)
        if (std::ranges::find(fields, name, &NamedField::column) == fields.end())
            unknown += (unknown.empty() ? "" : ", ") + name;
    if (missing.empty() && unknown.empty() && names.size() == fields.size()) return;
    std::string what;
    if (!missing.empty()) what += fmt::format("; it has no column for {}", missing);
    if (!unknown.empty()) what += fmt::format("; nothing takes its column {}", unknown);
    if (what.empty()) what = "; some of its columns have the same name";
    fail(ArgumentError("columns_do_not_fit",
                       fmt::format("the columns of the result do not fit the members of {}{}; label() renames a column",
                                   class_name, what)));
}

void ResultCore::read_into(std::vector<DecodeStep> steps) {
    require_columns(steps.size());
    object_steps_ = std::move(steps);
}

bool ResultCore::fetch_object(void* object) { return fetch(object, {object_steps_.data(), object_steps_.size()}); }

bool ResultCore::fetch(void* object, ArrayView<DecodeStep> steps) {
    try {
        const ValueView* cells = next_cells();
        if (cells == nullptr) return false;
        decode_row(cells, steps, object, execution_.cursor->columns());
        return true;
    } catch (Error& error) {
        annotate(error);
        throw;
    }
}

bool ResultCore::fetch(Value& first_of_row) {
    try {
        const ValueView* cells = next_cells();
        if (cells == nullptr) return false;
        first_of_row = execution_.cursor->columns().empty() ? Value() : Value(cells[0]);
        return true;
    } catch (Error& error) {
        annotate(error);
        throw;
    }
}

Shared<detail::RowColumns> ResultCore::row_columns() const {
    detail::RowColumns columns;
    columns.names = names();
    const auto& compiled = execution_.compiled->columns;
    if (compiled.size() != columns.names.size()) return share(std::move(columns));
    for (const CompiledColumn& column : compiled) columns.tables.push_back(column.table);
    return share(std::move(columns));
}

bool ResultCore::fetch(Row& row) {
    try {
        const ValueView* cells = next_cells();
        if (cells == nullptr) return false;
        if (!row_columns_) row_columns_ = row_columns();
        const std::size_t size = row_columns_->names.size();
        row.columns_ = row_columns_;
        row.values_.clear();
        row.values_.reserve(size);
        for (std::size_t i = 0; i < size; ++i) row.values_.emplace_back(cells[i]);
        return true;
    } catch (Error& error) {
        annotate(error);
        throw;
    }
}

std::vector<ResultColumn> ResultCore::columns() const {
    std::vector<ResultColumn> result;
    const auto columns = cursor().columns();
    const auto& compiled = execution_.compiled->columns;
    for (std::size_t i = 0; i < columns.size(); ++i)
        result.push_back({columns[i].name, compiled.size() == columns.size() && compiled[i].type.kind != TypeKind::Null
                                               ? compiled[i].type
                                               : type_of(columns[i].kind)});
    return result;
}

std::vector<std::string> ResultCore::names() const {
    std::vector<std::string> names;
    for (const driver::ResultColumn& column : cursor().columns()) names.push_back(column.name);
    return names;
}

std::int64_t ResultCore::rowcount() const { return cursor().affected_rows(); }

std::int64_t ResultCore::last_insert_id() const { return cursor().last_insert_id(); }

void ResultCore::close() noexcept {
    execution_.cursor.reset();
    if (connection_ != nullptr) connection_->count_rows(std::exchange(rows_read_, 0));
}

void ResultCore::require_columns(std::size_t count) const {
    const auto columns = cursor().columns();
    if (columns.size() == count) return;
    std::string names;
    for (const driver::ResultColumn& column : columns) names += (names.empty() ? ": " : ", ") + column.name;
    fail(ArgumentError(
        "wrong_column_count",
        fmt::format("the rows are to have {} columns, but the statement gives {}{}", count, columns.size(), names)));
}

void ResultCore::fail_without_row() const {
    fail(NoResultError("no_result",
                       "one row was required, and the statement gave none; use first() or one_or_none() "
                       "where there may be none"));
}

void ResultCore::fail_with_more_rows() const {
    fail(MultipleResultsError("multiple_results",
                              "one row was required, and the statement gave more; narrow its WHERE, "
                              "or use first() or all()"));
}

}  // namespace azoth
