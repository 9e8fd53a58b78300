// SPDX-License-Identifier: MIT
// Classes that are mapped to a table that is there already, or to a view.
#include <fmt/format.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/class_map.hpp"
#include "azoth/schema/view.hpp"

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
    if (is_view_)
        throw MappingError("read_only_class",
                           fmt::format("a flush cannot write a {}: it is mapped to the view '{}'; change "
                                       "the rows through the classes of the tables behind it",
                                       name(), definition_->full_name()));
}

}  // namespace azoth::orm
