// SPDX-License-Identifier: MIT
#include "dialects/postgresql/compiler.hpp"

#include <cmath>
#include <cstdint>
#include <limits>

#include <fmt/core.h>

#include "dialects/postgresql/functions.hpp"
#include "dialects/postgresql/reserved_words.hpp"
#include "dialects/postgresql/types.hpp"
#include "dialects/postgresql/value_text.hpp"

namespace azoth::postgresql {
namespace {

constexpr Capabilities kCapabilities{
    .insert_returning = true,
    .update_returning = true,
    .delete_returning = true,
    .returns_other_tables = true,
    .merge = true,
    .conflict_on_constraint = true,
    .default_values = true,
    .ilike = true,
    .nulls_order = true,
    .is_distinct_from = true,
    .full_outer_join = true,
    .window_functions = true,
    .frame_groups = true,
    .aggregate_filter = true,
    .aggregate_order_by = true,
    .within_group = true,
    .grouping_sets = true,
    .function_columns = true,
    .symmetric_between = true,
    .quantified_comparison = true,
    .lateral = true,
    .tablesample = true,
    .distinct_on = true,
    .cte_materialization = true,
    .data_changing_cte = true,
    .assigns_to_parts = true,
    .search_and_cycle = true,
    .fetch_first = true,
    .fetch_with_ties = true,
    .hints_before_tables = true,
    .alter_constraints = true,
    .conditional_index = true,
    .transactional_ddl = true,
    .concat_operator = true,
    .json_concat = true,
    .float_nan = true,
    .float_infinity = true,
    .decimal_nan = true,
    .infinite_dates = true,
    .dates_before_christ = true,
    .max_parameters = 65535,
    .max_identifier_length = 63,
    .ddl = {.deferrable_foreign_keys = true,
            .deferrable_keys = true,
            .foreign_key_match = true,
            .foreign_key_set_columns = true,
            .nulls_not_distinct = true,
            .exclude_constraints = true,
            .comment_statements = true,
            .sequences = true,
            .sequence_types = true,
            .identity_columns = true,
            .schema_types = true,
            .native_enums = true,
            .partial_indexes = true,
            .expression_indexes = true,
            .index_nulls_order = true,
            .schemas = true,
            .cascade = true,
            .materialized_views = true,
            .replaceable_views = true,
            .temporary_views = true,
            .tables_without_data = true},
};

/// Without its type 1.5 would be a numeric.
std::string double_literal(double value) {
    if (std::isnan(value)) return "'NaN'::float8";
    if (std::isinf(value)) return value > 0 ? "'Infinity'::float8" : "'-Infinity'::float8";
    return fmt::format("'{}'::float8", value);
}

/// The name of the type in front of a literal of its own; empty where the literal says it.
std::string_view type_of_literal(ValueKind kind) {
    switch (kind) {
        case ValueKind::Date: return "DATE ";
        case ValueKind::Time: return "TIME ";
        case ValueKind::Timestamp: return "TIMESTAMP ";
        case ValueKind::TimestampTz: return "TIMESTAMP WITH TIME ZONE ";
        case ValueKind::Uuid: return "UUID ";
        case ValueKind::Json: return "JSONB ";
        default: return "";
    }
}

/// What PostgreSQL writes in a way of its own.
bool is_calendar_or_container(ValueKind kind) {
    return kind == ValueKind::Date || kind == ValueKind::Timestamp || kind == ValueKind::TimestampTz ||
           kind == ValueKind::Array || kind == ValueKind::Range;
}

void append_bytea(std::string& sql, std::string_view bytes) {
    sql += "'\\x";
    for (const char c : bytes) sql += fmt::format("{:02x}", static_cast<unsigned char>(c));
    sql += "'::bytea";
}

}  // namespace

PostgresqlDialect::PostgresqlDialect() : Dialect(kCapabilities) {}

void PostgresqlDialect::write_placeholder(std::string& sql, std::size_t number, std::string_view) const {
    sql += '$';
    sql += std::to_string(number);
}

void PostgresqlDialect::write_literal(std::string& sql, const ValueView& value) const {
    if (value.kind() == ValueKind::Double) {
        sql += double_literal(value.as_double());
    } else if (value.kind() == ValueKind::Int64 && value.as_int64() == std::numeric_limits<std::int64_t>::min()) {
        sql += "'-9223372036854775808'::bigint";  // the number without its sign is too large
    } else if (value.kind() == ValueKind::Bytes) {
        append_bytea(sql, value.as_text());
    } else if (is_calendar_or_container(value.kind())) {
        sql += type_of_literal(value.kind());
        Dialect::write_literal(sql, ValueView::text(value_text(value)));
    } else {
        sql += type_of_literal(value.kind());
        Dialect::write_literal(sql, value);
    }
}

void PostgresqlDialect::write_function(compile::SqlWriter& writer, const sql::FunctionNode& node) const {
    if (!write_special_function(writer, node)) Dialect::write_function(writer, node);
}

std::string_view PostgresqlDialect::function_form(const sql::FunctionNode& node) const {
    return postgresql::function_form(node);
}

std::string_view PostgresqlDialect::explain_words(bool analyze) const {
    return analyze ? "EXPLAIN (ANALYZE) " : "EXPLAIN ";
}

Plan PostgresqlDialect::read_plan(const std::vector<std::vector<Value>>& rows) const {
    std::vector<std::string> lines;
    for (const std::vector<Value>& row : rows) lines.push_back(row.at(0).as<std::string>());
    return compile::read_indented_plan(lines);
}

std::string PostgresqlDialect::cast_type_name(const SqlType& type) const { return type_name_of(type); }

bool PostgresqlDialect::is_reserved(std::string_view lower_case_word) const {
    return is_reserved_word(lower_case_word);
}

}  // namespace azoth::postgresql
