// SPDX-License-Identifier: MIT
#include "orm/partial_object.hpp"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/column_properties.hpp"
#include "orm/entity_loader.hpp"
#include "orm/key_condition.hpp"
#include "orm/load_hooks.hpp"
#include "orm/part_reading.hpp"
#include "orm/told_load.hpp"

namespace azoth::orm {
namespace {

constexpr std::size_t kObjectsPerQuery = 500;

bool is_changed(const ObjectHeader& header, const MappedColumn& column) {
    return header.snapshot() != nullptr && header.map()->differs(column, header.object(), header.snapshot());
}

/// A rollback brings earlier snapshots back, which hold the default of a column that was not there then.
void fill_snapshots(SessionCore& session, const ObjectHeader& header, const MappedColumn& column) {
    if (header.snapshot() == nullptr) return;
    for (TransactionFrame& frame : session.frames)
        for (const auto& [object, snapshot] : frame.snapshots)
            if (object == &header)
                column.type->assign(snapshot + column.snapshot_offset, header.snapshot() + column.snapshot_offset);
}

void read_cell(const SessionCore& session, ObjectHeader& header, std::uint32_t position, std::uint32_t cell,
               const ValueView* cells, std::span<const driver::ResultColumn> columns) {
    const MappedColumn& column = header.map()->columns()[position];
    // What the user has assigned stays, unless asked otherwise; only the snapshot learns what the row holds.
    const bool keeps_field = !session.populates_existing && is_changed(header, column);
    DecodeStep step = header.map()->decode_steps()[position];
    step.cell = cell;
    if (keeps_field) step.offset = column.snapshot_offset;
    decode_row(cells, {&step, 1}, keeps_field ? static_cast<void*>(header.snapshot()) : header.object(), columns);
    if (header.snapshot() != nullptr && !keeps_field)
        column.type->assign(header.snapshot() + column.snapshot_offset, header.map()->field(header.object(), column));
}

/// What the user has not changed is as the hooks leave it, and is not written.
void run_hooks_after_filling(SessionCore& session, ObjectHeader& header) {
    if (load_hooks_of(*header.map()) == nullptr) return;
    if (header.snapshot() == nullptr) return run_load_hooks(session, *header.map(), header.object());
    std::vector<const MappedColumn*> unchanged;
    for (const MappedColumn& column : header.map()->columns())
        if (!is_changed(header, column)) unchanged.push_back(&column);
    const auto take = [&] {
        for (const MappedColumn* const column : unchanged)
            column->type->assign(header.snapshot() + column->snapshot_offset,
                                 header.map()->field(header.object(), *column));
    };
    try {
        run_load_hooks(session, *header.map(), header.object());
    } catch (...) {
        take();
        throw;
    }
    take();
}

void require_persistent(const SessionCore& session, const ObjectHeader& header) {
    if (header.region() == session.region && header.state == ObjectState::Persistent && !header.is_read_only) return;
    throw ArgumentError("not_persistent",
                        fmt::format("columns of {} cannot be loaded: it is no tracked object of this session that "
                                    "stands for a row; name them in the query, by undefer() or load_only()",
                                    describe(header)));
}

bool lacks_one_of(const ObjectHeader& header, std::span<const std::uint32_t> positions) {
    return std::ranges::any_of(positions, [&](std::uint32_t position) { return is_unloaded(header, position); });
}

void require_columns(std::span<ObjectHeader* const> objects, std::span<const std::uint32_t> positions) {
    for (const ObjectHeader* const object : objects)
        if (lacks_one_of(*object, positions))
            throw NoResultError("no_such_row", fmt::format("columns of {} cannot be loaded: its row is not there any "
                                                           "more",
                                                           describe(*object)));
}

}  // namespace

void mark_loaded(ObjectHeader& header, std::uint32_t position) {
    if (!is_unloaded(header, position)) return;
    std::vector<bool> flags = header.region()->selection(header.loaded_as).flags();
    flags[position] = true;
    const ColumnSelection* const selection = column_selection(*header.map(), std::move(flags));
    header.loaded_as = selection == nullptr ? std::uint16_t{0} : header.region()->number_of(*selection);
}

Filled fill_in(SessionCore& session, ObjectHeader& known, const RowPart& row, const ValueView* cells,
               std::span<const driver::ResultColumn> columns) {
    const ClassMap& map = *known.map();
    const bool is_stale = session.populates_existing ||
                          (known.epoch != session.epoch && std::ranges::none_of(map.columns(), [&](const auto& column) {
                               return is_changed(known, column);
                           }));
    const ColumnSelection* const before = loaded_selection(known);
    std::vector<bool> flags = before != nullptr ? before->flags() : std::vector<bool>(map.columns().size(), true);
    std::vector<const DecodeStep*> steps(map.columns().size(), nullptr);
    for (std::uint32_t i = 0; i < row.steps.size(); ++i)
        steps[row.positions.empty() ? i : row.positions[i]] = &row.steps[i];
    bool is_whole = is_stale;
    bool has_read = false;
    bool is_lacking = false;
    for (std::uint32_t i = 0; i < map.columns().size(); ++i) {
        const bool was_loaded = flags[i];
        if (steps[i] == nullptr) {
            const bool is_missing = std::ranges::find(row.missing, i) != row.missing.end();
            is_lacking = is_lacking || (is_missing && !was_loaded);
            is_whole = is_whole && (is_missing || !was_loaded || map.columns()[i].is_query_expression);
            continue;
        }
        has_read = has_read || !was_loaded || is_stale;
        if (!was_loaded || is_stale) read_cell(session, known, i, steps[i]->cell, cells, columns);
        if (!was_loaded) fill_snapshots(session, known, map.columns()[i]);
        flags[i] = true;
    }
    if (before != nullptr) {
        const ColumnSelection* const now = column_selection(map, std::move(flags));
        known.loaded_as = now == nullptr ? std::uint16_t{0} : known.region()->number_of(*now);
    }
    const bool is_complete = !is_whole || row.missing.empty();
    if (has_read && is_complete) run_hooks_after_filling(session, known);
    if (is_whole) return Filled::Whole;
    return is_lacking ? Filled::Lacking : Filled::Partly;
}

void complete_object(SessionCore& session, ObjectHeader& object, std::span<const std::uint32_t> positions,
                     std::span<const DecodeStep> steps, const ValueView* cells,
                     std::span<const driver::ResultColumn> columns) {
    const ClassMap& map = *object.map();
    if (object.snapshot() == nullptr) {
        decode_row(cells, steps, object.object(), columns);
        for (const std::uint32_t position : positions) mark_loaded(object, position);
        if (load_hooks_of(map) != nullptr) run_load_hooks(session, object);
        return;
    }
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const bool was_loaded = !is_unloaded(object, positions[i]);
        read_cell(session, object, positions[i], steps[i].cell, cells, columns);
        if (was_loaded) continue;
        fill_snapshots(session, object, map.columns()[positions[i]]);
        mark_loaded(object, positions[i]);
    }
    run_hooks_after_filling(session, object);
}

