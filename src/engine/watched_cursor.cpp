// SPDX-License-Identifier: MIT
#include "engine/watched_cursor.hpp"

#include <string>
#include <utility>

#include "engine/connection_state.hpp"

namespace azoth::engine {
namespace {

class WatchedCursor final : public driver::Cursor {
public:
    WatchedCursor(std::unique_ptr<driver::Cursor> cursor, ConnectionState& state, std::string_view sql)
        : cursor_(std::move(cursor)), state_(state), client_number_(state.client_number()), sql_(sql) {}

    std::span<const driver::ResultColumn> columns() const override { return cursor_->columns(); }
    const ValueView* next() override {
        try {
            return cursor_->next();
        } catch (Error& error) {
            state_.reading_failed(error, sql_, client_number_);
            throw;
        }
    }
    std::size_t row_count() const override { return cursor_->row_count(); }
    std::int64_t affected_rows() const override { return cursor_->affected_rows(); }
    std::int64_t last_insert_id() const override { return cursor_->last_insert_id(); }

private:
    const std::unique_ptr<driver::Cursor> cursor_;
    ConnectionState& state_;
    const std::uint64_t client_number_;
    const std::string sql_;
};

}  // namespace

std::unique_ptr<driver::Cursor> watch_cursor(std::unique_ptr<driver::Cursor> cursor, ConnectionState& state,
                                             std::string_view sql) {
    return std::make_unique<WatchedCursor>(std::move(cursor), state, sql);
}

}  // namespace azoth::engine
