// SPDX-License-Identifier: MIT
#include <map>
#include <set>
#include <string>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/base/log.hpp"
#include "azoth/compile/schema_script.hpp"
#include "compile/ddl_condition.hpp"
#include "compile/type_writer.hpp"

namespace azoth {
namespace {

/// The names of one name space of the database.
class Names {
public:
    void add(const std::string& name, std::string_view what, const TableDefinition& table) {
        if (name.empty() || names_.insert(name).second) return;
        throw ArgumentError("duplicate_name",
                            fmt::format("{} of the table '{}' would get the name '{}', which is taken "
                                        "already: give it another one by name()",
                                        what, table.full_name(), name));
    }

private:
    std::set<std::string> names_;
};

class NameCheck {
public:
    NameCheck(const MetaData& metadata, const Dialect& dialect) : metadata_(metadata), dialect_(dialect) {}

    void run() {
        for (const TableDefinitionPtr& table : metadata_.tables())
            indexes_of(*table).add(std::string(table->name()), "the name itself", *table);
        for (const TableDefinitionPtr& table : metadata_.tables()) check(*table);
    }

private:
    /// Where the names of indexes and of tables must differ: within the schema, or within the table.
    Names& indexes_of(const TableDefinition& table) {
        return indexes_[dialect_.ddl().index_belongs_to_table ? table.full_name() : table.schema()];
    }

    void check(const TableDefinition& table) {
        Names constraints;
        add(constraints, table, table.foreign_keys(), "a foreign key");
        add(constraints, table, table.unique_constraints(), "a unique constraint");
        add(constraints, table, table.checks(), "a check");
        add(constraints, table, table.excludes(), "an ExcludeConstraint");
        for (const Column& column : table.definitions())
            if (compile::has_enum_check(column, dialect_))
                constraints.add(enum_check_name(table, column.name()), "the check of an Enum", table);
        if (!table.primary_key().empty())
            constraints.add(constraint_name(table, table.primary_key_constraint()), "the primary key", table);
        add(indexes_of(table), table, table.indexes(), "an index");
        // MariaDB and MySQL keep all foreign keys of a database in one place.
        if (dialect_.ddl().index_belongs_to_table)
            add(foreign_keys_[table.schema()], table, table.foreign_keys(), "a foreign key");
    }

    template <class Range>
    void add(Names& names, const TableDefinition& table, const Range& range, std::string_view what) {
        for (const auto& each : range)
            if (compile::exists_on(each.condition(), dialect_)) names.add(constraint_name(table, each), what, table);
    }

    const MetaData& metadata_;
    const Dialect& dialect_;
    std::map<std::string, Names> indexes_;
    std::map<std::string, Names> foreign_keys_;
};

enum class Family { Integer, Text, Other };

Family family_of(TypeKind kind) {
    switch (kind) {
        case TypeKind::SmallInteger:
        case TypeKind::Integer:
        case TypeKind::BigInteger: return Family::Integer;
        case TypeKind::String:
        case TypeKind::Text:
        case TypeKind::Enum: return Family::Text;
        default: return Family::Other;
    }
}

void check_types(const TableDefinition& table, const Column& column, const TableDefinition& target_table,
                 const Column& target, const Dialect& dialect) {
    const SqlType& type = compile::type_on(column.type(), dialect);
    const SqlType& target_type = compile::type_on(target.type(), dialect);
    if (type.kind == target_type.kind || type.kind == TypeKind::Null || target_type.kind == TypeKind::Null) return;
    const Family family = family_of(type.kind);
    const bool is_comparable = family != Family::Other && family == family_of(target_type.kind);
    const std::string message =
        fmt::format("the foreign key column '{}.{}' is {}, but its target '{}.{}' is {}: give both the same type",
                    table.full_name(), column.name(), to_string(type), target_table.full_name(), target.name(),
                    to_string(target_type));
    if (!is_comparable || (dialect.ddl().strict_foreign_key_types && family == Family::Integer))
        throw ArgumentError("foreign_key_types", message);
    if (family == Family::Integer) log(LogLevel::Warning, "azoth.schema", message);
}

}  // namespace

void check_schema(const MetaData& metadata, const Dialect& dialect) {
    NameCheck(metadata, dialect).run();
    metadata.sorted_tables();  // finds references that lead nowhere
    for (const TableDefinitionPtr& table : metadata.tables())
        for (const ForeignKeyConstraint& key : table->foreign_keys()) {
            const TableDefinitionPtr target = metadata.find(key.target_table());
            for (std::size_t i = 0; i < key.columns().size(); ++i)
                check_types(*table, *table->find_definition(key.columns()[i]), *target,
                            *target->find_definition(key.target_columns()[i]), dialect);
        }
}

}  // namespace azoth
