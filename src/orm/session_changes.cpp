// SPDX-License-Identifier: MIT
// Session::execute() of INSERT, UPDATE and DELETE, and explain().
#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/session.hpp"
#include "orm/all_tables.hpp"
#include "orm/criteria_versions.hpp"
#include "orm/entity_loader.hpp"
#include "orm/global_criteria.hpp"
#include "orm/session_core.hpp"
#include "orm/spread_change.hpp"

namespace azoth {
namespace {

template <class Statement, class Node>
Statement handle_of(const sql::StatementNode& node) {
    return Statement(NodePtr<Node>(const_cast<Node*>(&static_cast<const Node&>(node))));
}

}  // namespace

DmlResult Session::change_rows(const sql::StatementNode& statement, const std::source_location& where) {
    if (const orm::ClassMap* const map = orm::class_of_all_tables(statement))
        return orm::change_all_tables(*this, statement, *map, where);
    switch (statement.kind()) {
        case sql::NodeKind::Update:
            return change_filtered(filtered(handle_of<Update<>, sql::UpdateNode>(statement)), where);
        case sql::NodeKind::Delete:
            return change_filtered(filtered(handle_of<Delete<>, sql::DeleteNode>(statement)), where);
        default:
            return flushed_connection(where, &statement)
                .execute(filtered(handle_of<Insert<>, sql::InsertNode>(statement)), where);
    }
}

sql::StatementPtr Session::explained_node(const sql::StatementNode& statement) const {
    if (const orm::ClassMap* const map = orm::class_of_all_tables(statement))
        throw ArgumentError("several_tables",
                            fmt::format("explain() is for one statement, and this one of {}, whose rows are in several "
                                        "tables, runs as one for each of them; explain one that names the table",
                                        map->name()));
    if (statement.kind() != sql::NodeKind::Select)
        return orm::with_global_criteria(core().options.criteria, *orm::with_next_version(statement));
    return orm::statement_of_load(core(), static_cast<const sql::SelectNode&>(statement));
}

}  // namespace azoth
