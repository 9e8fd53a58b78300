// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include <sqlite3.h>

#include "azoth/driver/connection.hpp"
#include "dialects/sqlite/driver_interruption.hpp"

namespace azoth::sqlite {

using ResultColumns = std::vector<driver::ResultColumn>;

/// A compiled statement and what is known about it from its text.
class PreparedStatement {
public:
    /// Throws: what SQLite says; ProgrammingError(`syntax_error`) unless `sql` holds exactly one statement.
    /// Lifetime: `limit` outlives it.
    PreparedStatement(sqlite3* database, TimeLimit& limit, std::string_view sql, bool is_reusable);

    sqlite3_stmt* handle() const { return handle_.get(); }
    sqlite3* database() const { return sqlite3_db_handle(handle_.get()); }

    TimeLimit& limit() const { return limit_; }

    std::size_t parameter_count() const { return parameter_count_; }
    bool may_change_data() const { return may_change_data_; }
    bool asks_for_last_key() const { return asks_for_last_key_; }
    bool returns_rows() const { return returns_rows_; }

    /// Looks at the result's columns. To be called after the first step, in which SQLite recompiles the statement if
    /// the schema has changed. Precondition: the statement returns rows.
    void refresh_columns();
    /// Lifetime: as long as the statement, also after the columns have changed.
    std::span<const driver::ResultColumn> columns() const { return *columns_.back(); }
    /// Room for one row; its size is that of columns().
    std::span<ValueView> cells() { return cells_; }

    bool is_in_use = false;  ///< by an execution

private:
    struct Finalizer {
        void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
    };

    std::unique_ptr<sqlite3_stmt, Finalizer> handle_;
    TimeLimit& limit_;
    std::size_t parameter_count_ = 0;
    bool may_change_data_ = false;
    bool returns_rows_ = false;
    bool asks_for_last_key_ = false;
    int recompilations_ = -1;
    std::vector<std::unique_ptr<const ResultColumns>> columns_;  // the last ones are in force
    std::vector<ValueView> cells_;
};

/// Throws: ProgrammingError(`syntax_error`). SQLite would stop reading at the NUL without a word.
void refuse_nul(std::string_view sql);

}  // namespace azoth::sqlite
