// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "azoth/orm/class_map.hpp"

namespace azoth::orm {

/// What a flush does with a column beside writing the member's value.
struct ColumnRule {
    bool is_written = true;          ///< false: the database alone gives it values
    bool may_be_left_out = false;    ///< it has a default, and a value of its own that counts as not given
    bool is_computed = false;        ///< anew in every INSERT and UPDATE
    bool has_trigger = false;        ///< fetched(): what RETURNING tells may not be the last word
    bool changes_on_update = false;  ///< server_onupdate(), when an UPDATE does not set it
    // Copies: a subclass that shares the table may still add to its columns.
    std::shared_ptr<const ColumnDefault> default_value;  ///< of default_(); null when there is none
    std::shared_ptr<const ColumnDefault> onupdate;
};

/// The rules of a class's columns, by position among ClassMap::columns(). A class that needs none has none.
struct ColumnRules {
    std::vector<ColumnRule> columns;
    bool has_onupdate = false;
    bool is_read_after_update = false;  ///< some columns are
    std::optional<VersionRule> version = {};
};

/// NULL; for a key also 0, an empty text and the nil UUID.
bool counts_as_unset(const ClassMap& map, std::uint32_t position, const void* object);
/// The INSERT of this object leaves the column to the database.
inline bool is_left_out(const ClassMap& map, std::uint32_t position, const void* object) {
    const ColumnRule& rule = map.rules()->columns[position];
    const bool is_ours = rule.default_value != nullptr && rule.default_value->is_client_side();
    return !rule.is_written || (rule.may_be_left_out && !is_ours && counts_as_unset(map, position, object));
}

/// Throws MappingError(`bad_column`) for what a column cannot be at the same time.
void check_column_draft(std::string_view class_name, const ColumnDraft& draft);

}  // namespace azoth::orm
