// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_cursor.hpp"

#include <utility>

namespace azoth::mysql {

MysqlCursor::MysqlCursor(std::shared_ptr<PreparedStatement> statement, driver::OpenCursors<MysqlCursor>& open_cursors)
    : statement_(std::move(statement)),
      shape_(statement_->shape()),
      open_cursors_(open_cursors),
      next_row_(statement_->first_row()),
      row_count_(statement_->row_count()),
      affected_rows_(statement_->affected_rows()),
      last_insert_id_(statement_->last_insert_id()) {
    statement_->is_in_use = true;
    open_cursors_.add(*this);
    if (next_row_ == nullptr) close();
}

void MysqlCursor::close() noexcept {
    if (statement_ == nullptr) return;
    statement_->free_result();
    statement_->is_in_use = false;
    statement_.reset();
    next_row_ = nullptr;
    open_cursors_.remove(*this);
}

std::span<const driver::ResultColumn> MysqlCursor::columns() const {
    if (shape_ == nullptr) return {};
    return shape_->columns;
}

const ValueView* MysqlCursor::next() {
    if (next_row_ == nullptr) {
        close();
        return nullptr;
    }
    const MYSQL_ROWS* row = std::exchange(next_row_, next_row_->next);
    // The library declares rows of the text protocol; those of a prepared statement are the packets as they came.
    return shape_->reader.read({reinterpret_cast<const unsigned char*>(row->data), row->length});
}

}  // namespace azoth::mysql
