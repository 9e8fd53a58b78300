// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "azoth/engine/decode.hpp"
#include "azoth/orm/class_map.hpp"
#include "orm/load_step.hpp"

namespace azoth::orm {

/// Some of the columns of a class: what a query selects in place of the class itself.
class ColumnSelection final : public sql::Entity {
public:
    /// `is_selected`: for each of the class's columns.
    ColumnSelection(const ClassMap& map, std::vector<bool> is_selected);

    const ClassMap& map() const { return map_; }
    /// Among the columns of the class, in their order.
    const std::vector<std::uint32_t>& positions() const { return positions_; }
    bool has(std::uint32_t position) const { return is_selected_[position]; }
    const std::vector<bool>& flags() const { return is_selected_; }
    /// Where the cells of a row go.
    const std::vector<DecodeStep>& decode_steps() const { return decode_steps_; }
    /// The cell of the first column of the key.
    std::uint32_t key_cell() const { return key_cell_; }

    // sql::Entity
    const sql::TablePtr& table() const override { return map_.table(); }
    std::span<const std::uint32_t> loaded_columns() const override { return table_columns_; }
    const sql::ColumnPtr& column_at(std::size_t offset, const CppType& type) const override {
        return map_.column_at(offset, type);
    }
    sql::RelationshipJoin join_at(std::size_t offset, const sql::FromPtr& left,
                                  const sql::FromPtr& target) const override {
        return map_.join_at(offset, left, target);
    }

private:
    const ClassMap& map_;
    const std::vector<bool> is_selected_;
    std::vector<std::uint32_t> positions_;
    std::vector<std::uint32_t> table_columns_;
    std::vector<DecodeStep> decode_steps_;
    std::uint32_t key_cell_ = 0;
};

/// The columns of a member, several for a composite; none when it is not mapped to any.
std::vector<std::uint32_t> columns_at(const ClassMap& map, std::size_t offset);

/// The selection of these columns, of which there is one for the life of the program; null when it is all of them.
const ColumnSelection* column_selection(const ClassMap& map, std::vector<bool> is_selected);

/// A loader option that names columns of `named` is about objects of `map`: of the same class, or of a subclass.
bool concerns_columns_of(const ClassMap& named, const ClassMap& map);

/// Some columns of the class, or of a known subclass, are deferred, or computed by expressions.
bool may_leave_out_columns(const ClassMap& map);

/// What a query with these steps, which may be null, reads of objects of this very class; null: all columns. Keys and
/// foreign keys always are among it.
///
/// Throws MappingError(`unmapped_member`).
const ColumnSelection* selected_columns(const ClassMap& map, const LoadStep* steps);

/// The columns without which an object cannot be told from others or find those that are related to it.
std::vector<bool> indispensable_columns(const ClassMap& map);

}  // namespace azoth::orm
