// SPDX-License-Identifier: MIT
// Ranges: https://www.postgresql.org/docs/current/functions-range.html, hstore:
// https://www.postgresql.org/docs/current/hstore.html, text search:
// https://www.postgresql.org/docs/current/functions-textsearch.html
#include <algorithm>
#include <array>
#include <utility>

#include "dialects/postgresql/functions.hpp"

namespace azoth::postgresql {
namespace {

using Form = std::pair<std::string_view, std::string_view>;

constexpr std::array kForms = std::to_array<Form>({
    {"hstore_concat", "({0} || {1})"},      {"hstore_contained_by", "({0} <@ {1})"},
    {"hstore_contains", "({0} @> {1})"},    {"hstore_get", "({0} -> {1})"},
    {"hstore_has_all", "({0} ?& {1})"},     {"hstore_has_any", "({0} ?| {1})"},
    {"hstore_has_key", "({0} ? {1})"},      {"hstore_keys", "akeys({0})"},
    {"hstore_values", "avals({0})"},        {"hstore_without", "delete({0}, {1})"},
    {"range_adjacent_to", "({0} -|- {1})"}, {"range_contained_by", "({0} <@ {1})"},
    {"range_contains", "({0} @> {1})"},     {"range_difference", "({0} - {1})"},
    {"range_intersection", "({0} * {1})"},  {"range_is_empty", "isempty({0})"},
    {"range_left_of", "({0} << {1})"},      {"range_lower", "lower({0})"},
    {"range_lower_inc", "lower_inc({0})"},  {"range_lower_inf", "lower_inf({0})"},
    {"range_not_left_of", "({0} &> {1})"},  {"range_not_right_of", "({0} &< {1})"},
    {"range_overlaps", "({0} && {1})"},     {"range_right_of", "({0} >> {1})"},
    {"range_union", "({0} + {1})"},         {"range_upper", "upper({0})"},
    {"range_upper_inc", "upper_inc({0})"},  {"range_upper_inf", "upper_inf({0})"},
    {"ts_match", "({0} @@ {1})"},           {"ts_rank", "ts_rank({0}, {1})"},
    {"ts_rank_cd", "ts_rank_cd({0}, {1})"},
});
static_assert(std::ranges::is_sorted(kForms, {}, &Form::first));

/// Those of text search may have a configuration in front.
std::string_view text_search_form(const sql::FunctionNode& node) {
    const bool has_config = !node.options.empty();
    if (node.name == "to_tsvector") return has_config ? "to_tsvector('{options}', {0})" : "to_tsvector({0})";
    if (node.name == "to_tsquery") return has_config ? "to_tsquery('{options}', {0})" : "to_tsquery({0})";
    if (node.name == "plainto_tsquery")
        return has_config ? "plainto_tsquery('{options}', {0})" : "plainto_tsquery({0})";
    if (node.name == "phraseto_tsquery")
        return has_config ? "phraseto_tsquery('{options}', {0})" : "phraseto_tsquery({0})";
    if (node.name == "websearch_to_tsquery")
        return has_config ? "websearch_to_tsquery('{options}', {0})" : "websearch_to_tsquery({0})";
    if (node.name == "ts_headline")
        return has_config ? "ts_headline('{options}', {0}, {1}, {2})" : "ts_headline({0}, {1}, {2})";
    return "";
}

}  // namespace

std::string_view special_form(const sql::FunctionNode& node) {
    const auto found = std::ranges::lower_bound(kForms, std::string_view(node.name), {}, &Form::first);
    return found != kForms.end() && found->first == node.name ? found->second : text_search_form(node);
}

}  // namespace azoth::postgresql
