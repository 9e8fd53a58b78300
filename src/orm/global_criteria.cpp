// SPDX-License-Identifier: MIT
#include "orm/global_criteria.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/session.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/replacement.hpp"
#include "azoth/sql/walk.hpp"
#include "orm/criteria_versions.hpp"
#include "orm/inheritance.hpp"
#include "orm/load_step.hpp"
#include "orm/named_subclasses.hpp"
#include "orm/related_query.hpp"
#include "sql/named_elements.hpp"

namespace azoth::orm {
namespace {

using Elements = std::unordered_set<const sql::FromNode*>;
using Pairs = std::vector<sql::Replacements::Pair>;

bool is_query(const sql::Node& node) {
    return node.kind() == sql::NodeKind::Select || node.kind() == sql::NodeKind::Compound;
}

/// The table, or the table that this is an alias or a sample of.
const sql::FromNode* table_of(const sql::FromNode& element) {
    if (element.kind() == sql::NodeKind::Alias) return table_of(*static_cast<const sql::AliasNode&>(element).element);
    if (element.kind() == sql::NodeKind::Sample) return table_of(*static_cast<const sql::SampleNode&>(element).element);
    return &element;
}

ExpressionPtr both(const ExpressionPtr& left, const ExpressionPtr& right) {
    return left ? azoth::detail::make_boolean_list(sql::Operator::And, left, right) : right;
}

/// What a criterion asks of the rows in the table of its class, in which those of a hierarchy's other classes are too.
ExpressionPtr condition_on_rows(const GlobalCriterion& criterion) {
    const ClassMap& map = criterion.map();
    if (map.inheritance() == nullptr) return criterion.condition;
    for (const sql::FromNode* const element : sql::named_elements(*criterion.condition))
        if (element != map.table().get())
            throw ArgumentError("several_tables",
                                fmt::format("criteria for {} name a column of '{}', but they can only name columns of "
                                            "{}, where the rows of all classes of the hierarchy are; write the "
                                            "condition into where() of the queries",
                                            map.name(), element->name(), map.table()->name()));
    if (map.inheritance()->base == nullptr) return criterion.condition;
    const ExpressionPtr is_other = azoth::detail::make_not(is_one_of_family(map, sql::FromPtr(map.table())));
    return azoth::detail::make_boolean_list(sql::Operator::Or, is_other, criterion.condition);
}

/// A query reads a table, also in a subquery.
bool reads(const sql::StatementNode& query, const sql::FromNode& table) {
    for (sql::Walk walk(query); const sql::Node* const node = walk.next();) {
        if (node == &table) return true;
        if (node->kind() != sql::NodeKind::Select) continue;
        for (const sql::SelectItem& item : static_cast<const sql::SelectNode&>(*node).items)
            if (item.from.get() == &table) return true;
    }
    return false;
}

class CriteriaWriter {
public:
    explicit CriteriaWriter(const LoaderCriteria& criteria) : criteria_(criteria) {}

    /// `outer`: what the statements around it select from.
    sql::StatementPtr write(const sql::StatementNode& statement, const Elements& outer) {
        const bool is_select = statement.kind() == sql::NodeKind::Select;
        const Elements own =
            is_select ? own_elements(static_cast<const sql::SelectNode&>(statement), outer) : Elements();
        Elements around = outer;
        around.insert(own.begin(), own.end());
        const sql::StatementPtr inside = with_subqueries(statement, around);
        switch (inside->kind()) {
            case sql::NodeKind::Select:
                return filtered(static_cast<const sql::SelectNode&>(*inside), around_of(*inside, own, outer));
            case sql::NodeKind::Update: return changed(static_cast<const sql::UpdateNode&>(*inside));
            case sql::NodeKind::Delete: return changed(static_cast<const sql::DeleteNode&>(*inside));
            default: return inside;
        }
    }

private:
    /// What a SELECT selects from, without what it leaves to those around it.
    static Elements own_elements(const sql::SelectNode& select, const Elements& outer) {
        Elements all;
        const auto add = [&](const std::vector<const sql::FromNode*>& elements) {
            all.insert(elements.begin(), elements.end());
        };
        const auto add_named = [&](const sql::ExpressionList& list) {
            for (const ExpressionPtr& expression : list) add(sql::named_elements(*expression));
        };
        add(sql::selected_elements(select));
        add_named(select.where);
        add_named(select.group_by);
        add_named(select.having);
        Elements own;
        for (const sql::FromNode* const element : all)
            if (!outer.contains(element)) own.insert(element);
        return own.empty() ? all : own;
    }

