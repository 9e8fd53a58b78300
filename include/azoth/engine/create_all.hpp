// SPDX-License-Identifier: MIT
#pragma once

#include <source_location>

namespace azoth {

class Connection;
class Engine;
class MetaData;

/// Creates the tables of `metadata` that do not exist yet, after the tables that they refer to.
///
/// In one transaction where the database can roll back CREATE TABLE. On a Connection, in its own; it is not committed.
///
/// Throws: ArgumentError(`no_such_table`) when a foreign key refers to a table that is not in `metadata`.
void create_all(const MetaData& metadata, const Engine& engine,
                std::source_location where = std::source_location::current());
void create_all(const MetaData& metadata, Connection& connection,
                std::source_location where = std::source_location::current());

/// Drops the tables of `metadata` that exist, in the reverse order.
void drop_all(const MetaData& metadata, const Engine& engine,
              std::source_location where = std::source_location::current());
void drop_all(const MetaData& metadata, Connection& connection,
              std::source_location where = std::source_location::current());

}  // namespace azoth
