// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include "azoth/compile/dialect.hpp"
#include "azoth/schema/ddl_events.hpp"
#include "azoth/schema/metadata.hpp"

namespace azoth {

/// Which objects of MetaData are to be created or dropped; `schema` is empty for the default one.
class SchemaFilter {
public:
    virtual ~SchemaFilter() = default;
    virtual bool includes(SchemaObject kind, std::string_view schema, std::string_view name) const = 0;
};

/// Gives `runner` what creates the objects of `metadata` that `filter` includes, in order: schemas, types, sequences,
/// tables by dependency with their comments, foreign keys of cycles, indexes, views; and calls the hooks around it.
///
/// Throws: what check_schema() and the compiler throw.
void create_schema(const MetaData& metadata, const SchemaFilter& filter, DdlRunner& runner);
/// The reverse.
void drop_schema(const MetaData& metadata, const SchemaFilter& filter, DdlRunner& runner);

/// Finds mistakes before the database does.
///
/// Throws ArgumentError: `duplicate_name` when two constraints or indexes would get the same name, `foreign_key_types`
/// when a foreign key and its target cannot be compared (or are of different sizes, where the database refuses that; it
/// is a warning elsewhere), `no_such_table` when a foreign key leads nowhere.
void check_schema(const MetaData& metadata, const Dialect& dialect);

/// The statements that create all of `metadata`, each with a semicolon and on a line of its own. No database is needed.
std::string schema_script(const MetaData& metadata, const Dialect& dialect);
/// The statements that drop it.
std::string drop_script(const MetaData& metadata, const Dialect& dialect);

namespace compile {

/// Receives statements instead of a database.
class SqlSink {
public:
    virtual ~SqlSink() = default;
    virtual void take(std::string_view sql) = 0;
};

void send_schema(const MetaData& metadata, const Dialect& dialect, bool drops, SqlSink& sink);

template <class F>
struct SinkOf final : SqlSink {
    explicit SinkOf(F& given) : function(given) {}
    void take(std::string_view sql) override { function(sql); }
    F& function;
};

}  // namespace compile

/// Calls `sink(sql)` with each statement that creates all of `metadata`.
template <std::invocable<std::string_view> Sink>
void create_all(const MetaData& metadata, const Dialect& dialect, Sink sink) {
    compile::SinkOf<Sink> taker(sink);
    compile::send_schema(metadata, dialect, false, taker);
}
/// Calls `sink(sql)` with each statement that drops it.
template <std::invocable<std::string_view> Sink>
void drop_all(const MetaData& metadata, const Dialect& dialect, Sink sink) {
    compile::SinkOf<Sink> taker(sink);
    compile::send_schema(metadata, dialect, true, taker);
}

}  // namespace azoth