    /// Subqueries may have been rebuilt, and elements with them.
    static Elements around_of(const sql::StatementNode& statement, const Elements& own, const Elements& outer) {
        Elements result = own_elements(static_cast<const sql::SelectNode&>(statement), outer);
        result.insert(own.begin(), own.end());
        return result;
    }

    sql::StatementPtr with_subqueries(const sql::StatementNode& statement, const Elements& around) {
        Pairs pairs;
        sql::Walk walk(statement);
        while (const sql::Node* const node = walk.next()) {
            if (node == &statement || !is_query(*node)) continue;
            walk.skip_children();
            const sql::StatementPtr written = write(static_cast<const sql::StatementNode&>(*node), around);
            if (written.get() != node) pairs.push_back({NodePtr<const sql::Node>(node), written});
        }
        const sql::StatementPtr same(&statement);
        return pairs.empty() ? same : sql::replaced(same, pairs);
    }

    bool has_criteria_for(const sql::FromNode& table) const {
        return std::ranges::any_of(criteria_.list(), [&](const GlobalCriterion& criterion) {
            return criterion.map().table().get() == &table;
        });
    }

    /// What a class is mapped to is not written anew for each query: its rows would be there all the same.
    void require_reachable(const sql::FromNode& table) const {
        if (table.kind() != sql::NodeKind::Table || has_criteria_for(table)) return;
        const auto& rows = static_cast<const sql::TableNode&>(table).rows();
        if (!rows) return;
        for (const GlobalCriterion& criterion : criteria_.list())
            if (reads(*rows, *criterion.map().table()))
                throw ArgumentError("unreached_criteria",
                                    fmt::format("criteria for {} do not reach into the query that '{}' is mapped to; "
                                                "give criteria for the class that is mapped to it, too, or write the "
                                                "query with without_loader_criteria<{}>()",
                                                criterion.map().name(), table.name(), criterion.map().name()));
    }

    /// The conditions for an element of FROM; null when there are none.
    ExpressionPtr conditions_for(const sql::FromNode& element) const {
        require_reachable(*table_of(element));
        ExpressionPtr all;
        for (const GlobalCriterion& criterion : criteria_.list()) {
            const ClassMap& map = criterion.map();
            if (table_of(element) == map.table().get())
                all = both(all, moved_to(sql::FromPtr(&element), map, condition_on_rows(criterion)));
        }
        return all;
    }

    /// Tables that are joined as one, such as a class behind its link table. `is_optional`: an outer join may miss
    /// them, and so conditions stand within; other rows are left to WHERE.
    sql::FromPtr filtered_join(const sql::FromPtr& element, Elements& done, bool is_optional) const {
        if (element->kind() != sql::NodeKind::Join) return element;
        const auto& join = static_cast<const sql::JoinNode&>(*element);
        const bool is_inner = join.kind_of_join == sql::JoinKind::Inner;
        if (!is_inner && join.kind_of_join != sql::JoinKind::LeftOuter) return element;
        const sql::FromPtr left = filtered_join(join.left, done, is_optional);
        const sql::FromPtr right = filtered_join(join.right, done, is_optional || !is_inner);
        ExpressionPtr on = join.on;
        const auto add = [&](const sql::FromPtr& side) {
            const ExpressionPtr conditions = conditions_for(*side);
            if (!conditions) return;
            on = both(on, conditions);
            done.insert(side.get());
        };
        if (is_inner && is_optional) add(join.left);
        if (!is_inner || is_optional) add(join.right);
        const bool is_same =
            left.get() == join.left.get() && right.get() == join.right.get() && on.get() == join.on.get();
        return is_same ? element : make_node<sql::JoinNode>(join.kind_of_join, left, right, on);
    }

