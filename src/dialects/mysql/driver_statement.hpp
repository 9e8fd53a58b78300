// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include <mysql.h>

#include "azoth/driver/connection.hpp"
#include "dialects/mysql/driver_parameters.hpp"
#include "dialects/mysql/driver_row.hpp"

namespace azoth::mysql {

/// The columns of a result and how to read its rows.
struct ResultShape {
    ResultShape(std::vector<driver::ResultColumn> result_columns, std::vector<ColumnFormat> formats,
                ZeroDates zero_dates)
        : columns(std::move(result_columns)), reader(std::move(formats), columns, zero_dates) {}
    ResultShape(const ResultShape&) = delete;
    ResultShape& operator=(const ResultShape&) = delete;

    const std::vector<driver::ResultColumn> columns;
    RowReader reader;
};

/// A statement that the server keeps prepared, and its stored result.
class PreparedStatement {
public:
    PreparedStatement(MYSQL* connection, std::string_view sql, ZeroDates zero_dates);

    MYSQL_STMT* handle() const { return handle_.get(); }
    std::size_t parameter_count() const { return mysql_stmt_param_count(handle_.get()); }
    /// INSERT, REPLACE, UPDATE or DELETE.
    bool changes_rows() const { return changes_rows_; }

    /// Runs the statement and stores all of its rows on this side.
    ///
    /// Returns false when the result has another number of columns than when the statement was prepared, because the
    /// table was altered. Its rows cannot be read, and nothing else be sent before it is destroyed.
    [[nodiscard]] bool execute(std::span<const ParameterType> types, std::span<const ValueView> parameters);
    /// Runs the statement; the server keeps its rows for fetch_rows(), which brings `rows_at_once` of them.
    void execute_with_cursor(std::span<const ParameterType> types, std::span<const ValueView> parameters,
                             std::size_t rows_at_once);
    /// Runs the statement; its rows are for fetch_rows(), one at a time. Nothing else can be sent before the last.
    void execute_row_by_row(std::span<const ParameterType> types, std::span<const ValueView> parameters) {
        execute_query(types, parameters);
    }
    /// The next rows; null after the last. They live until the next call.
    const MYSQL_ROWS* fetch_rows();
    /// fetch_rows() asks the server, which waits for that.
    bool has_cursor() const { return has_cursor_; }
    /// Runs what was bound otherwise.
    bool execute_bound();

    /// The first of the stored rows; null when there is none. They live until free_result().
    const MYSQL_ROWS* first_row() const { return first_row_; }
    void free_result() noexcept;
    std::size_t row_count() const {
        return first_row_ == nullptr ? 0 : static_cast<std::size_t>(mysql_stmt_num_rows(handle_.get()));
    }
    const std::shared_ptr<ResultShape>& shape() const { return shape_; }

    std::int64_t affected_rows() const { return affected_rows_; }
    std::int64_t last_insert_id() const { return last_insert_id_; }
    /// The statement has returned more than one result, which leaves it in a state in which it cannot be used again.
    bool is_used_up() const { return is_used_up_; }

    bool is_in_use = false;  ///< by a cursor

private:
    struct Closer {
        void operator()(MYSQL_STMT* statement) const noexcept { mysql_stmt_close(statement); }
    };

    void execute_query(std::span<const ParameterType> types, std::span<const ValueView> parameters);
    void refresh_shape();
    void store_rows();
    [[noreturn]] void throw_fetch_error();
    void store_other_results();

    std::unique_ptr<MYSQL_STMT, Closer> handle_;
    ZeroDates zero_dates_;
    bool changes_rows_ = false;
    bool is_used_up_ = false;
    bool is_stored_ = false;
    bool has_cursor_ = false;
    MYSQL_ROWS received_{};  // the row that came last, one by one
    Parameters parameters_{0};
    std::shared_ptr<ResultShape> shape_;
    MYSQL_ROWS* first_row_ = nullptr;
    std::int64_t affected_rows_ = 0;
    std::int64_t last_insert_id_ = 0;
};

}  // namespace azoth::mysql
