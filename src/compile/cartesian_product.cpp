// SPDX-License-Identifier: MIT
#include "compile/cartesian_product.hpp"

#include <numeric>
#include <unordered_map>

#include "azoth/sql/walk.hpp"
#include "sql/named_elements.hpp"

namespace azoth::compile {
namespace {

/// Which elements of a FROM are connected with each other.
class Connections {
public:
    explicit Connections(const std::vector<FromElement>& elements) : group_(elements.size()) {
        std::iota(group_.begin(), group_.end(), std::size_t{0});
        for (std::size_t i = 0; i < elements.size(); ++i)
            for (const sql::FromNode* member : members_of({elements[i]})) position_.emplace(member, i);
    }

    void connect(std::size_t left, std::size_t right) { group_[group_of(left)] = group_of(right); }

    /// Connects all elements whose columns stand somewhere in `node`, subqueries included.
    void connect_named(const sql::Node& node, std::size_t first) {
        sql::Walk walk(node);
        while (const sql::Node* each = walk.next()) {
            if (each->kind() != sql::NodeKind::Column) continue;
            const auto found = position_.find(static_cast<const sql::ColumnNode*>(each)->from.get());
            if (found == position_.end()) continue;
            if (first != kNone) connect(first, found->second);
            first = found->second;
        }
    }

    bool are_connected(std::size_t left, std::size_t right) { return group_of(left) == group_of(right); }

    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

private:
    std::size_t group_of(std::size_t element) {
        while (group_[element] != element) element = group_[element] = group_[group_[element]];
        return element;
    }

    std::vector<std::size_t> group_;
    std::unordered_map<const sql::FromNode*, std::size_t> position_;
};

std::string name_of(const FromElement& element) {
    const sql::FromNode& first = *sql::leaves_of(*element.root).front();
    return first.name().empty() ? "a subquery" : std::string(first.name());
}

}  // namespace

std::string cartesian_product(const sql::SelectNode& select, const std::vector<FromElement>& elements) {
    Connections connections(elements);
    std::size_t named = Connections::kNone;
    for (std::size_t i = 0; i < elements.size(); ++i) {
        if (elements[i].is_named && named != Connections::kNone) connections.connect(named, i);
        if (elements[i].is_named) named = i;
        const sql::NodeKind kind = elements[i].root->kind();
        if (kind == sql::NodeKind::Lateral || kind == sql::NodeKind::FunctionFrom)
            connections.connect_named(*elements[i].root, i);
        for (const sql::JoinClause* join : elements[i].joins)
            if (join->on) connections.connect_named(*join->on, i);
    }
    for (const sql::ExpressionPtr& condition : select.where) {
        if (condition->kind() != sql::NodeKind::BooleanList) {
            connections.connect_named(*condition, Connections::kNone);
            continue;
        }
        const auto& list = static_cast<const sql::BooleanListNode&>(*condition);
        if (list.op == sql::Operator::Or) {
            connections.connect_named(*condition, Connections::kNone);
            continue;
        }
        for (const sql::ExpressionPtr& term : list.terms) connections.connect_named(*term, Connections::kNone);
    }
    std::string names = name_of(elements.front());
    bool is_product = false;
    for (std::size_t i = 1; i < elements.size(); ++i) {
        if (connections.are_connected(0, i)) continue;
        names += ", " + name_of(elements[i]);
        is_product = true;
    }
    return is_product ? names : std::string();
}

}  // namespace azoth::compile
