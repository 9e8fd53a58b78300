// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <libpq-fe.h>

#include "azoth/types/value_view.hpp"
#include "dialects/postgresql/driver_layout.hpp"
#include "dialects/postgresql/driver_parameters.hpp"

/// The binary format of COPY. Source: PostgreSQL's documentation, COPY, "File Formats".
namespace azoth::postgresql {

/// Writes rows.
class CopyBinaryWriter {
public:
    /// For the columns of a statement that was described. Empty when the type of one has no binary format that azoth
    /// writes, or a value of `row` is of another kind than its column.
    static std::optional<CopyBinaryWriter> for_rows_like(const PGresult* columns, std::span<const ValueView> row);

    static void append_header(std::string& bytes);
    /// Throws: DataError(`bad_value`, `value_out_of_range`) that names the column.
    void append_row(std::string& bytes, std::span<const ValueView> row) const;
    static void append_trailer(std::string& bytes);

private:
    struct Column {
        std::string name;
        WireForm form;
        Oid element = 0;  ///< of an array
        bool is_jsonb = false;
    };
    static std::optional<Column> column_of(const char* name, Oid type);
    static bool fits(const Column& column, const ValueView& value);
    static void append_value(std::string& bytes, const Column& column, const ValueView& value);

    std::vector<Column> columns_;
};

/// Reads rows from data that ends anywhere.
class CopyBinaryReader {
public:
    using Take = std::function<void(const ValueView* cells)>;

    explicit CopyBinaryReader(std::shared_ptr<const Layout> layout);

    /// Calls `take` for each row that is whole by now. Throws: DataError(`bad_value`) for data of another format.
    void read(std::string_view data, const Take& take);

private:
    /// How many bytes were used up.
    std::size_t read_rows(std::string_view data, const Take& take);
    /// The size of the header, or of the row, that `data` begins with; 0 when some of it is missing.
    static std::size_t size_of_header(std::string_view data);
    std::size_t size_of_row(std::string_view data) const;
    void read_row(std::string_view row);

    std::shared_ptr<const Layout> layout_;
    std::string rest_;
    bool has_header_ = false;
    bool is_over_ = false;
    std::vector<ValueView> cells_;
    std::vector<std::string> buffers_;
};

}  // namespace azoth::postgresql
