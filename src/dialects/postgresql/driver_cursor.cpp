// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_cursor.hpp"

#include <utility>

namespace azoth::postgresql {

Cursor::Cursor(Result result, std::shared_ptr<const Layout> layout, std::shared_ptr<const bool> is_open)
    : result_(std::move(result)),
      layout_(std::move(layout)),
      is_open_(std::move(is_open)),
      forms_(layout_->forms_of(result_.get()).data()),
      row_count_(PQntuples(result_.get())),
      cells_(layout_->columns.size()),
      buffers_(layout_->columns.size()) {}

const ValueView* Cursor::next() {
    if (row_ == row_count_ || !*is_open_) return nullptr;
    const PGresult* result = result_.get();
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const auto column = static_cast<int>(i);
        const int size = PQgetlength(result, row_, column);
        if (size == 0 && PQgetisnull(result, row_, column) != 0)
            cells_[i] = ValueView{};
        else
            cells_[i] =
                read_cell(forms_[i], PQgetvalue(result, row_, column), static_cast<std::size_t>(size), buffers_[i]);
    }
    ++row_;
    return cells_.data();
}

}  // namespace azoth::postgresql
