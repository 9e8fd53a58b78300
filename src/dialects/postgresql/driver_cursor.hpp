// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "azoth/driver/connection.hpp"
#include "dialects/postgresql/driver_layout.hpp"
#include "dialects/postgresql/driver_result.hpp"

namespace azoth::postgresql {

/// Reads a result that has arrived as a whole. Cells point into libpq's memory where they can.
class Cursor final : public driver::Cursor {
public:
    /// `is_open` turns false when the connection closes its cursors.
    Cursor(Result result, std::shared_ptr<const Layout> layout, std::shared_ptr<const bool> is_open);

    std::span<const driver::ResultColumn> columns() const override { return layout_->columns; }
    const ValueView* next() override;
    std::size_t row_count() const override { return static_cast<std::size_t>(row_count_); }
    std::int64_t affected_rows() const override { return postgresql::affected_rows(result_.get()); }
    std::int64_t last_insert_id() const override { return 0; }

private:
    Result result_;
    std::shared_ptr<const Layout> layout_;
    std::shared_ptr<const bool> is_open_;
    const CellForm* forms_;
    int row_ = 0;
    int row_count_;
    std::vector<ValueView> cells_;
    std::vector<std::string> buffers_;  // one for each column, for values that are not in libpq's memory as they are
};

}  // namespace azoth::postgresql
