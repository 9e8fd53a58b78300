// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_statement.hpp"

#include <cctype>
#include <new>
#include <string>
#include <utility>

#include <errmsg.h>

#include "azoth/base/error.hpp"
#include "dialects/mysql/driver_errors.hpp"
#include "dialects/mysql/driver_verb.hpp"

namespace azoth::mysql {
namespace {

constexpr unsigned kBinaryCharset = 63;
constexpr unsigned long kBitsOfInt64 = 63;

ColumnFormat integer(WireFormat signed_format, WireFormat unsigned_format, const MYSQL_FIELD& field) {
    const bool is_unsigned = (field.flags & UNSIGNED_FLAG) != 0;
    return {is_unsigned ? unsigned_format : signed_format, ValueKind::Int64};
}

ColumnFormat text_or_bytes(const MYSQL_FIELD& field) {
    return {WireFormat::Data, field.charsetnr == kBinaryCharset ? ValueKind::Bytes : ValueKind::Text};
}

/// Source: https://mariadb.com/kb/en/resultset-row/ and, for the types, MYSQL_TYPE_* in the client's mariadb_com.h.
ColumnFormat format_of(const MYSQL_FIELD& field) {
    switch (field.type) {
        case MYSQL_TYPE_TINY: return integer(WireFormat::Int8, WireFormat::UInt8, field);
        case MYSQL_TYPE_YEAR:
        case MYSQL_TYPE_SHORT: return integer(WireFormat::Int16, WireFormat::UInt16, field);
        case MYSQL_TYPE_INT24:
        case MYSQL_TYPE_LONG: return integer(WireFormat::Int32, WireFormat::UInt32, field);
        case MYSQL_TYPE_LONGLONG: return integer(WireFormat::Int64, WireFormat::UInt64, field);
        case MYSQL_TYPE_FLOAT: return {WireFormat::Float, ValueKind::Double};
        case MYSQL_TYPE_DOUBLE: return {WireFormat::Double, ValueKind::Double};
        case MYSQL_TYPE_DECIMAL:
        case MYSQL_TYPE_NEWDECIMAL: return {WireFormat::Data, ValueKind::Decimal};
        case MYSQL_TYPE_BIT: return {WireFormat::Bits, ValueKind::Int64};
        case MYSQL_TYPE_NEWDATE:
        case MYSQL_TYPE_DATE: return {WireFormat::Date, ValueKind::Date};
        case MYSQL_TYPE_TIME:
        case MYSQL_TYPE_TIME2: return {WireFormat::Time, ValueKind::Time};
        case MYSQL_TYPE_DATETIME:
        case MYSQL_TYPE_DATETIME2: return {WireFormat::DateTime, ValueKind::Timestamp};
        case MYSQL_TYPE_TIMESTAMP:
        case MYSQL_TYPE_TIMESTAMP2: return {WireFormat::DateTime, ValueKind::TimestampTz};
        case MYSQL_TYPE_JSON: return {WireFormat::Data, ValueKind::Json};
        default: return text_or_bytes(field);
    }
}

/// What is above the range of Int64 comes as Decimal, so the kind may change from row to row.
bool is_beyond_int64(const MYSQL_FIELD& field, const ColumnFormat& format) {
    return format.wire == WireFormat::UInt64 || (format.wire == WireFormat::Bits && field.length > kBitsOfInt64);
}

driver::ResultColumn column_of(const MYSQL_FIELD& field, const ColumnFormat& format) {
    return {std::string(field.name, field.name_length), is_beyond_int64(field, format) ? ValueKind::Null : format.kind};
}

bool is_same(const ResultShape& shape, std::span<const MYSQL_FIELD> fields) {
    if (shape.columns.size() != fields.size()) return false;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (shape.reader.formats()[i] != format_of(fields[i])) return false;
        if (shape.columns[i].name != std::string_view(fields[i].name, fields[i].name_length)) return false;
    }
    return true;
}

}  // namespace

PreparedStatement::PreparedStatement(MYSQL* connection, std::string_view sql, ZeroDates zero_dates)
    : handle_(mysql_stmt_init(connection)), zero_dates_(zero_dates) {
    if (handle_ == nullptr) throw std::bad_alloc();
    if (mysql_stmt_prepare(handle_.get(), sql.data(), sql.size()) != 0) throw_last_error(handle_.get());
    changes_rows_ = azoth::mysql::changes_rows(sql);
    parameters_ = Parameters(parameter_count());
}

bool PreparedStatement::execute(std::span<const ParameterType> types, std::span<const ValueView> parameters) {
    parameters_.bind(handle_.get(), types, parameters);
    return execute_bound();
}

