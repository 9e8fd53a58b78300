// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "azoth/orm/class_map.hpp"
#include "azoth/orm/object.hpp"
#include "azoth/orm/relation.hpp"

namespace azoth::orm {

/// A class and its known subclasses, and how their rows are read. It never changes: when another subclass becomes
/// known, there is a new one.
struct Family {
    std::vector<const ClassMap*> classes;  ///< the class itself, then each behind its base

    /// The class whose rows hold this value in the discriminator; null when none is known.
    const ClassMap* find(const ValueView& identity) const;
};

/// What a class has to do with its bases and subclasses.
struct Inheritance {
    ClassMap* base = nullptr;  ///< null for the first of the hierarchy
    const ClassMap* root = nullptr;
    std::uint32_t discriminator = 0;  ///< its position among the columns of every class
    std::optional<Value> identity;    ///< none: the class is abstract
    Polymorphic loading = Polymorphic::Joined;
    /// The tables of the class, the root's first, as maps that describe the part of an object which is in each.
    std::vector<const ClassMap*> tables;
    std::vector<std::uint8_t> table_of_column;  ///< by position among the columns: a place among `tables`
    std::shared_ptr<ClassMap> own_part;         ///< the last of `tables`, where it is no class of its own
    /// What INSERT, UPDATE and DELETE of the class name where it is in several tables: it has the columns of all, in
    /// the order of the class, and a Session writes the tables one by one. Null: its only table.
    sql::TablePtr all_tables;

    const Family& family() const { return *newest_.load(std::memory_order_acquire); }
    /// Precondition: the building of maps is locked.
    void add(const ClassMap& subclass);
    bool has_several_tables() const { return tables.size() > 1; }
    /// Its rows are in the table of its base.
    bool shares_table() const { return base != nullptr && base->inheritance()->tables.size() == tables.size(); }

private:
    std::atomic<const Family*> newest_{nullptr};
    std::vector<std::unique_ptr<const Family>> families_;
};

/// Visits the map of each table of a class, the root's first.
template <class Visit>
void for_each_table(const ClassMap& map, Visit visit) {
    if (map.inheritance() == nullptr) return visit(map);
    for (const ClassMap* const table : map.inheritance()->tables) visit(*table);
}

/// A class whose objects, or links, are in the table; null: none, as far as classes are known yet.
const ClassMap* find_class_of(const TableDefinition& table);

/// The subclasses that are known to have a table of their own beside that of their base, bases first. Empty, and
/// quickly so, in programs without such.
std::vector<const ClassMap*> split_classes();

/// The part of an object of class `map` that is in a table; null when none is.
const ClassMap* find_part(const ClassMap& map, const TableDefinition& table);
inline const ClassMap& part_of(const ObjectHeader& header, const ClassMap& table) {
    return header.map()->inheritance() == nullptr ? *header.map() : *find_part(*header.map(), table.definition());
}
/// The map of the table that an object is written to first.
inline const ClassMap& first_table(const ClassMap& map) {
    return map.inheritance() == nullptr ? map : *map.inheritance()->tables.front();
}
/// How many of the columns of a class are in tables: those before the members that expressions compute.
std::uint32_t table_column_count(const ClassMap& map);
/// The table of that name among those of a class; null when there is none.
const TableDefinition* find_table(const ClassMap& map, std::string_view full_name);
/// The position among the columns of a class.
std::optional<std::uint32_t> find_position(const ClassMap& map, const TableDefinition& table, std::string_view column);
/// The class maps the columns of a foreign key, and it is not the one that holds its tables together.
bool is_of_class(const ClassMap& map, const TableDefinition& table, const ForeignKeyConstraint& key);

/// The condition by which a row of the first table, in `from`, is of the class or a known subclass.
ExpressionPtr is_one_of_family(const ClassMap& map, const sql::FromPtr& from);

/// The condition by which a row of a further table, in `other`, belongs to that of the first one, in `from`.
ExpressionPtr same_key(const ClassMap& map, const sql::FromPtr& from, const ClassMap& part, const sql::FromPtr& other);

/// What is in a SELECT of objects of this very class behind those of their columns that are in its first table:
/// `is_selected` says which of all its columns. The other tables are joined.
void add_own_tables(const ClassMap& map, sql::SelectNode& select, const std::vector<bool>& is_selected);

/// Adds to a join what keeps it to the rows of the class, and its other tables; `part` is null where the target of the
/// join stands for the whole class.
void complete_join(sql::RelationshipJoin& join, const ClassMap& map, const ClassMap* part, bool needs_names);

/// The class of a value in a relation: that of the relationship, or one that derives from it.
const ClassMap& map_of(const Element& element, const Relationship& relationship);

/// Throws ArgumentError(`abstract_class`).
void require_concrete(const ClassMap& map);

}  // namespace azoth::orm
