// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "azoth/driver/connection.hpp"
#include "azoth/types/value_view.hpp"
#include "dialects/mysql/driver_options.hpp"

namespace azoth::mysql {

/// The forms of cells in a row of the binary protocol.
enum class WireFormat : std::uint8_t {
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,  ///< read as Int64, or as Decimal above its range
    Float,
    Double,
    Data,  ///< a length, then the bytes
    Bits,  ///< a length, then a number in network order
    Date,
    DateTime,
    Time,
};

struct ColumnFormat {
    WireFormat wire = WireFormat::Data;
    ValueKind kind = ValueKind::Text;

    friend bool operator==(const ColumnFormat&, const ColumnFormat&) = default;
};

/// Reads rows of the binary protocol. Texts and bytes are not copied: cells point into the row.
///
/// Source: https://mariadb.com/kb/en/resultset-row/, "Binary resultset row".
class RowReader {
public:
    /// `columns` is for messages. Lifetime: it outlives this object.
    RowReader(std::vector<ColumnFormat> formats, const std::vector<driver::ResultColumn>& columns,
              ZeroDates zero_dates = ZeroDates::Refuse);

    /// The cells live until the next call, and as long as the row.
    ///
    /// Throws: DataError(`bad_date`) for dates with a month or day 0, with the column's name;
    /// ConnectionError(`connection_lost`) when the row is not well-formed.
    const ValueView* read(std::span<const unsigned char> row);

    std::span<const ColumnFormat> formats() const { return formats_; }

private:
    std::vector<ColumnFormat> formats_;
    const std::vector<driver::ResultColumn>& columns_;
    ZeroDates zero_dates_;
    std::vector<ValueView> cells_;
    std::vector<std::array<char, 20>> big_numbers_;  // texts of UInt64 cells, one for each column
};

}  // namespace azoth::mysql
