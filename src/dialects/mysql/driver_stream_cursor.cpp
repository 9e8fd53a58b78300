// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_stream_cursor.hpp"

#include <utility>

#include "azoth/base/error.hpp"
#include "dialects/mysql/driver_error_codes.hpp"

namespace azoth::mysql {

MysqlStreamCursor::MysqlStreamCursor(std::unique_ptr<PreparedStatement> statement,
                                     driver::OpenCursors<MysqlStreamCursor>& open_cursors, std::uint64_t& round_trips,
                                     bool& is_broken, bool hides_values)
    : statement_(std::move(statement)),
      shape_(statement_->shape()),
      open_cursors_(open_cursors),
      round_trips_(round_trips),
      is_broken_(is_broken),
      hides_values_(hides_values) {
    open_cursors_.add(*this);
}

void MysqlStreamCursor::close() noexcept {
    if (statement_ == nullptr) return;
    statement_.reset();
    next_row_ = nullptr;
    open_cursors_.remove(*this);
}

const ValueView* MysqlStreamCursor::next() {
    if (next_row_ == nullptr && !is_at_end_) fetch();
    if (next_row_ == nullptr) return nullptr;
    const MYSQL_ROWS* row = std::exchange(next_row_, next_row_->next);
    return shape_->reader.read({reinterpret_cast<const unsigned char*>(row->data), row->length});
}

void MysqlStreamCursor::fetch() {
    if (statement_ == nullptr)
        throw ArgumentError("result_closed",
                            "the rest of the rows of this stream is gone: it has failed, its transaction has ended or "
                            "was rolled back, or its connection was given back; read them before that, or use "
                            "execute()");
    if (statement_->has_cursor()) ++round_trips_;
    try {
        next_row_ = statement_->fetch_rows();
    } catch (const ConnectionError&) {
        is_broken_ = true;
        close();
        throw;
    } catch (DatabaseError& error) {
        close();
        if (hides_values_) error.annotate([](ErrorDetail& detail) { detail.message = message_without_values(detail); });
        throw;
    }
    is_at_end_ = next_row_ == nullptr;
    if (is_at_end_) close();
}

}  // namespace azoth::mysql
