// SPDX-License-Identifier: MIT
#include "compile/default_values.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/compile/default_plan.hpp"
#include "compile/context.hpp"
#include "compile/ddl_words.hpp"
#include "compile/literal_sql.hpp"

namespace azoth::compile {

DefaultValues::DefaultValues(SqlWriter& writer, const sql::TableNode& table, std::vector<std::uint32_t> given,
                             Of statement)
    : writer_(writer), table_(dynamic_cast<const TableDefinition*>(&table)), statement_(statement) {
    if (table_ == nullptr) return;
    for (std::uint32_t column = 0; column < table_->definitions().size(); ++column)
        if (has_value(column) && std::find(given.begin(), given.end(), column) == given.end())
            columns_.push_back(column);
}

const ColumnDefault& DefaultValues::default_of(std::uint32_t column) const {
    const Column& definition = table_->definitions()[column];
    return statement_ == Of::Insert ? definition.default_() : definition.onupdate();
}

bool DefaultValues::has_value(std::uint32_t column) const {
    const ColumnDefault& source = default_of(column);
    if (source.kind() != ColumnDefault::Kind::Sequence || writer_.dialect().ddl().sequences)
        return static_cast<bool>(source);
    // Where there are no sequences the database counts a key by itself.
    return statement_ == Of::Update || table_->autoincrement_column() != column;
}

void DefaultValues::begin_row() {
    if (columns_.empty()) return;
    auto& plan = writer_.context().defaults;
    if (plan == nullptr) plan = std::make_shared<DefaultPlan>();
    plan->rows.emplace_back();
}

void DefaultValues::note(std::uint32_t column, const sql::ExpressionNode& value) {
    if (columns_.empty()) return;
    const bool has_slot = value.kind() == sql::NodeKind::Bind || value.kind() == sql::NodeKind::Parameter ||
                          value.kind() == sql::NodeKind::NamedBind;
    if (!has_slot) return;
    Context& context = writer_.context();
    context.defaults->rows.back().push_back({table_->definitions()[column].name(), context.text.slots.back()});
}

void DefaultValues::write_slot(std::uint32_t column) {
    Context& context = writer_.context();
    const Column& definition = table_->definitions()[column];
    DefaultPlan& plan = *context.defaults;
    const BindSlot slot{.source = BindSlot::Source::Default,
                        .index = static_cast<std::uint32_t>(plan.uses.size()),
                        .type = definition.type().kind};
    plan.uses.push_back(
        {default_of(column), static_cast<std::uint32_t>(plan.rows.size() - 1), statement_ == Of::Update});
    plan.rows.back().push_back({definition.name(), slot});
    context.text.append(slot, definition.name());
}

void DefaultValues::write_value(std::uint32_t column) {
    const ColumnDefault& source = default_of(column);
    if (source.is_client_side())
        write_slot(column);
    else
        writer_.text(literal_sql(*source.expression(), writer_.dialect(), table_));
}

void DefaultValues::write_values(std::string_view before) {
    for (const std::uint32_t column : columns_) {
        writer_.text(before);
        write_value(column);
        before = ", ";
    }
}

}  // namespace azoth::compile
