// SPDX-License-Identifier: MIT
#include "sql/result_columns.hpp"

#include <string>
#include <unordered_set>
#include <utility>

#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/entity.hpp"
#include "azoth/sql/text_node.hpp"

namespace azoth::sql {
namespace {

class ColumnNames {
public:
    void add(std::string_view name, const SqlType& type) { columns_.push_back({unused(name), type}); }

    void add(const ExpressionNode& expression) {
        if (expression.kind() == NodeKind::Label)
            add(static_cast<const LabelNode&>(expression).name, expression.type());
        else if (expression.kind() == NodeKind::Column)
            add(static_cast<const ColumnNode&>(expression).name(), expression.type());
        else
            add("anon_" + std::to_string(++anonymous_), expression.type());
    }

    std::vector<FromColumn> take() { return std::move(columns_); }

private:
    std::string unused(std::string_view name) {
        std::string candidate(name);
        for (int i = 1; !taken_.insert(candidate).second; ++i) candidate = std::string(name) + "_" + std::to_string(i);
        return candidate;
    }

    std::vector<FromColumn> columns_;
    std::unordered_set<std::string> taken_;
    int anonymous_ = 0;
};

}  // namespace

std::vector<FromColumn> result_columns(std::span<const SelectItem> items) {
    ColumnNames names;
    for (const SelectItem& item : items) {
        if (item.entity == nullptr) {
            names.add(*item.expression);
            continue;
        }
        const auto columns = item.entity->table()->columns();
        for (const std::uint32_t index : item.entity->loaded_columns())
            names.add(columns[index].name, columns[index].type);
    }
    return names.take();
}

std::vector<FromColumn> returned_columns(const StatementNode& statement) {
    switch (statement.kind()) {
        case NodeKind::Select: return result_columns(static_cast<const SelectNode&>(statement).items);
        case NodeKind::Insert: return result_columns(static_cast<const InsertNode&>(statement).returning);
        case NodeKind::Update: return result_columns(static_cast<const UpdateNode&>(statement).returning);
        case NodeKind::Delete: return result_columns(static_cast<const DeleteNode&>(statement).returning);
        case NodeKind::Text: return static_cast<const TextNode&>(statement).columns;
        default: return {};
    }
}

}  // namespace azoth::sql
