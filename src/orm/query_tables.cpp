// SPDX-License-Identifier: MIT
// Whether a query could see what a session has not written yet.
#include "orm/query_tables.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "azoth/schema/table.hpp"
#include "azoth/sql/function_nodes.hpp"
#include "azoth/sql/select_node.hpp"
#include "azoth/sql/walk.hpp"
#include "orm/column_positions.hpp"
#include "orm/column_properties.hpp"
#include "orm/inheritance.hpp"
#include "orm/object_history.hpp"

namespace azoth::orm {
namespace {

/// The classes of objects that a flush would write, by their tables.
struct Unwritten {
    std::vector<const ClassMap*> classes;
    bool may_be_more = false;  ///< it might write to others too

    void add(const ClassMap& map) {
        for_each_table(map, [&](const ClassMap& table) {
            if (std::find(classes.begin(), classes.end(), &table) == classes.end()) classes.push_back(&table);
        });
    }
    bool concerns(const sql::TableNode& table) const {
        return std::any_of(classes.begin(), classes.end(), [&](const ClassMap* map) {
            return map->table().get() == &table ||
                   (map->table()->name() == table.name() && map->table()->schema() == table.schema());
        });
    }
};

Unwritten unwritten(const SessionCore& session) {
    Unwritten result;
    // Rows of other tables may go with deleted ones, by ON DELETE CASCADE.
    result.may_be_more = !session.to_delete.empty() || !session.orphans.empty() || !session.link_changes.empty();
    for (const ObjectHeader* const header : session.pending)
        if (header->state == ObjectState::Pending) result.add(*header->map());
    for (const ParentLink& link : session.links) result.add(*link.child->map());
    for (const ObjectHeader* const header : session.touched) {
        if (!is_changed(*header)) continue;
        result.add(*header->map());
        result.may_be_more = result.may_be_more || is_one_changed(*header, header->map()->key());
    }
    return result;
}

/// One of the database's: classes of views have a key like any other, but nobody knows what it reads.
bool is_view(const TableDefinition& table) {
    const ClassMap* const map = find_class_of(table);
    return map != nullptr && map->is_view() && !map->is_query();
}

/// It names all tables that it reads: no SQL of the user's, no function, no view.
bool reads_only_tables(const sql::Node& node) {
    switch (node.kind()) {
        case sql::NodeKind::Text:
        case sql::NodeKind::TextFragment:
        case sql::NodeKind::TextExpression:
        case sql::NodeKind::FunctionFrom: return false;
        case sql::NodeKind::Function:
            return static_cast<const sql::FunctionNode&>(node).standard != sql::StandardFunction::None;
        case sql::NodeKind::Table: {
            if (static_cast<const sql::TableNode&>(node).rows()) return true;
            const auto* const table = dynamic_cast<const TableDefinition*>(&node);
            return table != nullptr && !table->primary_key().empty() && !is_view(*table);
        }
        default: return true;
    }
}

/// Classes of views have a key like any other.
bool is_query_of_view(const sql::Node& node) {
    if (node.kind() != sql::NodeKind::Select) return false;
    const auto& items = static_cast<const sql::SelectNode&>(node).items;
    return std::any_of(items.begin(), items.end(), [](const sql::SelectItem& item) {
        if (item.entity == nullptr) return false;
        const auto& map = static_cast<const ClassMap&>(*item.entity);
        return map.is_view() && !map.is_query();
    });
}

/// Relationships come with its objects.
bool loads_eagerly(const ClassMap& map) {
    return std::any_of(map.relationships().begin(), map.relationships().end(), [](const Relationship* relationship) {
        return relationship->loading != Loading::Batch && relationship->loading != Loading::OneByOne &&
               relationship->loading != Loading::Raise;
    });
}

bool loads_eagerly(const sql::StatementNode& statement) {
    if (statement.kind() != sql::NodeKind::Select) return false;
    const auto& select = static_cast<const sql::SelectNode&>(statement);
    return !select.load_options.empty() || std::any_of(select.items.begin(), select.items.end(), [](const auto& item) {
        return item.entity != nullptr && loads_eagerly(static_cast<const ClassMap&>(*item.entity));
    });
}

bool sees(const Unwritten& work, const sql::Node& node);

/// What is read to compute properties of the class.
bool sees_by_properties(const Unwritten& work, const ClassMap& map) {
    const auto sees_one = [&](const ClassMap& known) {
        if (known.properties() == nullptr) return false;
        return std::ranges::any_of(known.properties()->list, [&](const auto& property) {
            return property->expression != nullptr && sees(work, *property->expression);
        });
    };
    if (map.inheritance() == nullptr) return sees_one(map);
    return std::ranges::any_of(map.inheritance()->family().classes,
                               [&](const ClassMap* known) { return sees_one(*known); });
}

bool sees(const Unwritten& work, const sql::Node& statement) {
    for (sql::Walk walk(statement); const sql::Node* const node = walk.next();) {
        if (!reads_only_tables(*node) || is_query_of_view(*node)) return true;
        if (node->kind() == sql::NodeKind::Table && work.concerns(static_cast<const sql::TableNode&>(*node)))
            return true;
        if (node->kind() != sql::NodeKind::Select) continue;
        for (const sql::SelectItem& item : static_cast<const sql::SelectNode&>(*node).items)
            if (item.entity != nullptr && sees_by_properties(work, static_cast<const ClassMap&>(*item.entity)))
                return true;
    }
    return false;
}

}  // namespace

bool sees_unwritten(const SessionCore& session, const sql::StatementNode& statement) {
    const Unwritten work = unwritten(session);
    if (work.may_be_more) return true;
    if (work.classes.empty()) return false;
    if (!session.options.criteria.empty()) return true;  // which may read other tables
    if (loads_eagerly(statement)) return true;
    return sees(work, statement);
}

bool sees_unwritten(const SessionCore& session, const ClassMap& map) {
    const Unwritten work = unwritten(session);
    if (work.may_be_more) return true;
    if (work.classes.empty()) return false;
    if (map.is_query() && sees(work, *map.table())) return true;
    return !session.options.criteria.empty() || (map.is_view() && !map.is_query()) || loads_eagerly(map) ||
           work.concerns(*map.table()) || sees_by_properties(work, map);
}

}  // namespace azoth::orm
