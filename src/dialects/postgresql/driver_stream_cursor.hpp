// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "azoth/driver/connection.hpp"
#include "dialects/postgresql/driver_cursor.hpp"
#include "dialects/postgresql/driver_format.hpp"

namespace azoth::postgresql {

class Connection;

/// Rows of a stream that were asked for before they are needed.
struct FetchedAhead {
    Result answer;               ///< null while it is on its way
    int timeout_ms = 0;          ///< that of the stream; it may be another statement that waits for the answer
    bool has_timed_out = false;  ///< the failure comes of that
};

/// Fetches the rows of a cursor that the server keeps, some at a time. Who has read the first will read on: from then
/// on the server works on the next ones while the program does.
class StreamCursor final : public driver::Cursor {
public:
    /// Precondition: the cursor was declared. `is_open` turns false when the connection closes its cursors, or goes.
    StreamCursor(Connection& connection, std::uint64_t number, std::size_t rows_at_once,
                 std::shared_ptr<const bool> is_open);
    StreamCursor(const StreamCursor&) = delete;
    StreamCursor& operator=(const StreamCursor&) = delete;
    ~StreamCursor() override;

    std::span<const driver::ResultColumn> columns() const override { return layout_->columns; }
    /// Throws: ArgumentError(`result_closed`) when the transaction has ended, or was rolled back to before the stream.
    const ValueView* next() override;
    std::int64_t affected_rows() const override { return 0; }
    std::int64_t last_insert_id() const override { return 0; }

private:
    void fetch();

    Connection& connection_;
    const std::uint64_t number_;
    const std::string fetch_sql_;
    const std::size_t rows_at_once_;
    const std::shared_ptr<const bool> is_open_;
    std::shared_ptr<const Layout> layout_;
    std::unique_ptr<postgresql::Cursor> rows_;  // what has been fetched
    std::shared_ptr<FetchedAhead> ahead_;
    bool is_last_ = false;  // there are no rows behind these
};

}  // namespace azoth::postgresql
