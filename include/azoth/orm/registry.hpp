// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "azoth/base/shared.hpp"
#include "azoth/engine/create_all.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/orm/mapper.hpp"
#include "azoth/schema/table.hpp"

namespace azoth {

namespace orm {

/// What columns are whose members are of a C++ type, or of a std::optional of it.
struct ColumnTypeRule {
    const CppType* type;
    const CppType* optional_type;
    SqlType column_type;
};

}  // namespace orm

/// For RegistryOptions: `column_type<std::string>(String{255})`.
template <class T>
orm::ColumnTypeRule column_type(SqlType type) {
    return {&cpp_type<T>(), &cpp_type<std::optional<T>>(), std::move(type)};
}

/// What the tables of a Registry have in common.
struct RegistryOptions {
    /// Where tables are whose mapping() names no schema. Empty: in the database's default one.
    std::string schema = {};
    /// Names the constraints that have no name.
    std::optional<NamingConvention> naming = {};
    /// Columns of members of a C++ type have another type than azoth gives them, unless their mapping() names one:
    /// `{.types = {column_type<std::string>(String{255})}}`.
    std::vector<orm::ColumnTypeRule> types = {};
};

/// A set of mapped classes, checked, with their tables.
///
/// Thread safety: immutable, may be shared.
class Registry {
public:
    /// Reads the mappings of the classes and checks that they fit together.
    ///
    /// Options hold for the classes from then on, in statements too: give them before anything else uses the classes.
    ///
    /// Throws: MappingError with everything that is wrong, all classes in one message.
    template <class... Classes>
    static Registry of() {
        return Registry({&orm::class_map<Classes>...});
    }
    template <class... Classes>
    static Registry of(const RegistryOptions& options) {
        return Registry({&orm::class_map<Classes>...}, options);
    }
    Registry(const Registry&);
    Registry(Registry&&) noexcept;
    Registry& operator=(const Registry&);
    Registry& operator=(Registry&&) noexcept;
    ~Registry();

    /// The tables, in the order of the classes.
    const MetaData& metadata() const { return *metadata_; }
    std::span<orm::ClassMap* const> classes() const;

    /// Creates the tables that do not exist yet, those that others refer to first; as `selection` says, of some classes
    /// only: `registry.create_all(engine, {.tables = tables_of<Book, Author>()})`.
    void create_all(const Engine& engine) const;
    void create_all(const Engine& engine, const SchemaSelection& selection) const;
    /// Drops the tables that exist, in the reverse order.
    void drop_all(const Engine& engine) const;
    void drop_all(const Engine& engine, const SchemaSelection& selection) const;

private:
    using ClassMaps = std::initializer_list<orm::ClassMap& (*)()>;

    explicit Registry(ClassMaps classes);
    Registry(ClassMaps classes, const RegistryOptions& options);

    Shared<std::vector<orm::ClassMap*>> classes_;
    Shared<MetaData> metadata_;
};

namespace orm {

TableDefinitionPtr definition_of(const ClassMap& map);

}  // namespace orm

/// The tables of some classes.
template <class... Classes>
std::vector<TableDefinitionPtr> tables_of() {
    return {orm::definition_of(orm::class_map<Classes>())...};
}

}  // namespace azoth
