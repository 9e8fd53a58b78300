// SPDX-License-Identifier: MIT
#include "azoth/compile/schema_translate_map.hpp"

#include <algorithm>

#include "azoth/compile/dialect.hpp"

namespace azoth::compile {
namespace {

// Control characters that no SQL has outside of texts, where the compiler writes none: values are bound.
constexpr char kOpen = '\x01';
constexpr char kClose = '\x02';

thread_local int scopes = 0;

}  // namespace

SchemaTokens::SchemaTokens() { ++scopes; }

SchemaTokens::~SchemaTokens() { --scopes; }

bool SchemaTokens::are_wanted() { return scopes > 0; }

void write_schema_token(std::string& sql, std::string_view schema) {
    sql += kOpen;
    sql += schema;
    sql += kClose;
}

std::string_view translated_schema(std::string_view schema, const SchemaTranslateMap& map) {
    const auto found = std::ranges::find(map, schema, &SchemaTranslateMap::value_type::first);
    return found == map.end() ? schema : std::string_view(found->second);
}

void replace_schema_tokens(std::string& out, std::string_view sql, const SchemaTranslateMap& map,
                           const Dialect& dialect) {
    while (true) {
        const auto open = sql.find(kOpen);
        out += sql.substr(0, open);
        if (open == std::string_view::npos) return;
        const auto close = sql.find(kClose, open);  // always there: they are written together
        const std::string_view schema = translated_schema(sql.substr(open + 1, close - open - 1), map);
        if (!schema.empty()) {
            dialect.write_identifier(out, schema);
            out += '.';
        }
        sql.remove_prefix(close + 1);
    }
}

}  // namespace azoth::compile