void PreparedStatement::execute_with_cursor(std::span<const ParameterType> types, std::span<const ValueView> parameters,
                                            std::size_t rows_at_once) {
    const unsigned long type = CURSOR_TYPE_READ_ONLY;
    const unsigned long rows = rows_at_once;
    mysql_stmt_attr_set(handle_.get(), STMT_ATTR_CURSOR_TYPE, &type);
    mysql_stmt_attr_set(handle_.get(), STMT_ATTR_PREFETCH_ROWS, &rows);
    execute_query(types, parameters);
    has_cursor_ = (handle_->upsert_status.server_status & SERVER_STATUS_CURSOR_EXISTS) != 0;
    if (has_cursor_) return;
    // The server has no cursors for some statements (SHOW, CALL) and for few rows: then these have come already, and
    // the library may have stored them.
    if (handle_->state < MYSQL_STMT_USE_OR_STORE_CALLED)
        store_rows();
    else
        first_row_ = mysql_stmt_row_tell(handle_.get());
    is_stored_ = true;
    store_other_results();
}

void PreparedStatement::execute_query(std::span<const ParameterType> types, std::span<const ValueView> parameters) {
    parameters_.bind(handle_.get(), types, parameters);
    if (mysql_stmt_execute(handle_.get()) != 0) throw_last_error(handle_.get());
    if (mysql_stmt_field_count(handle_.get()) == 0)
        throw ProgrammingError("not_supported", "the statement gives no rows to stream; run it by execute()");
    refresh_shape();
}

/// The library unpacks rows into variables; what it has received before is in its own memory, where it can be read.
const MYSQL_ROWS* PreparedStatement::fetch_rows() {
    if (is_stored_) return std::exchange(first_row_, nullptr);
    if (has_cursor_) mysql_stmt_row_seek(handle_.get(), nullptr);  // it has no rows left
    const int result = mysql_stmt_fetch(handle_.get());
    if (result == 1) throw_fetch_error();
    if (result == MYSQL_NO_DATA) {
        if (!has_cursor_) store_other_results();
        return nullptr;
    }
    if (has_cursor_) return handle_->result.data;
    const NET& net = handle_->mysql->net;
    received_.data = reinterpret_cast<MYSQL_ROW>(net.read_pos);
    received_.length = static_cast<unsigned long>(net.buff_end - net.read_pos);  // at most
    return &received_;
}

/// A single row that cannot be received is an error of the connection's.
void PreparedStatement::throw_fetch_error() {
    if (mysql_stmt_errno(handle_.get()) != 0) throw_last_error(handle_.get());
    throw_last_error(handle_->mysql);
}

bool PreparedStatement::execute_bound() {
    affected_rows_ = last_insert_id_ = 0;
    if (mysql_stmt_execute(handle_.get()) != 0) {
        if (mysql_stmt_errno(handle_.get()) != CR_NEW_STMT_METADATA) throw_last_error(handle_.get());
        return false;
    }
    if (mysql_stmt_field_count(handle_.get()) != 0) {
        store_rows();
    } else {
        affected_rows_ = static_cast<std::int64_t>(mysql_stmt_affected_rows(handle_.get()));
        last_insert_id_ = static_cast<std::int64_t>(mysql_stmt_insert_id(handle_.get()));
    }
    store_other_results();
    return true;
}

void PreparedStatement::store_rows() {
    refresh_shape();
    if (mysql_stmt_store_result(handle_.get()) != 0) throw_last_error(handle_.get());
    first_row_ = mysql_stmt_row_tell(handle_.get());
    if (changes_rows_) affected_rows_ = static_cast<std::int64_t>(mysql_stmt_num_rows(handle_.get()));
}

void PreparedStatement::store_other_results() {
    // CALL ends with a status of its own and may have several results. They have to be fetched before anything else
    // can be sent; the first one is the one that is shown.
    while (mysql_stmt_more_results(handle_.get()) != 0) {
        is_used_up_ = true;
        if (mysql_stmt_next_result(handle_.get()) > 0) throw_last_error(handle_.get());
        if (mysql_stmt_field_count(handle_.get()) != 0 && mysql_stmt_store_result(handle_.get()) != 0)
            throw_last_error(handle_.get());
    }
}

void PreparedStatement::refresh_shape() {
    // A statement's own list of fields keeps the names of its first execution; the connection's is the new one.
    const MYSQL* connection = handle_->mysql;
    const bool is_complete = connection->fields != nullptr && connection->field_count == handle_->field_count;
    const std::span<const MYSQL_FIELD> fields(is_complete ? connection->fields : handle_->fields, handle_->field_count);
    if (shape_ != nullptr && is_same(*shape_, fields)) return;
    std::vector<driver::ResultColumn> columns;
    std::vector<ColumnFormat> formats;
    for (const MYSQL_FIELD& field : fields) {
        formats.push_back(format_of(field));
        columns.push_back(column_of(field, formats.back()));
    }
    shape_ = std::make_shared<ResultShape>(std::move(columns), std::move(formats), zero_dates_);
}

void PreparedStatement::free_result() noexcept {
    if (first_row_ == nullptr) return;
    mysql_stmt_row_seek(handle_.get(), first_row_);  // the library frees only while it stands at a row
    mysql_stmt_free_result(handle_.get());
    first_row_ = nullptr;
}

}  // namespace azoth::mysql
