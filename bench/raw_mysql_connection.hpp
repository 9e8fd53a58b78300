// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <mysql.h>

namespace azoth::bench {

struct MysqlCloser {
    void operator()(MYSQL_STMT* statement) const { mysql_stmt_close(statement); }
};
using MysqlStatement = std::unique_ptr<MYSQL_STMT, MysqlCloser>;

inline void check(MYSQL_STMT* statement, bool has_failed) {
    if (has_failed) throw std::runtime_error(mysql_stmt_error(statement));
}

inline void execute(const MysqlStatement& statement) {
    check(statement.get(), mysql_stmt_execute(statement.get()) != 0);
}

/// Executes and calls `read()` for each row, which the client has put into the bound buffers. The rows are not stored
/// before.
template <class Read>
void fetch(const MysqlStatement& statement, Read read) {
    execute(statement);
    int result = 0;
    while ((result = mysql_stmt_fetch(statement.get())) == 0) read();
    check(statement.get(), result != MYSQL_NO_DATA);
    mysql_stmt_free_result(statement.get());
}

/// What the raw programs share: a connection to MariaDB or MySQL.
///
/// Throws: std::runtime_error with the client's message.
/// Lifetime: the statements go first.
class MysqlConnection {
public:
    explicit MysqlConnection(const std::string& url);
    MysqlConnection(const MysqlConnection&) = delete;
    MysqlConnection& operator=(const MysqlConnection&) = delete;
    ~MysqlConnection() { mysql_close(handle_); }

    void run(const std::string& sql) const;
    void settle(const std::string& table) const { run("ANALYZE TABLE " + table); }
    void begin() const { run("BEGIN"); }
    void commit() const { mysql_commit(handle_); }
    MysqlStatement prepare(const std::string& sql) const;

private:
    [[noreturn]] void fail() const;

    MYSQL* handle_;
};

inline MYSQL_BIND bind_text(std::string& text) {
    MYSQL_BIND bind{};
    bind.buffer_type = MYSQL_TYPE_STRING;
    bind.buffer = text.data();
    bind.buffer_length = text.size();
    return bind;
}

inline MYSQL_BIND bind_text(std::optional<std::string>& text) {
    if (text) return bind_text(*text);
    MYSQL_BIND bind{};
    bind.buffer_type = MYSQL_TYPE_NULL;
    return bind;
}

inline MYSQL_BIND bind_number(std::int64_t& number) {
    MYSQL_BIND bind{};
    bind.buffer_type = MYSQL_TYPE_LONGLONG;
    bind.buffer = &number;
    return bind;
}

/// Where the client puts the cells of a row: 64-bit integers, doubles, texts of up to 100 characters.
class MysqlRow {
public:
    explicit MysqlRow(std::initializer_list<enum_field_types> types);
    MysqlRow(const MysqlRow&) = delete;
    MysqlRow& operator=(const MysqlRow&) = delete;

    void bind_to(const MysqlStatement& statement) { mysql_stmt_bind_result(statement.get(), binds_.data()); }
    std::int64_t integer(std::size_t column) const { return cells_[column].integer; }
    double real(std::size_t column) const { return cells_[column].real; }
    std::string_view text(std::size_t column) const { return {cells_[column].text.data(), cells_[column].size}; }
    bool is_null(std::size_t column) const { return cells_[column].is_null != 0; }

private:
    static constexpr std::size_t kTextSize = 400;

    struct Cell {
        std::int64_t integer = 0;
        double real = 0;
        std::array<char, kTextSize> text{};
        unsigned long size = 0;
        my_bool is_null = 0;
    };

    std::vector<Cell> cells_;
    std::vector<MYSQL_BIND> binds_;
};

}  // namespace azoth::bench