    sql::StatementPtr filtered(const sql::SelectNode& select, const Elements& own) const {
        auto copy = make_node<sql::SelectNode>(select);
        Elements done;
        bool is_changed = false;
        for (sql::FromPtr& element : copy->from) {
            element = filtered_join(element, done, false);
            is_changed = is_changed || !done.empty();
        }
        for (sql::JoinClause& join : copy->joins) {
            const sql::FromPtr target = filtered_join(join.target, done, true);
            is_changed = is_changed || target.get() != join.target.get();
            join.target = target;
            const ExpressionPtr conditions = conditions_for(*join.target);
            if (!conditions || join.kind == sql::JoinKind::FullOuter || join.kind == sql::JoinKind::Cross) continue;
            done.insert(join.target.get());
            join.on = both(join.on, conditions);
            is_changed = true;
        }
        for (const sql::FromNode* const element : own) {
            if (done.contains(element)) continue;
            const ExpressionPtr conditions = conditions_for(*element);
            if (!conditions) continue;
            copy->where.push_back(conditions);
            is_changed = true;
        }
        return is_changed ? sql::StatementPtr(copy) : sql::StatementPtr(&select);
    }

    template <class Change>
    sql::StatementPtr changed(const Change& change) const {
        const ExpressionPtr conditions = conditions_for(*change.table);
        if (!conditions) return sql::StatementPtr(&change);
        auto copy = make_node<Change>(change);
        copy->where.push_back(conditions);
        return copy;
    }

    const LoaderCriteria& criteria_;
};

}  // namespace

sql::StatementPtr with_global_criteria(const LoaderCriteria& criteria, const sql::StatementNode& statement) {
    return criteria.empty() ? sql::StatementPtr(&statement) : CriteriaWriter(criteria).write(statement, {});
}

bool concerns(const LoaderCriteria& criteria, const ClassMap& map) {
    return std::ranges::any_of(criteria.list(),
                               [&](const GlobalCriterion& criterion) { return &criterion.map() == &map; });
}

CriteriaScope::CriteriaScope(SessionCore& session, const sql::StatementNode& statement) : session_(session) {
    if (statement.kind() != sql::NodeKind::Select) return;
    for (const auto& option : static_cast<const sql::SelectNode&>(statement).load_options) {
        const auto& step = static_cast<const LoadStep&>(*option);
        if (!step.is_global()) continue;
        if (!std::exchange(is_changed_, true)) before_ = session.options.criteria;
        auto& list = session.options.criteria.list();
        if (step.strategy() == LoadStrategy::NoCriteria)
            std::erase_if(list, [&](const GlobalCriterion& criterion) { return &criterion.map() == &step.map(); });
        for (const ExpressionPtr& condition : step.criteria.where) list.push_back({step.map_function(), condition});
    }
}

CriteriaScope::~CriteriaScope() {
    if (is_changed_) session_.options.criteria = std::move(before_);
}

}  // namespace azoth::orm

namespace azoth {

sql::StatementPtr Session::filtered_node(const sql::StatementNode& statement) const {
    const sql::StatementPtr rewritten = core().rewritten(statement);
    const orm::CriteriaScope scope(core(), *rewritten);
    sql::StatementPtr counted = orm::with_next_version(*rewritten);
    if (counted->kind() == sql::NodeKind::Select)
        counted = orm::with_joined_parts(static_cast<const sql::SelectNode&>(*counted));
    return orm::with_global_criteria(core().options.criteria, *counted);
}

void Session::add_criterion(const orm::GlobalCriterion& criterion) {
    core().options.criteria.list().push_back(criterion);
}

}  // namespace azoth
