// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "azoth/orm/class_map.hpp"
#include "azoth/sql/select_node.hpp"
#include "orm/column_selection.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// A member that an expression computes.
struct ColumnProperty {
    const ClassMap* owner;  ///< the class whose mapping() names it
    Column definition;      ///< named after the member; of no table
    ExpressionPtr (*make)() = nullptr;
    ExpressionPtr expression = {};  ///< over the owner's tables; null until it is configured, or without make()
    bool is_being_made = false;
};

/// Those of a class, which are the last ones of ClassMap::columns().
struct ColumnProperties {
    std::uint32_t first = 0;                            ///< position among the columns
    std::vector<std::shared_ptr<ColumnProperty>> list;  ///< those of the base first, which it shares
    const ColumnSelection* of_new_objects = nullptr;    ///< what is known of them after their INSERT; null: all

    /// Makes the expressions. Throws MappingError(`criteria_of_other_class`), MappingError(`recursive_mapping`).
    void configure(const ClassMap& map);
    /// Throws ArgumentError(`no_expression`) for a query_expression().
    const ExpressionPtr& expression(const ClassMap& map, std::uint32_t position);
};

/// What a query selects for one of the columns of a class, over its tables.
ExpressionPtr value_expression(const ClassMap& map, std::uint32_t position);

/// Tables of a class, and where a query has them.
using TablePlaces = std::vector<std::pair<const sql::FromNode*, sql::FromPtr>>;
/// An expression over these tables, over what stands for them instead. Aliases of the same tables within it stay.
ExpressionPtr moved(const ExpressionPtr& expression, const TablePlaces& places);
/// The expression that the options of a query, or the mapping, give to a property; null when none does.
ExpressionPtr property_expression(const ClassMap& map, std::uint32_t position, const LoadStep* steps);

/// What stands behind an item for the objects of a class that are in `from`: the expressions of its properties.
/// `selection`: which of the columns; null: all. `steps`: the options for them, or null.
void add_property_items(std::vector<sql::SelectItem>& items, const ClassMap& map, const sql::FromPtr& from,
                        const ColumnSelection* selection, const LoadStep* steps = nullptr);

/// What can be read without a query's expressions; `selection` itself where there is no query_expression() in it.
const ColumnSelection* without_query_expressions(const ClassMap& map, const ColumnSelection* selection);
/// The columns that rows have which are not from a SELECT of azoth's: without properties. Null: all.
const ColumnSelection* table_columns_of(const ClassMap& map);
/// The properties that these steps, or null, give expressions to: positions.
std::vector<std::uint32_t> given_expressions(const ClassMap& map, const LoadStep* steps);
/// Those that are computed whenever an object is read.
std::vector<std::uint32_t> usual_properties(const ClassMap& map);

/// A new object has been written, whose deferred properties nobody has computed.
void mark_unread_properties(ObjectHeader& header, TransactionFrame& frame);

}  // namespace azoth::orm
