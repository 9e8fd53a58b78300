// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_bulk.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "azoth/base/error.hpp"
#include "dialects/mysql/driver_errors.hpp"
#include "dialects/mysql/driver_parameters.hpp"

namespace azoth::mysql {
namespace {

constexpr std::size_t kMaxRows = 8192;
constexpr unsigned kUnsupportedStatement = 1295;  // ER_UNSUPPORTED_PS

/// One parameter of all rows, in arrays as the client library takes them.
class BulkColumn {
public:
    BulkColumn(std::size_t row_count, TypeKind type)
        : sql_type_(type), values_(row_count), lengths_(row_count), indicators_(row_count), pointers_(row_count) {}

    /// False when the value is of another kind than those above it.
    bool add(const ValueView& value, std::size_t row, std::size_t index) {
        WireValue& wire = values_[row];
        to_wire(value, sql_type_, index, wire);
        const bool is_null = wire.type == MYSQL_TYPE_NULL;
        indicators_[row] = static_cast<char>(is_null ? STMT_INDICATOR_NULL : STMT_INDICATOR_NONE);
        if (is_null) return true;
        if (type_ == MYSQL_TYPE_NULL) type_ = wire.type;
        lengths_[row] = wire.size;
        pointers_[row] = wire.data;
        return type_ == wire.type;
    }

    MYSQL_BIND bind() {
        MYSQL_BIND bind = {};
        // A column of NULLs needs some type that the server knows.
        bind.buffer_type = type_ == MYSQL_TYPE_NULL ? MYSQL_TYPE_STRING : type_;
        bind.buffer = buffer();
        bind.length = lengths_.data();
        bind.u.indicator = indicators_.data();
        return bind;
    }

private:
    /// Numbers stand side by side; of everything else the library wants pointers.
    void* buffer() {
        if (type_ == MYSQL_TYPE_LONGLONG) return gather(integers_, &WireValue::number);
        if (type_ == MYSQL_TYPE_DOUBLE) return gather(reals_, &WireValue::real);
        return pointers_.data();
    }

    template <class Number>
    void* gather(std::vector<Number>& numbers, Number WireValue::*member) {
        numbers.resize(values_.size());
        std::ranges::transform(values_, numbers.begin(), member);
        return numbers.data();
    }

    TypeKind sql_type_;
    enum_field_types type_ = MYSQL_TYPE_NULL;
    std::vector<WireValue> values_;
    std::vector<unsigned long> lengths_;
    std::vector<char> indicators_;
    std::vector<const void*> pointers_;
    std::vector<std::int64_t> integers_;
    std::vector<double> reals_;
};

/// An upper limit of the bytes that a value takes in a message.
std::size_t size_of(const ValueView& value) {
    constexpr std::size_t kOverhead = 16;
    switch (value.kind()) {
        case ValueKind::Text:
        case ValueKind::Bytes:
        case ValueKind::Decimal:
        case ValueKind::Json: return kOverhead + value.as_text().size();
        case ValueKind::Array: return kOverhead + 4 * value.as_text().size();  // as JSON
        case ValueKind::Uuid: return kOverhead + 36;
        default: return kOverhead;
    }
}

/// Says for how many rows parameters are bound; back to one at the end.
class ArraySize {
public:
    ArraySize(MYSQL_STMT* statement, std::size_t size) : statement_(statement) { set(static_cast<unsigned>(size)); }
    ArraySize(const ArraySize&) = delete;
    ArraySize& operator=(const ArraySize&) = delete;
    ~ArraySize() { set(0); }

private:
    void set(unsigned size) { mysql_stmt_attr_set(statement_, STMT_ATTR_ARRAY_SIZE, &size); }

    MYSQL_STMT* statement_;
};

/// False when the server does not take this statement in bulk.
bool execute_columns(PreparedStatement& statement, std::vector<BulkColumn>& columns, std::size_t row_count) {
    std::vector<MYSQL_BIND> binds;
    binds.reserve(columns.size());
    for (BulkColumn& column : columns) binds.push_back(column.bind());
    const ArraySize array_size(statement.handle(), row_count);
    if (mysql_stmt_bind_param(statement.handle(), binds.data()) != 0) throw_last_error(statement.handle());
    try {
        statement.execute_bound();
    } catch (const DatabaseError& error) {
        if (error.detail().native_code != kUnsupportedStatement) throw;
        return false;
    }
    statement.free_result();
    return true;
}

}  // namespace

bool supports_bulk(MYSQL* connection) {
    unsigned long capabilities = 0;
    if (mariadb_connection(connection) == 0) return false;
    mariadb_get_infov(connection, MARIADB_CONNECTION_EXTENDED_SERVER_CAPABILITIES, &capabilities);
    return (capabilities & (MARIADB_CLIENT_STMT_BULK_OPERATIONS >> 32U)) != 0;
}

bool is_fit_for_bulk(const PreparedStatement& statement) {
    return statement.changes_rows() && statement.parameter_count() != 0 &&
           mysql_stmt_field_count(statement.handle()) == 0;
}

std::size_t count_rows_that_fit(std::span<const ValueView> rows, std::size_t width, std::size_t max_message_size) {
    const std::size_t row_count = std::min(rows.size() / width, kMaxRows);
    std::size_t size = 64 + 2 * width;
    for (std::size_t row = 0; row < row_count; ++row) {
        for (const ValueView& value : rows.subspan(row * width, width)) size += size_of(value);
        if (size > max_message_size) return std::max<std::size_t>(row, 1);
    }
    return row_count;
}

std::size_t execute_bulk(PreparedStatement& statement, std::span<const ParameterType> types,
                         std::span<const ValueView> rows, std::size_t max_message_size) {
    const std::size_t width = statement.parameter_count();
    const std::size_t row_count = count_rows_that_fit(rows, width, max_message_size);
    if (row_count < 2) return 0;
    std::vector<BulkColumn> columns;
    columns.reserve(width);
    for (std::size_t i = 0; i < width; ++i)
        columns.emplace_back(row_count, i < types.size() ? types[i].kind : TypeKind::Null);
    for (std::size_t i = 0; i < row_count * width; ++i)
        if (!columns[i % width].add(rows[i], i / width, i % width + 1)) return 0;
    return execute_columns(statement, columns, row_count) ? row_count : 0;
}

}  // namespace azoth::mysql
