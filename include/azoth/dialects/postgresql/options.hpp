// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "azoth/schema/dialect_options.hpp"

// What PostgreSQL understands beyond the common schema.
namespace azoth::postgresql {

/// `WITH (fillfactor = 70)`.
using StorageParameters = std::vector<std::pair<std::string, std::string>>;

struct TableOptions {
    static constexpr OptionsOf kOptionsOf = OptionsOf::Table;

    enum class OnCommit : std::uint8_t { Default, PreserveRows, DeleteRows, Drop };

    bool is_unlogged = false;
    std::vector<std::string> inherits = {};  ///< tables, with their schema where needed
    /// What stands behind PARTITION BY, as it is: `RANGE (created)`.
    std::string partition_by = {};
    std::string access_method = {};
    StorageParameters with = {};
    OnCommit on_commit = OnCommit::Default;  ///< of temporary tables
    std::string tablespace = {};
};

struct IndexOptions {
    static constexpr OptionsOf kOptionsOf = OptionsOf::Index;

    std::string method = {};  ///< `gin`, `gist`, `brin`, `hash`
    /// Of columns, or of expressions by their position from 0: `{{"name", "text_pattern_ops"}}`.
    std::vector<std::pair<std::string, std::string>> operator_classes = {};
    std::vector<std::string> include = {};  ///< columns that are in the index but not searched
    StorageParameters with = {};
    std::string tablespace = {};
    bool is_concurrent = false;  ///< writers are not kept waiting; outside of transactions only
};

struct ConstraintOptions {
    static constexpr OptionsOf kOptionsOf = OptionsOf::Constraint;

    bool is_not_valid = false;              ///< of foreign keys and checks: rows that exist are not looked at
    bool is_no_inherit = false;             ///< of checks
    std::vector<std::string> include = {};  ///< of primary keys and unique constraints
};

}  // namespace azoth::postgresql
