// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace azoth {

class Dialect;

/// Which schema stands for which: `{{"", "tenant_7"}, {"shared", "common"}}`. Tables without a schema have the name "".
/// A schema that is not named stays as it is; one that is translated to "" is left out.
using SchemaTranslateMap = std::vector<std::pair<std::string, std::string>>;

namespace compile {

/// As long as it lives, what this thread compiles has tokens in the place of schemas: the same compiled statement then
/// serves every SchemaTranslateMap.
class SchemaTokens {
public:
    SchemaTokens();
    SchemaTokens(const SchemaTokens&) = delete;
    SchemaTokens& operator=(const SchemaTokens&) = delete;
    ~SchemaTokens();

    static bool are_wanted();
};

/// Appends the token of a schema, which stands for the schema's name and the dot behind it.
void write_schema_token(std::string& sql, std::string_view schema);

/// What stands for a schema.
std::string_view translated_schema(std::string_view schema, const SchemaTranslateMap& map);

/// Appends `sql` with schemas instead of tokens.
void replace_schema_tokens(std::string& out, std::string_view sql, const SchemaTranslateMap& map,
                           const Dialect& dialect);

}  // namespace compile
}  // namespace azoth
