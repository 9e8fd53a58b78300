// SPDX-License-Identifier: MIT
#pragma once

#include <source_location>
#include <vector>

#include "azoth/schema/table.hpp"

namespace azoth {

class Connection;
class Engine;
class MetaData;

/// What of MetaData is created or dropped: `create_all(metadata, engine, {.tables = {books, authors}})`.
struct SchemaSelection {
    /// These tables alone, with the types and sequences that are theirs; without any, all that there is.
    std::vector<NodePtr<const TableDefinition>> tables = {};
    /// The database is asked what is there already. False: what is there, or is not, is an error of the database.
    bool checkfirst = true;
};

/// Creates what `metadata` has and the database has not: schemas, types, sequences, tables after those that they refer
/// to, with their indexes, and views. What is there is left as it is.
///
/// In one transaction where the database can roll back CREATE TABLE. On a Connection, in its own; it is not committed.
///
/// Throws: ArgumentError(`no_such_table`) when a foreign key refers to a table that is not in `metadata`, or a selected
/// table is not in it, and what check_schema() throws.
void create_all(const MetaData& metadata, const Engine& engine,
                std::source_location where = std::source_location::current());
void create_all(const MetaData& metadata, Connection& connection,
                std::source_location where = std::source_location::current());
void create_all(const MetaData& metadata, const Engine& engine, const SchemaSelection& selection,
                std::source_location where = std::source_location::current());
void create_all(const MetaData& metadata, Connection& connection, const SchemaSelection& selection,
                std::source_location where = std::source_location::current());

/// Drops what `metadata` has and the database has too, in the reverse order.
void drop_all(const MetaData& metadata, const Engine& engine,
              std::source_location where = std::source_location::current());
void drop_all(const MetaData& metadata, Connection& connection,
              std::source_location where = std::source_location::current());
void drop_all(const MetaData& metadata, const Engine& engine, const SchemaSelection& selection,
              std::source_location where = std::source_location::current());
void drop_all(const MetaData& metadata, Connection& connection, const SchemaSelection& selection,
              std::source_location where = std::source_location::current());

}  // namespace azoth
