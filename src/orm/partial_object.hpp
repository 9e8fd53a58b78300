// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

#include "orm/column_selection.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// Whether a column has not been read from the database: its member holds a default, or what the user has assigned.
inline bool is_unloaded(const ObjectHeader& header, std::uint32_t position) {
    return header.loaded_as != 0 && !header.region()->selection(header.loaded_as).has(position);
}
/// What has been read of an object; null: all columns.
inline const ColumnSelection* loaded_selection(const ObjectHeader& header) {
    return header.loaded_as == 0 ? nullptr : &header.region()->selection(header.loaded_as);
}
/// That a column has been read, or written.
void mark_loaded(ObjectHeader& header, std::uint32_t position);

/// What a row has of an object.
struct RowPart {
    std::span<const DecodeStep> steps;
    std::span<const std::uint32_t> positions;  ///< of the steps, among the columns; empty: all, in their order
    std::span<const std::uint32_t> missing;    ///< columns that another query is to read for it: positions
};
/// What has become of an object by a row.
enum class Filled : std::uint8_t {
    Whole,    ///< it is as the row now, but for what is missing in that
    Partly,   ///< what it has is from earlier
    Lacking,  ///< the same, and it does not have all that is missing
};

/// A row for an object that the session has, where one of the two has not all columns. What the object does not have
/// yet is filled in, also in snapshots; what it has is read again only where it is stale and nobody has changed it.
Filled fill_in(SessionCore& session, ObjectHeader& known, const RowPart& row, const ValueView* cells,
               std::span<const driver::ResultColumn> columns);

/// The row that was missing for such an object, or for a new one: `positions` of its columns are where `steps` say.
void complete_object(SessionCore& session, ObjectHeader& object, std::span<const std::uint32_t> positions,
                     std::span<const DecodeStep> steps, const ValueView* cells,
                     std::span<const driver::ResultColumn> columns);

/// A row of an object that the session has brings values which only its query computes: they replace earlier ones.
void take_query_values(SessionCore& session, ObjectHeader& known, std::span<const std::uint32_t> positions,
                       std::span<const DecodeStep> steps, const ValueView* cells,
                       std::span<const driver::ResultColumn> columns);

/// ObjectHeader::loaded_as of an object whose changed columns are written, also those that were not read before.
std::uint16_t loaded_as_when_written(ObjectHeader& header);

/// Reads columns of objects of one class, unless they are loaded already: one query for every 500 objects. The columns
/// of a class in several tables are read from those that have them alone.
///
/// Throws ArgumentError(`not_persistent`), NoResultError(`no_such_row`).
void load_columns(SessionCore& session, std::span<ObjectHeader* const> objects,
                  std::span<const std::uint32_t> positions);

}  // namespace azoth::orm
