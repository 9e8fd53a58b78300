// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <memory>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/engine/decode.hpp"
#include "azoth/orm/ref.hpp"
#include "orm/load_hooks.hpp"
#include "orm/load_step.hpp"
#include "orm/loose_object.hpp"
#include "orm/partial_object.hpp"
#include "orm/relation_access.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

inline const ClassMap& configured(const ClassMap& map) {
    const_cast<ClassMap&>(map).ensure_configured();
    return map;
}

/// Writes cells into the fields of an object of the class.
inline void decode_object(const ClassMap& map, std::span<const DecodeStep> steps, void* object, const ValueView* cells,
                          std::span<const driver::ResultColumn> columns) {
    try {
        decode_row(cells, steps, object, columns);
    } catch (DataError& error) {
        error.annotate([&](ErrorDetail& detail) { detail.message += fmt::format(" (while loading {})", map.name()); });
        throw;
    }
}

/// A new object stands for a row that has been read into it.
inline void begin_to_stand_for_row(SessionCore& session, ObjectHeader& header) {
    for (const Relationship* const relationship : header.map()->relationships())
        RelationAccess::bind(RelationAccess::of(header, *relationship), header, *relationship, false);
    header.state = ObjectState::Persistent;
    header.epoch = session.epoch;
    if (header.group() != nullptr) header.group()->members.push_back(&header);
}

/// Turns the cells of one entity into its object: the one that the session has, or a new one.
class EntityReader {
public:
    /// `steps`: the options for relationships of these objects, or null. `selection`: the columns that the rows have;
    /// null: all of the class.
    EntityReader(SessionCore& session, const ClassMap& map, std::uint32_t first_cell, bool is_read_only,
                 const LoadStep* steps, const ColumnSelection* selection = nullptr)
        : session_(session),
          steps_(steps),
          map_(configured(map)),
          loaded_as_(selection == nullptr ? std::uint16_t{0} : session.region->number_of(*selection)),
          decode_steps_(selection == nullptr ? map.decode_steps() : selection->decode_steps()),
          positions_(selection == nullptr ? std::span<const std::uint32_t>() : selection->positions()),
          is_read_only_(is_read_only),
          fresh_epoch_(session.populates_existing ? kNoEpoch : session.epoch),
          first_cell_(first_cell),
          key_cell_(selection == nullptr ? map.key().front() : selection->key_cell()),
          integers_(map.has_integer_key() && !is_read_only ? &session.identity.integers(map) : nullptr),
          standing_(map.relationships().empty() ? &session.region->standing_of(map) : nullptr),
          has_hooks_(load_hooks_of(map) != nullptr),
          is_told_(session.events != nullptr && !is_read_only) {}

    /// The cells stand otherwise than in the order of the class's columns: where `positions`, unless empty, are. Where
    /// columns are `missing`, the objects that are read are collected, and apart from them those that lack such columns
    /// and are left as they are otherwise.
    void read_as(const std::vector<DecodeStep>& decode_steps, const std::vector<std::uint32_t>& positions,
                 const std::vector<std::uint32_t>& missing, std::vector<ObjectHeader*>& read_objects,
                 std::vector<ObjectHeader*>& lacking) {
        decode_steps_ = decode_steps;
        positions_ = positions;
        missing_ = missing;
        read_objects_ = missing.empty() ? nullptr : &read_objects;
        lacking_ = &lacking;
        const std::uint32_t key = map_.columns()[map_.key().front()].offset;
        for (const DecodeStep& step : decode_steps)
            if (step.offset == key) key_cell_ = step.cell;
    }
    /// The rows hold values of these columns that only their query computes.
    void read_query_values(std::vector<std::uint32_t> positions) {
        if (positions.empty()) return;
        query_values_ = std::move(positions);
        for (const DecodeStep& step : decode_steps_)
            for (const std::uint32_t position : query_values_)
                if (step.offset == map_.columns()[position].offset) query_steps_.push_back(step);
    }
    /// The objects of several readers are of one result.
    void share(LoadGroup* group) {
        if (group == group_) return;
        group_ = group;
        if (!map_.relationships().empty()) standing_ = nullptr;
    }
    LoadGroup* group() const { return group_; }

    /// So many rows are to come.
    void expect(std::size_t rows) {
        if (integers_ != nullptr) integers_->reserve(rows);
    }

    /// `row` and `row_columns` are those of the whole row.
    ObjectHeader* read(const ValueView* row, std::span<const driver::ResultColumn> row_columns) {
        const ValueView* const cells = row + first_cell_;
        const auto columns = row_columns.subspan(first_cell_);
        const ValueView& key = cells[key_cell_];
        if (key.is_null()) return nullptr;  // an outer join found nothing
        if (is_read_only_) return &create(cells, columns);
        if (integers_ == nullptr || key.kind() != ValueKind::Int64) return &read_by_other_key(cells, columns);
        IntegerKeyMap::Slot& slot = integers_->slot_for(key.as_int64());
        if (!slot.is_empty()) return &use(*slot.object(), cells, columns);
        ObjectHeader& header = create(cells, columns);
        integers_->insert(slot, key.as_int64(), header);
        return &header;
    }

private:
    ObjectHeader& create(const ValueView* cells, std::span<const driver::ResultColumn> columns) {
        ObjectHeader& header = session_.region->create(standing());
        decode(header.object(), cells, columns);
        // An object that is read by half waits for the rest.
        if (has_hooks_ && read_objects_ == nullptr) run_load_hooks(session_, map_, header.object());
        return finish(header);
    }

