// SPDX-License-Identifier: MIT
#include "azoth/orm/object_stream.hpp"

#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/session.hpp"
#include "orm/column_properties.hpp"
#include "orm/inheritance.hpp"
#include "orm/joined_query.hpp"
#include "orm/load_option_rules.hpp"
#include "orm/named_subclasses.hpp"
#include "orm/relation_access.hpp"
#include "orm/session_core.hpp"

namespace azoth {
namespace {

/// The options for columns; others need a session that knows the objects.
NodePtr<const orm::LoadStep> column_steps_of(const sql::SelectNode& statement) {
    auto root = make_node<orm::LoadStep>();
    for (const auto& option : orm::checked_load_options(statement)) {
        const auto& step = static_cast<const orm::LoadStep&>(*option);
        if (step.is_global()) continue;
        if (!step.is_of_columns())
            throw ArgumentError("option_without_effect",
                                fmt::format("a stream gives plain values of {}, to which no relationship is loaded; "
                                            "take the option away, or load the objects by scalars()",
                                            step.map().name()));
        root->merge(step);
    }
    return root;
}

/// Selects those columns of a class of a hierarchy that the options leave; where they go in its objects.
std::vector<DecodeStep> select_columns(sql::SelectNode& select, const orm::ClassMap& map,
                                       const orm::LoadStep& options) {
    const orm::ColumnSelection* const selection = orm::selected_columns(map, &options);
    const auto items = std::exchange(select.items, {});
    select.items.push_back(items.front());
    if (selection != nullptr) select.items.back().entity = selection;
    const auto in_first = static_cast<std::uint32_t>(map.loaded_columns().size());
    for (std::uint32_t i = in_first; i < orm::table_column_count(map); ++i)
        if (selection == nullptr || selection->has(i)) select.items.push_back(items[i - in_first + 1]);
    const sql::FromPtr from = items.front().from ? items.front().from : sql::FromPtr(map.table());
    orm::add_property_items(select.items, map, from, selection, &options);
    return selection == nullptr ? map.decode_steps() : selection->decode_steps();
}

}  // namespace

void orm::forget_relations(const ClassMap& map, void* object) {
    const_cast<ClassMap&>(map).ensure_configured();
    for (const Relationship* const relationship : map.relationships())
        RelationAccess::forget(*reinterpret_cast<Relation*>(static_cast<std::byte*>(object) + relationship->offset));
}

ResultCore Session::open_stream(const sql::SelectNode& statement, const orm::ClassMap& map,
                                const StreamOptions& options, std::vector<DecodeStep>& steps,
                                const std::source_location& where) {
    const_cast<orm::ClassMap&>(map).ensure_configured();
    const auto columns = column_steps_of(statement);
    const orm::RowField field{.map = &map, .is_read_only = true};
    const orm::JoinedQuery query(statement, *columns, {&field, 1});
    const orm::ColumnSelection* const selection = query.selections().front();
    steps = selection == nullptr ? map.decode_steps() : selection->decode_steps();
    auto select = make_node<sql::SelectNode>(query.select());
    if (map.inheritance() != nullptr) steps = select_columns(*select, map, *columns);
    orm::join_named_subclasses(*select, statement.items);
    const Select<Row> rows(std::move(select));
    return ResultCore(flushed_connection(where, rows.node().get()).stream(filtered(rows), options, where));
}

}  // namespace azoth
