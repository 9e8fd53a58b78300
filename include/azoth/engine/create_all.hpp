// SPDX-License-Identifier: MIT
#pragma once

#include <source_location>

namespace azoth {

class Connection;
class Engine;
class MetaData;

/// Creates what `metadata` has and the database has not: schemas, types, sequences, tables after those that they refer
/// to, with their indexes, and views. What is there is left as it is.
///
/// In one transaction where the database can roll back CREATE TABLE. On a Connection, in its own; it is not committed.
///
/// Throws: ArgumentError(`no_such_table`) when a foreign key refers to a table that is not in `metadata`, and what
/// check_schema() throws.
void create_all(const MetaData& metadata, const Engine& engine,
                std::source_location where = std::source_location::current());
void create_all(const MetaData& metadata, Connection& connection,
                std::source_location where = std::source_location::current());

/// Drops what `metadata` has and the database has too, in the reverse order.
void drop_all(const MetaData& metadata, const Engine& engine,
              std::source_location where = std::source_location::current());
void drop_all(const MetaData& metadata, Connection& connection,
              std::source_location where = std::source_location::current());

}  // namespace azoth
