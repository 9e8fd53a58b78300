// SPDX-License-Identifier: MIT
#include "azoth/orm/object_stream.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/session.hpp"
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
    orm::join_named_subclasses(*select, statement.items);
    const Select<Row> rows(std::move(select));
    return ResultCore(flushed_connection(where, rows.node().get()).stream(filtered(rows), options, where));
}

}  // namespace azoth
