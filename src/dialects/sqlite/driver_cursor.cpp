// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver_cursor.hpp"

#include <utility>

#include "dialects/sqlite/driver_values.hpp"

namespace azoth::sqlite {
SqliteCursor::SqliteCursor(std::shared_ptr<PreparedStatement> statement,
                           driver::OpenCursors<SqliteCursor>& open_cursors)
    : statement_(std::move(statement)), execution_(*statement_), open_cursors_(open_cursors) {
    open_cursors_.add(*this);
}

void SqliteCursor::start(std::span<const ParameterType> types, std::span<const ValueView> parameters) {
    execution_.start(types, parameters, KeyInterest::Wanted);
    columns_ = statement_->columns();
}

void SqliteCursor::close() noexcept {
    if (statement_ == nullptr) return;
    execution_.finish();
    columns_ = {};
    statement_.reset();
    open_cursors_.remove(*this);
}

const ValueView* SqliteCursor::next() {
    if (execution_.has_row() && !std::exchange(is_at_first_row_, false)) execution_.step();
    if (!execution_.has_row()) return nullptr;
    const std::span<ValueView> cells = statement_->cells();
    read_row(statement_->handle(), cells);
    return cells.data();
}

}  // namespace azoth::sqlite
