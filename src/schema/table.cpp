// SPDX-License-Identifier: MIT
#include "azoth/schema/table.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "schema/table_name.hpp"

namespace azoth {

Table Table::start(const QuotedName& name, const MetaData& metadata, Modes modes) {
    auto [schema, own_name] = split_name(name, metadata.schema());
    if (modes.keeps || modes.extends) {
        // The table was made to be changed; only its MetaData promise not to.
        if (const TableDefinitionPtr found = metadata.find(joined_name(schema, own_name.text)))
            return Table(NodePtr<TableDefinition>(const_cast<TableDefinition*>(found.get())));
    }
    return Table(make_node<TableDefinition>(std::move(own_name), std::move(schema)));
}

bool Table::is_in(const MetaData& metadata) const {
    return std::any_of(metadata.tables().begin(), metadata.tables().end(),
                       [&](const auto& each) { return each.get() == definition_.get(); });
}

void Table::finish(MetaData& metadata) const {
    if (!metadata.schema().empty()) definition_->move_to_default_schema(metadata.schema());
    if (!is_in(metadata)) metadata.add(definition_);
}

Table Table::to_metadata(MetaData& metadata, std::optional<std::string> schema) const {
    const std::string& own = definition_->schema();
    Table copy(definition_->copy(schema ? std::move(*schema) : own.empty() ? metadata.schema() : own));
    metadata.add(copy.definition_);
    return copy;
}

}  // namespace azoth
