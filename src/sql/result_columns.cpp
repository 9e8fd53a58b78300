// SPDX-License-Identifier: MIT
#include "sql/result_columns.hpp"

#include <string>
#include <unordered_set>
#include <utility>

#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/entity.hpp"
#include "azoth/sql/select_node.hpp"
#include "azoth/sql/text_node.hpp"
#include "azoth/sql/values_node.hpp"
#include "sql/corresponding_column.hpp"

namespace azoth::sql {
namespace {

class ColumnNames {
public:
    explicit ColumnNames(LabelStyle style) : style_(style) {}

    void add(const FromNode& from, std::uint32_t index) {
        const FromColumn& column = from.columns()[index];
        const bool has_table = style_ == LabelStyle::TablePlusColumn && !from.name().empty();
        add(has_table ? std::string(from.name()) + "_" + column.name : column.name, column.type);
    }

    void add(const ExpressionNode& expression) {
        if (expression.kind() == NodeKind::Label)
            add(static_cast<const LabelNode&>(expression).name, expression.type());
        else if (expression.kind() == NodeKind::Column)
            add(*static_cast<const ColumnNode&>(expression).from, static_cast<const ColumnNode&>(expression).index);
        else
            add("anon_" + std::to_string(++anonymous_), expression.type());
    }

    std::vector<FromColumn> take() { return std::move(columns_); }

private:
    void add(std::string_view name, const SqlType& type) { columns_.push_back({unused(name), type}); }

    std::string unused(std::string_view name) {
        std::string candidate(name);
        if (style_ == LabelStyle::None) return candidate;
        for (int i = 1; !taken_.insert(candidate).second; ++i) candidate = std::string(name) + "_" + std::to_string(i);
        return candidate;
    }

    LabelStyle style_;
    std::vector<FromColumn> columns_;
    std::unordered_set<std::string> taken_;
    int anonymous_ = 0;
};

}  // namespace

std::vector<FromColumn> result_columns(std::span<const SelectItem> items, LabelStyle style) {
    ColumnNames names(style);
    for (const SelectItem& item : items) {
        if (item.entity == nullptr) {
            names.add(*item.expression);
            continue;
        }
        const FromNode& table = *item.entity->table();
        const FromNode& from = item.from ? *item.from : table;
        for (const std::uint32_t index : item.entity->loaded_columns())
            names.add(from, find_corresponding(from, table, index).value());
    }
    return names.take();
}

std::vector<FromColumn> returned_columns(const StatementNode& statement) {
    switch (statement.kind()) {
        case NodeKind::Select: {
            const auto& select = static_cast<const SelectNode&>(statement);
            return result_columns(select.items, select.label_style());
        }
        case NodeKind::Compound: return returned_columns(*static_cast<const CompoundNode&>(statement).members.front());
        case NodeKind::Values: return static_cast<const ValuesNode&>(statement).columns;
        case NodeKind::Insert: return result_columns(static_cast<const InsertNode&>(statement).returning);
        case NodeKind::Update: return result_columns(static_cast<const UpdateNode&>(statement).returning);
        case NodeKind::Delete: return result_columns(static_cast<const DeleteNode&>(statement).returning);
        case NodeKind::Text: return static_cast<const TextNode&>(statement).columns;
        default: return {};
    }
}

}  // namespace azoth::sql
