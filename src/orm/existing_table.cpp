// SPDX-License-Identifier: MIT
// Classes that are mapped to a table that is there already, or to a view.
#include <fmt/format.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/class_map.hpp"
#include "azoth/schema/view.hpp"
#include "azoth/sql/from_handle.hpp"
#include "azoth/sql/select_node.hpp"
#include "orm/class_draft.hpp"

namespace azoth::orm {
namespace {

enum class Family { Number, Text, Bytes, Date, DateTime, Time, Other };

Family family_of(TypeKind kind) {
    switch (kind) {
        case TypeKind::TinyInteger:
        case TypeKind::SmallInteger:
        case TypeKind::MediumInteger:
        case TypeKind::Integer:
        case TypeKind::BigInteger:
        case TypeKind::Boolean:  // a whole number, where there is no such type
        case TypeKind::Float:
        case TypeKind::Double:
        case TypeKind::Numeric: return Family::Number;
        case TypeKind::String:
        case TypeKind::Char:
        case TypeKind::Text: return Family::Text;
        case TypeKind::Binary:
        case TypeKind::LargeBinary: return Family::Bytes;
        case TypeKind::Date: return Family::Date;
        case TypeKind::DateTime:
        case TypeKind::DateTimeTz: return Family::DateTime;
        case TypeKind::Time:
        case TypeKind::TimeTz: return Family::Time;
        default: return Family::Other;
    }
}

bool fits(const SqlType& member, const SqlType& column) {
    const Family wanted = family_of(member.kind);
    const Family found = family_of(column.kind);
    // What is neither may be stored as something else: an enum as text, a UUID as bytes.
    return wanted == found || wanted == Family::Other || found == Family::Other;
}

}  // namespace

void ClassDraft::take_view(const View& view) {
    existing = view.definition().table;
    table = existing->full_name();
    is_view = true;
}

namespace {

/// The query that gives the rows of something in FROM.
sql::StatementPtr query_of(const sql::FromPtr& rows) {
    if (rows->kind() == sql::NodeKind::Subquery) return static_cast<const sql::QueryFromNode&>(*rows).query;
    auto select = make_node<sql::SelectNode>();
    for (std::uint32_t i = 0; i < rows->columns().size(); ++i)
        select->items.push_back({make_node<const sql::ColumnNode>(rows, i), nullptr, nullptr});
    return select;
}

}  // namespace

void ClassDraft::take_rows(const FromHandle& rows, std::string_view class_name) {
    const sql::FromPtr& from = rows.node();
    if (from->columns().empty())
        throw MappingError("bad_rows",
                           fmt::format("mapping() of {} gives m.table(...) what has no columns of its own; give it a "
                                       "query: m.table(select(...).subquery(\"...\"))",
                                       class_name));
    table = from->name().empty() ? std::string(class_name) : std::string(from->name());
    auto definition = make_node<TableDefinition>(QuotedName(table));
    for (const sql::FromColumn& column : from->columns()) {
        if (definition->find_definition(column.name) != nullptr)
            throw MappingError("bad_rows",
                               fmt::format("mapping() of {} gives m.table(...) a query that has two columns "
                                           "'{}'; give one of them a label(): c(&Book::id).label(\"book_id\")",
                                           class_name, column.name));
        definition->add(Column(column.name, column.type));
    }
    definition->stand_for(query_of(from));
    existing = std::move(definition);
    is_view = true;
}

void ClassMap::take_table(const ClassDraft& draft) {
    definition_ = NodePtr<TableDefinition>(const_cast<TableDefinition*>(draft.existing.get()));
    table_ = definition_;
    has_existing_table_ = true;
}

std::uint32_t ClassMap::find_table_column(const ClassDraft::ColumnDraft& column) const {
    const std::string& wanted = column.column.name();
    const auto& definitions = definition_->definitions();
    for (std::uint32_t i = 0; i < definitions.size(); ++i) {
        if (definitions[i].name() != wanted) continue;
        if (fits(column.value_type->sql_type(), definitions[i].type())) return i;
        throw MappingError(
            "table_does_not_fit",
            fmt::format("mapping() of {}: the column '{}' of the table '{}' is {}, but the member is a {}; "
                        "give the member a type that fits",
                        name(), wanted, definition_->full_name(), to_string(definitions[i].type()),
                        column.value_type->name));
    }
    std::vector<std::string> names;
    for (const Column& each : definitions) names.push_back(each.name());
    throw MappingError(
        "table_does_not_fit",
        fmt::format("mapping() of {}: the table '{}' has no column '{}'; its columns are {}; name the right "
                    "one: m.column(&{}::{}).name(\"...\")",
                    name(), definition_->full_name(), wanted, fmt::join(names, ", "), name(), column.member));
}

void ClassMap::require_writable() const {
    if (union_ != nullptr)
        throw MappingError("read_only_class",
                           fmt::format("{0} objects cannot be written: {0} has no table, as its mapping() says "
                                       "m.polymorphic_union<...>(); write objects of its subclasses",
                                       name()));
    if (is_query())
        throw MappingError(
            "read_only_class",
            fmt::format("{} objects cannot be written: the class is mapped to the query '{}'; change the "
                        "rows through the classes of the tables that it reads",
                        name(), definition_->name()));
    if (is_view_)
        throw MappingError("read_only_class",
                           fmt::format("a flush cannot write a {}: it is mapped to the view '{}'; change "
                                       "the rows through the classes of the tables behind it",
                                       name(), definition_->full_name()));
}

}  // namespace azoth::orm