void take_query_values(SessionCore& session, ObjectHeader& known, std::span<const std::uint32_t> positions,
                       std::span<const DecodeStep> steps, const ValueView* cells,
                       std::span<const driver::ResultColumn> columns) {
    decode_row(cells, steps, known.object(), columns);
    for (const std::uint32_t position : positions) {
        const MappedColumn& column = known.map()->columns()[position];
        if (known.snapshot() != nullptr)
            column.type->assign(known.snapshot() + column.snapshot_offset, known.map()->field(known.object(), column));
        fill_snapshots(session, known, column);
        mark_loaded(known, position);
    }
}

std::uint16_t loaded_as_when_written(ObjectHeader& header) {
    std::vector<bool> flags = header.region()->selection(header.loaded_as).flags();
    const ClassMap& map = *header.map();
    for (std::uint32_t i = 0; i < map.columns().size(); ++i)
        if (is_changed(header, map.columns()[i])) flags[i] = true;
    const ColumnSelection* const selection = column_selection(map, std::move(flags));
    return selection == nullptr ? std::uint16_t{0} : header.region()->number_of(*selection);
}

void load_columns(SessionCore& session, std::span<ObjectHeader* const> objects,
                  std::span<const std::uint32_t> positions) {
    std::vector<ObjectHeader*> waiting;
    for (ObjectHeader* const object : objects)
        if (lacks_one_of(*object, positions)) waiting.push_back(object);
    if (waiting.empty()) return;
    const ClassMap& map = *waiting.front()->map();
    for (const ObjectHeader* const object : waiting) require_persistent(session, *object);
    if (map.inheritance() != nullptr) {
        read_parts(session, map, waiting, {positions, nullptr, LoadCause::Columns},
                   [&](ObjectHeader& object, const ValueView* cells, std::span<const DecodeStep> steps,
                       std::span<const driver::ResultColumn> columns) {
                       complete_object(session, object, positions, steps, cells, columns);
                   });
        return require_columns(waiting, positions);
    }
    std::vector<bool> flags = indispensable_columns(map);
    for (const std::uint32_t position : positions) flags[position] = true;
    const ColumnSelection* const selection = column_selection(map, std::move(flags));
    for (std::size_t start = 0; start < waiting.size(); start += kObjectsPerQuery) {
        const auto some = std::span(waiting).subspan(start, std::min(kObjectsPerQuery, waiting.size() - start));
        auto select = make_node<sql::SelectNode>();
        const sql::Entity* const entity = selection != nullptr ? static_cast<const sql::Entity*>(selection) : &map;
        select->items.push_back({nullptr, entity, sql::FromPtr(map.table())});
        add_property_items(select->items, map, sql::FromPtr(map.table()), selection);
        select->where.push_back(matches_one_of(map, map.key(), some, map.key()));
        tell_of_columns(session, *select);
        load_selection(session, *select, map, selection);
    }
    require_columns(waiting, positions);
}

}  // namespace azoth::orm
