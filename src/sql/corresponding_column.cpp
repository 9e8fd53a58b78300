// SPDX-License-Identifier: MIT
#include "sql/corresponding_column.hpp"

#include <unordered_map>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/entity.hpp"
#include "azoth/sql/select_node.hpp"

namespace azoth::sql {
namespace {

using Position = std::optional<std::uint32_t>;

/// Looks for one column, or one expression that is no column. Each element is searched once, however often it is met.
class Search {
public:
    Search(const FromNode* from, std::uint32_t index, const ExpressionNode* expression)
        : from_(from), index_(index), expression_(expression) {}

    Position in(const FromNode& from) {
        if (&from == from_) return index_;
        const auto known = known_.find(&from);
        if (known != known_.end()) return known->second;
        const Position result = within(from);
        known_.emplace(&from, result);
        return result;
    }

private:
    Position within(const FromNode& from) {
        switch (from.kind()) {
            case NodeKind::Alias: return in(*static_cast<const AliasNode&>(from).element);
            case NodeKind::Sample: return in(*static_cast<const SampleNode&>(from).element);
            case NodeKind::Subquery:
            case NodeKind::Lateral:
            case NodeKind::Cte: return among(*static_cast<const QueryFromNode&>(from).query);
            default: return std::nullopt;
        }
    }

    Position among(const StatementNode& query) {
        if (query.kind() == NodeKind::Select) return among(static_cast<const SelectNode&>(query));
        if (query.kind() == NodeKind::Compound) return among(*static_cast<const CompoundNode&>(query).members.front());
        return std::nullopt;
    }

    Position among(const SelectNode& select) {
        std::uint32_t position = 0;
        for (const SelectItem& item : select.items) {
            if (item.entity != nullptr) {
                if (const Position found = among_columns(item, position)) return found;
                position += static_cast<std::uint32_t>(item.entity->loaded_columns().size());
            } else if (is_it(*item.expression)) {
                return position;
            } else {
                ++position;
            }
        }
        return std::nullopt;
    }

    Position among_columns(const SelectItem& item, std::uint32_t position) {
        const FromNode& table = *item.entity->table();
        const FromNode& from = item.from ? *item.from : table;
        const Position wanted = in(from);
        if (!wanted) return std::nullopt;
        for (const std::uint32_t column : item.entity->loaded_columns()) {
            if (find_corresponding(from, table, column) == wanted) return position;
            ++position;
        }
        return std::nullopt;
    }

    bool is_it(const ExpressionNode& expression) {
        if (&expression == expression_) return true;
        if (expression.kind() == NodeKind::Label) return is_it(*static_cast<const LabelNode&>(expression).expression);
        if (expression.kind() != NodeKind::Column) return false;
        const auto& column = static_cast<const ColumnNode&>(expression);
        return in(*column.from) == column.index;
    }

    const FromNode* from_;
    std::uint32_t index_;
    const ExpressionNode* expression_;
    std::unordered_map<const FromNode*, Position> known_;
};

}  // namespace

std::optional<std::uint32_t> find_corresponding(const FromNode& from, const FromNode& original, std::uint32_t index) {
    return Search(&original, index, nullptr).in(from);
}

std::uint32_t require_corresponding(const FromNode& from, const FromNode& original, std::uint32_t index) {
    const auto found = find_corresponding(from, original, index);
    if (!found)
        throw ArgumentError("no_such_column", fmt::format("the column {} has nothing that corresponds to it in {}",
                                                          original.columns()[index].name, from.name()));
    return *found;
}

std::optional<std::uint32_t> find_corresponding(const FromNode& from, const ExpressionNode& expression) {
    if (expression.kind() != NodeKind::Column) return Search(nullptr, 0, &expression).in(from);
    const auto& column = static_cast<const ColumnNode&>(expression);
    return find_corresponding(from, *column.from, column.index);
}

}  // namespace azoth::sql
