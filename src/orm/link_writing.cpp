// SPDX-License-Identifier: MIT
// Unit of work: the rows of link tables.
#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/expr.hpp"
#include "orm/link_table.hpp"
#include "orm/unit_of_work.hpp"

namespace azoth::orm {
namespace {

/// Links that one statement can write.
struct LinkGroup {
    const Relationship* relationship;
    bool is_added;
    bool is_certain;
    std::vector<const LinkChange*> links;
};

bool has_row(const ObjectHeader& header) {
    return header.state == ObjectState::Persistent || (header.state == ObjectState::Pending && header.is_written);
}

bool is_writable(const LinkChange& link) {
    if (!has_row(*link.owner) || !has_row(*link.target)) return false;
    return !link.is_added || (!link.owner->is_to_be_deleted && !link.target->is_to_be_deleted);
}

std::vector<LinkGroup> groups_of(const std::vector<LinkChange>& links, bool is_added) {
    std::vector<LinkGroup> groups;
    for (const LinkChange& link : links) {
        if (link.is_added != is_added) continue;
        const auto found = std::find_if(groups.begin(), groups.end(), [&](const LinkGroup& group) {
            return group.relationship == link.relationship && group.is_certain == link.is_certain;
        });
        LinkGroup& group = found != groups.end()
                               ? *found
                               : groups.emplace_back(LinkGroup{link.relationship, is_added, link.is_certain, {}});
        group.links.push_back(&link);
    }
    return groups;
}

void append_key(std::vector<ValueView>& values, const ObjectHeader& object, const ClassMap& map,
                const std::vector<std::uint32_t>& columns, Scratch& scratch) {
    for (const std::uint32_t position : columns) {
        const MappedColumn& column = map.columns()[position];
        // A deleted object's row has the key that it was read with.
        const void* const field =
            object.is_to_be_deleted ? row_field(object, column) : map.field(object.object(), column);
        values.push_back(column.type->view(field, scratch));
    }
}

std::vector<ValueView> values_of(const LinkGroup& group, Scratch& scratch) {
    const Relationship& relationship = *group.relationship;
    std::vector<ValueView> values;
    values.reserve(group.links.size() * (relationship.local_columns.size() + relationship.remote_columns.size()));
    for (const LinkChange* const link : group.links) {
        append_key(values, *link->owner, *relationship.owner, relationship.local_columns, scratch);
        append_key(values, *link->target, *relationship.target, relationship.remote_columns, scratch);
    }
    return values;
}

std::vector<std::uint32_t> columns_of(const LinkTable& link) {
    std::vector<std::uint32_t> columns = link.local;
    columns.insert(columns.end(), link.remote.begin(), link.remote.end());
    return columns;
}

ExpressionPtr parameter(std::size_t position, const sql::ColumnPtr& column) {
    return make_node<sql::ParameterNode>(static_cast<std::uint32_t>(position), column->type());
}

NodePtr<sql::InsertNode> insert_of(const LinkTable& link, bool is_certain) {
    auto node = make_node<sql::InsertNode>(sql::TablePtr(link.definition.get()));
    sql::ExpressionList row;
    node->columns = columns_of(link);
    for (const sql::ColumnPtr& column : link.columns_in(sql::FromPtr(link.definition.get()), node->columns))
        row.push_back(parameter(row.size(), column));
    node->rows.push_back(std::move(row));
    if (!is_certain) node->conflicts.emplace_back();
    return node;
}

NodePtr<sql::DeleteNode> delete_of(const LinkTable& link) {
    auto node = make_node<sql::DeleteNode>(sql::TablePtr(link.definition.get()));
    for (const sql::ColumnPtr& column : link.columns_in(sql::FromPtr(link.definition.get()), columns_of(link)))
        node->where.push_back(
            azoth::detail::make_comparison(sql::Operator::Equal, column, parameter(node->where.size(), column)));
    return node;
}

std::string describe(const LinkGroup& group) {
    const LinkChange& first = *group.links.front();
    return group.links.size() == 1
               ? fmt::format("the link of {} and {}", orm::describe(*first.owner), orm::describe(*first.target))
               : fmt::format("{} links of {} and {}", group.links.size(), group.relationship->owner->name(),
                             group.relationship->target->name());
}

[[noreturn]] void throw_stale(const LinkGroup& group) {
    throw StaleDataError("stale_row",
                         fmt::format("{}{} could not be removed: its row in '{}' is not there any more; somebody else "
                                     "has deleted it",
                                     group.links.size() == 1 ? "" : "one of ", describe(group),
                                     group.relationship->link->definition->full_name()));
}

void write_group(Connection& connection, const LinkGroup& group) {
    const LinkTable& link = *group.relationship->link;
    Scratch scratch;
    const std::vector<ValueView> values = values_of(group, scratch);
    const std::size_t count = group.links.size();
    try {
        if (group.is_added) {
            connection.run_many(*insert_of(link, group.is_certain), values, count, {});
        } else {
            const std::int64_t gone = connection.run_many(*delete_of(link), values, count, {});
            if (group.is_certain && gone < static_cast<std::int64_t>(count)) throw_stale(group);
        }
    } catch (DatabaseError& error) {
        error.annotate([&](ErrorDetail& detail) {
            detail.message += fmt::format(" (while {} {})", group.is_added ? "inserting" : "deleting", describe(group));
        });
        throw;
    }
}

}  // namespace

// Behind the rows that are new and before those that go: both ends are there.
void UnitOfWork::write_links() {
    if (session_.link_changes.empty()) return;
    links_ = session_.link_changes.list();
    std::erase_if(links_, [](const LinkChange& link) { return !is_writable(link); });
    for (const bool is_added : {false, true}) {
        for (const LinkGroup& group : groups_of(links_, is_added)) {
            write_group(begin_writing(*group.relationship->owner), group);
        }
    }
}

}  // namespace azoth::orm