    ObjectHeader& finish(ObjectHeader& header) {
        begin_to_stand_for_row(session_, header);
        if (is_told_) session_.note_loaded(header);
        header.is_read_only = is_read_only_;
        header.loaded_as = loaded_as_;
        if (read_objects_ != nullptr) read_objects_->push_back(&header);
        return header;
    }

    /// Of the objects of this result.
    ObjectStanding& standing() {
        if (standing_ == nullptr) {
            if (group_ == nullptr) {
                group_ = &session_.region->new_group();
                group_->steps = steps_;
            }
            standing_ = &session_.region->new_standing(map_, group_);
        }
        return *standing_;
    }

    void join_group(ObjectHeader& known) {
        if (map_.relationships().empty()) return;
        ObjectStanding& shared = standing();
        group_->members.push_back(&known);
        if (known.has_own_standing || known.map() != &map_)
            session_.region->own_standing(known).group = group_;
        else
            known.standing = &shared;
    }

    /// The key is known only when it has been decoded: into a spare object, which becomes the new one if need be.
    ObjectHeader& read_by_other_key(const ValueView* cells, std::span<const driver::ResultColumn> columns) {
        if (spare_ == nullptr) spare_ = std::make_unique<LooseObject>(map_);
        decode(spare_->get(), cells, columns);
        if (ObjectHeader* const known = session_.identity.find_like(map_, spare_->get()))
            return use(*known, cells, columns);
        if (has_hooks_) run_load_hooks(session_, map_, spare_->get());
        ObjectHeader& header = session_.region->adopt(standing(), spare_->get());
        spare_.reset();
        session_.identity.insert(finish(header));
        return header;
    }

    /// The session's own object wins over the row, unless it is from an earlier transaction, or expired, and nobody has
    /// changed it; or populate_existing was asked for.
    ObjectHeader& use(ObjectHeader& known, const ValueView* cells, std::span<const driver::ResultColumn> columns) {
        if (!query_values_.empty()) take_query_values(session_, known, query_values_, query_steps_, cells, columns);
        if (known.loaded_as == loaded_as_ && known.epoch == fresh_epoch_) return known;
        if (known.loaded_as != loaded_as_ || loaded_as_ != 0) return use_part(known, cells, columns);
        if (known.is_to_be_deleted) return known;
        if (known.map() != &map_) return known;
        if (known.snapshot() != nullptr && fresh_epoch_ != kNoEpoch && is_changed(known)) return known;
        decode(known.object(), cells, columns);
        if (has_hooks_ && read_objects_ == nullptr) run_load_hooks(session_, known);
        if (known.snapshot() != nullptr) map_.update_snapshot(known.object(), known.snapshot());
        return renew(known);
    }

    /// Either the row or the object has not all columns.
    ObjectHeader& use_part(ObjectHeader& known, const ValueView* cells, std::span<const driver::ResultColumn> columns) {
        if (known.is_to_be_deleted || known.map() != &map_) return known;
        const Filled filled = fill_in(session_, known, {decode_steps_, positions_, missing_}, cells, columns);
        if (filled == Filled::Whole) return renew(known);
        if (filled == Filled::Lacking) lacking_->push_back(&known);
        return known;
    }

    ObjectHeader& renew(ObjectHeader& known) {
        for (const Relationship* const relationship : map_.relationships()) {
            Relation& relation = RelationAccess::of(known, *relationship);
            if (!RelationAccess::is_set(relation)) RelationAccess::forget(relation);
        }
        join_group(known);
        known.epoch = session_.epoch;
        if (read_objects_ != nullptr) read_objects_->push_back(&known);
        return known;
    }

    bool is_changed(const ObjectHeader& header) const {
        return std::any_of(map_.columns().begin(), map_.columns().end(), [&](const MappedColumn& column) {
            return map_.differs(column, header.object(), header.snapshot());
        });
    }

    void decode(void* object, const ValueView* cells, std::span<const driver::ResultColumn> columns) const {
        decode_object(map_, decode_steps_, object, cells, columns);
    }

    SessionCore& session_;
    const LoadStep* const steps_;
    const ClassMap& map_;
    const std::uint16_t loaded_as_;  // of the objects that are made
    std::span<const DecodeStep> decode_steps_;
    std::span<const std::uint32_t> positions_;  // of these steps; empty: those of all columns
    std::span<const std::uint32_t> missing_;    // columns that are read later
    const bool is_read_only_;
    const std::uint32_t fresh_epoch_;  // objects read in it are left alone
    const std::uint32_t first_cell_;
    std::uint32_t key_cell_;  // behind the first
    IntegerKeyMap* const integers_;
    ObjectStanding* standing_;  // of the objects that are made; null: their group has not begun
    const bool has_hooks_;      // for objects that are loaded
    const bool is_told_;        // somebody listens
    std::vector<std::uint32_t> query_values_;
    std::vector<DecodeStep> query_steps_;  // of those
    std::vector<ObjectHeader*>* read_objects_ = nullptr;
    std::vector<ObjectHeader*>* lacking_ = nullptr;  // null: no columns are missing
    LoadGroup* group_ = nullptr;
    std::unique_ptr<LooseObject> spare_;
};

}  // namespace azoth::orm
