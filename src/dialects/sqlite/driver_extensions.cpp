// SPDX-License-Identifier: MIT
// Functions and collations of the user's.
#include <exception>
#include <memory>
#include <vector>

#include <fmt/core.h>
#include <sqlite3.h>

#include "azoth/base/error.hpp"
#include "azoth/dialects/sqlite/extensions.hpp"
#include "dialects/sqlite/driver_errors.hpp"
#include "dialects/sqlite/driver_native.hpp"

namespace azoth::sqlite {
namespace {

template <class T>
void destroy(void* object) noexcept {
    delete static_cast<T*>(object);
}

ValueView view_of(sqlite3_value* value) {
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
    switch (sqlite3_value_type(value)) {
        case SQLITE_INTEGER: return ValueView::int64(sqlite3_value_int64(value));
        case SQLITE_FLOAT: return ValueView::real(sqlite3_value_double(value));
        case SQLITE_TEXT:
            return ValueView::data(ValueKind::Text, reinterpret_cast<const char*>(sqlite3_value_text(value)), size);
        case SQLITE_BLOB:
            return ValueView::data(ValueKind::Bytes, static_cast<const char*>(sqlite3_value_blob(value)), size);
        default: return {};
    }
}

void give_bytes(sqlite3_context* context, std::string_view bytes, bool is_text) {
    if (is_text)
        sqlite3_result_text64(context, bytes.data(), bytes.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    else
        sqlite3_result_blob64(context, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
}

void give(sqlite3_context* context, const ValueView& value) {
    switch (value.kind()) {
        case ValueKind::Null: return sqlite3_result_null(context);
        case ValueKind::Bool: return sqlite3_result_int(context, static_cast<int>(value.as_int64()));
        case ValueKind::Int64: return sqlite3_result_int64(context, value.as_int64());
        case ValueKind::Double: return sqlite3_result_double(context, value.as_double());
        case ValueKind::Bytes: return give_bytes(context, value.as_text(), false);
        case ValueKind::Text:
        case ValueKind::Json:
        case ValueKind::Decimal: return give_bytes(context, value.as_text(), true);
        default:
            throw ArgumentError("bad_value",
                                "a function for SQLite must return a number, a text, bytes, a boolean or NULL");
    }
}

void call(sqlite3_context* context, int count, sqlite3_value** values) noexcept {
    try {
        std::vector<ValueView> arguments;
        for (int i = 0; i < count; ++i) arguments.push_back(view_of(values[i]));
        const Value result = static_cast<Function*>(sqlite3_user_data(context))->call(arguments);
        give(context, result.view());
    } catch (const std::exception& error) {
        sqlite3_result_error(context, error.what(), -1);
    }
}

int compare(void* collation, int left_size, const void* left, int right_size, const void* right) noexcept {
    return static_cast<Collation*>(collation)->compare(
        {static_cast<const char*>(left), static_cast<std::size_t>(left_size)},
        {static_cast<const char*>(right), static_cast<std::size_t>(right_size)});
}

}  // namespace

sqlite3* native(driver::Connection& connection) {
    if (connection.server_info().product != "SQLite")
        throw ArgumentError("not_sqlite", fmt::format("this is for connections to SQLite, but the connection is to {}; "
                                                      "look at Dialect::name() before",
                                                      connection.server_info().product));
    return static_cast<sqlite3*>(connection.native_handle());
}

void add_function(driver::Connection& connection, std::string_view name, std::unique_ptr<Function> function,
                  const FunctionOptions& options) {
    sqlite3* database = native(connection);
    const int flags = SQLITE_UTF8 | (options.is_deterministic ? SQLITE_DETERMINISTIC : 0);
    // SQLite destroys the function also when it refuses it.
    if (sqlite3_create_function_v2(database, std::string(name).c_str(), options.argument_count, flags,
                                   function.release(), &call, nullptr, nullptr, &destroy<Function>) != SQLITE_OK)
        throw_last_error(database);
}

void add_collation(driver::Connection& connection, std::string_view name, std::unique_ptr<Collation> collation) {
    sqlite3* database = native(connection);
    // Of a collation that it refuses, SQLite leaves the destruction to us.
    if (sqlite3_create_collation_v2(database, std::string(name).c_str(), SQLITE_UTF8, collation.get(), &compare,
                                    &destroy<Collation>) != SQLITE_OK)
        throw_last_error(database);
    [[maybe_unused]] const Collation* const owned_by_sqlite = collation.release();
}

}  // namespace azoth::sqlite
