// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "azoth/driver/connection.hpp"
#include "dialects/sqlite/driver_execution.hpp"
#include "dialects/sqlite/driver_statement.hpp"
#include "driver/open_cursors.hpp"

namespace azoth::sqlite {

/// Steps through the rows of a running statement.
class SqliteCursor final : public driver::Cursor {
public:
    SqliteCursor(std::shared_ptr<PreparedStatement> statement, driver::OpenCursors<SqliteCursor>& open_cursors);
    ~SqliteCursor() override { close(); }

    void start(std::span<const ParameterType> types, std::span<const ValueView> parameters);
    /// Gives the statement back; there are no rows and columns after that.
    void close() noexcept;

    std::span<const driver::ResultColumn> columns() const override { return columns_; }
    const ValueView* next() override;
    std::int64_t affected_rows() const override { return execution_.affected_rows(); }
    std::int64_t last_insert_id() const override { return execution_.last_insert_id(); }

private:
    std::shared_ptr<PreparedStatement> statement_;  // null when closed; outlives the last row because of columns_
    Execution execution_;
    driver::OpenCursors<SqliteCursor>& open_cursors_;
    std::span<const driver::ResultColumn> columns_;
    bool is_at_first_row_ = true;
};

}  // namespace azoth::sqlite
