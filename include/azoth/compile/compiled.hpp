// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "azoth/types/sql_type.hpp"

namespace azoth {

/// Where the value of a placeholder comes from.
struct BindSlot {
    enum class Source : std::uint8_t {
        Bind,       ///< the bind at `index` in the order of CacheKeyWriter::binds()
        BindList,   ///< the same, with as many placeholders as it has values
        Parameter,  ///< the parameter at `index` of the row given at execution
    };

    Source source = Source::Bind;
    std::uint32_t index = 0;
    TypeKind type = TypeKind::Null;
};

/// A column of the result.
struct CompiledColumn {
    std::string name;
    SqlType type;
};

/// A statement in the SQL of one dialect, without its values.
struct Compiled {
    /// The SQL with placeholders; with BindLists it is put together at each execution from `pieces`.
    std::string sql;
    /// The text before, between and after the slots; empty unless has_bind_lists.
    std::vector<std::string> pieces;
    std::vector<BindSlot> slots;            ///< in the order of the placeholders
    std::vector<TypeKind> parameter_types;  ///< of `slots`, for the driver; empty when has_bind_lists
    std::vector<CompiledColumn> columns;    ///< of the rows; empty when it returns none, or for text() without columns
    bool has_bind_lists = false;
    bool returns_rows = false;
    bool is_cacheable = true;
};

}  // namespace azoth
