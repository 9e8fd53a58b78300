// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "azoth/driver/connection.hpp"
#include "dialects/mysql/driver_statement.hpp"
#include "driver/open_cursors.hpp"

namespace azoth::mysql {

/// Walks through the stored rows of an executed statement.
class MysqlCursor final : public driver::Cursor {
public:
    /// Precondition: the statement was executed and is not in use.
    MysqlCursor(std::shared_ptr<PreparedStatement> statement, driver::OpenCursors<MysqlCursor>& open_cursors);
    MysqlCursor(const MysqlCursor&) = delete;
    MysqlCursor& operator=(const MysqlCursor&) = delete;
    ~MysqlCursor() override { close(); }

    /// Gives the statement back; there are no rows after that.
    void close() noexcept;

    std::span<const driver::ResultColumn> columns() const override;
    const ValueView* next() override;
    std::size_t row_count() const override { return row_count_; }
    std::int64_t affected_rows() const override { return affected_rows_; }
    std::int64_t last_insert_id() const override { return last_insert_id_; }

private:
    std::shared_ptr<PreparedStatement> statement_;  // null when closed
    std::shared_ptr<ResultShape> shape_;
    driver::OpenCursors<MysqlCursor>& open_cursors_;
    const MYSQL_ROWS* next_row_;
    std::size_t row_count_;
    std::int64_t affected_rows_;
    std::int64_t last_insert_id_;
};

}  // namespace azoth::mysql
