// SPDX-License-Identifier: MIT
#include "raw_mysql_connection.hpp"

#include "azoth/engine/url.hpp"

namespace azoth::bench {

MysqlConnection::MysqlConnection(const std::string& url) : handle_(mysql_init(nullptr)) {
    const Url place = parse_url(url);
    mysql_options(handle_, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    if (mysql_real_connect(handle_, place.host.c_str(), place.username.c_str(), place.password.c_str(),
                           place.database.c_str(), place.port.value_or(3306), nullptr, CLIENT_FOUND_ROWS) == nullptr)
        fail();
}

void MysqlConnection::run(const std::string& sql) const {
    if (mysql_real_query(handle_, sql.data(), sql.size()) != 0) fail();
    mysql_free_result(mysql_store_result(handle_));
}

MysqlStatement MysqlConnection::prepare(const std::string& sql) const {
    MysqlStatement statement(mysql_stmt_init(handle_));
    check(statement.get(), mysql_stmt_prepare(statement.get(), sql.data(), sql.size()) != 0);
    return statement;
}

void MysqlConnection::fail() const { throw std::runtime_error(mysql_error(handle_)); }

MysqlRow::MysqlRow(std::initializer_list<enum_field_types> types) : cells_(types.size()), binds_(types.size()) {
    std::size_t column = 0;
    for (const enum_field_types type : types) {
        Cell& cell = cells_[column];
        MYSQL_BIND& bind = binds_[column++];
        bind.buffer_type = type;
        bind.length = &cell.size;
        bind.is_null = &cell.is_null;
        if (type == MYSQL_TYPE_LONGLONG) {
            bind.buffer = &cell.integer;
        } else if (type == MYSQL_TYPE_DOUBLE) {
            bind.buffer = &cell.real;
        } else {
            bind.buffer = cell.text.data();
            bind.buffer_length = kTextSize;
        }
    }
}

}  // namespace azoth::bench
