// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "azoth/driver/connection.hpp"
#include "dialects/mysql/driver_statement.hpp"
#include "driver/open_cursors.hpp"

namespace azoth::mysql {

/// Fetches the rows of a cursor that the server keeps, some at a time; or takes them off the connection one by one.
class MysqlStreamCursor final : public driver::Cursor {
public:
    /// Precondition: the statement was executed with a cursor or row by row. `round_trips` and `is_broken` are its
    /// connection's.
    MysqlStreamCursor(std::unique_ptr<PreparedStatement> statement,
                      driver::OpenCursors<MysqlStreamCursor>& open_cursors, std::uint64_t& round_trips, bool& is_broken,
                      bool hides_values);
    MysqlStreamCursor(const MysqlStreamCursor&) = delete;
    MysqlStreamCursor& operator=(const MysqlStreamCursor&) = delete;
    ~MysqlStreamCursor() override { close(); }

    /// The server forgets the cursor; rows that are still to come one by one are received for nobody.
    void close() noexcept;

    std::span<const driver::ResultColumn> columns() const override { return shape_->columns; }
    /// Throws ArgumentError(`result_closed`) when close() was called before the last row.
    const ValueView* next() override;
    std::int64_t affected_rows() const override { return 0; }
    std::int64_t last_insert_id() const override { return 0; }

private:
    void fetch();

    std::unique_ptr<PreparedStatement> statement_;  // null when closed
    std::shared_ptr<ResultShape> shape_;
    driver::OpenCursors<MysqlStreamCursor>& open_cursors_;
    std::uint64_t& round_trips_;
    bool& is_broken_;
    const bool hides_values_;
    const MYSQL_ROWS* next_row_ = nullptr;
    bool is_at_end_ = false;
};

}  // namespace azoth::mysql
