// SPDX-License-Identifier: MIT
#include "azoth/schema/view.hpp"

#include "azoth/sql/from_nodes.hpp"
#include "schema/table_name.hpp"

namespace azoth::detail {

NodePtr<TableDefinition> columns_of_query(const QuotedName& name, const MetaData* metadata,
                                          const sql::StatementPtr& query) {
    auto [schema, own_name] = split_name(name, metadata == nullptr ? std::string() : metadata->schema());
    auto table = make_node<TableDefinition>(std::move(own_name), std::move(schema));
    const sql::QueryFromNode columns(sql::NodeKind::Subquery, query, {});
    for (const sql::FromColumn& column : columns.columns()) table->add(Column(column.name, column.type));
    return table;
}

}  // namespace azoth::detail
