// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_stream_cursor.hpp"

#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "dialects/postgresql/driver_connection.hpp"

namespace azoth::postgresql {

StreamCursor::StreamCursor(Connection& connection, std::uint64_t number, std::size_t rows_at_once,
                           std::shared_ptr<const bool> is_open)
    : connection_(connection),
      number_(number),
      fetch_sql_(fmt::format("FETCH FORWARD {} FROM {}", rows_at_once, OpenStreams::cursor_name(number))),
      rows_at_once_(rows_at_once),
      is_open_(std::move(is_open)) {
    fetch();
}

StreamCursor::~StreamCursor() {
    if (*is_open_) connection_.close_stream(number_);
}

const ValueView* StreamCursor::next() {
    if (!*is_open_) return nullptr;
    if (const ValueView* cells = rows_->next()) return cells;
    if (is_last_) return nullptr;
    if (!connection_.has_stream(number_))
        throw ArgumentError("result_closed",
                            "the rows of a stream can be read until its transaction ends or is rolled back to a "
                            "savepoint before it; read them before commit() or rollback(), or use execute()");
    fetch();
    return rows_->next();
}

/// The first rows come as texts, because nobody knows their types before.
void StreamCursor::fetch() {
    const bool is_first = layout_ == nullptr;
    Result result = ahead_ != nullptr
                        ? connection_.finish_for_stream(*ahead_)
                        : connection_.run_for_stream(fetch_sql_, is_first ? kTextFormat : layout_->best_format);
    ahead_.reset();
    is_last_ = static_cast<std::size_t>(PQntuples(result.get())) < rows_at_once_;
    if (is_first) layout_ = connection_.layout_of(result.get());
    rows_ = std::make_unique<postgresql::Cursor>(std::move(result), layout_, is_open_);
    if (!is_first && !is_last_) ahead_ = connection_.start_for_stream(fetch_sql_, layout_->best_format);
}

}  // namespace azoth::postgresql
