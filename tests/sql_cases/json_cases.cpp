// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "azoth/sql/json.hpp"

#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kJsonPath("JsonPath", [](SqlCases& add, const Shop& s) {
    const JsonExpr body = as_json(s.content);
    add("key", body["title"], "JSON_EXTRACT(documents.content, '$.\"title\"')")
        .on("sqlite", "documents.content -> '$.\"title\"'")
        .on("postgresql", "documents.content -> 'title'")
        .gives("\"Emma\"");
    add("number", body["pages"], "JSON_EXTRACT(documents.content, '$.\"pages\"')")
        .on("sqlite", "documents.content -> '$.\"pages\"'")
        .on("postgresql", "documents.content -> 'pages'")
        .gives("474");
    add("json null", body["nothing"], "JSON_EXTRACT(documents.content, '$.\"nothing\"')")
        .on("sqlite", "documents.content -> '$.\"nothing\"'")
        .on("postgresql", "documents.content -> 'nothing'")
        .gives("null");
    add("missing key", body["missing"], "JSON_EXTRACT(documents.content, '$.\"missing\"')")
        .on("sqlite", "documents.content -> '$.\"missing\"'")
        .on("postgresql", "documents.content -> 'missing'")
        .gives("NULL");
    add("json null is not sql null", body["nothing"].is_null(),
        "JSON_EXTRACT(documents.content, '$.\"nothing\"') IS NULL")
        .on("sqlite", "documents.content -> '$.\"nothing\"' IS NULL")
        .on("postgresql", "documents.content -> 'nothing' IS NULL")
        .gives("false");
    add("missing is sql null", body["missing"] == std::nullopt,
        "JSON_EXTRACT(documents.content, '$.\"missing\"') IS NULL")
        .on("sqlite", "documents.content -> '$.\"missing\"' IS NULL")
        .on("postgresql", "documents.content -> 'missing' IS NULL")
        .gives("true");
    add("nested key", body["author"]["name"], "JSON_EXTRACT(documents.content, '$.\"author\".\"name\"')")
        .on("sqlite", "documents.content -> '$.\"author\".\"name\"'")
        .on("postgresql", "documents.content #> '{\"author\",\"name\"}'")
        .gives("\"Jane\"");
    add("several steps", body.at({"tags", 1}), "JSON_EXTRACT(documents.content, '$.\"tags\"[1]')")
        .on("sqlite", "documents.content -> '$.\"tags\"[1]'")
        .on("postgresql", "documents.content #> '{\"tags\",1}'")
        .gives("\"b\"");
    add("last element", body["tags"][-1], "JSON_EXTRACT(documents.content, '$.\"tags\"[last]')")
        .on("sqlite", "documents.content -> '$.\"tags\"[#-1]'")
        .on("postgresql", "documents.content #> '{\"tags\",-1}'")
        .gives("\"b\"");
    add("second to last element", body["tags"][-2], "JSON_EXTRACT(documents.content, '$.\"tags\"[last-1]')")
        .on("sqlite", "documents.content -> '$.\"tags\"[#-2]'")
        .on("postgresql", "documents.content #> '{\"tags\",-2}'")
        .gives("\"a\"");
    add("beyond the end", body["tags"][7], "JSON_EXTRACT(documents.content, '$.\"tags\"[7]')")
        .on("sqlite", "documents.content -> '$.\"tags\"[7]'")
        .on("postgresql", "documents.content #> '{\"tags\",7}'")
        .gives("NULL");
    add("key with a dot", body["x.y"].as<int>(),
        "CAST(CASE JSON_TYPE(JSON_EXTRACT(documents.content, '$.\"x.y\"')) WHEN 'NULL' THEN NULL ELSE "
        "JSON_UNQUOTE(JSON_EXTRACT(documents.content, '$.\"x.y\"')) END AS SIGNED)")
        .on("sqlite", "CAST(json_extract(documents.content, '$.\"x.y\"') AS INTEGER)")
        .on("postgresql", "CAST(documents.content ->> 'x.y' AS INTEGER)")
        .gives("2");
    add("key with quotation marks", body["a \"b'"],
        "JSON_EXTRACT(documents.content, concat('$.\"a ', char(92 USING utf8mb4), '\"b''\"'))")
        .refused("sqlite")
        .on("postgresql", "documents.content -> 'a \"b'''")
        .gives("1");
    add("nested key with quotation marks", body["a \"b'"]["\\"],
        "JSON_EXTRACT(documents.content, concat('$.\"a ', char(92 USING utf8mb4), '\"b''\".\"', char(92, 92 USING "
        "utf8mb4), '\"'))")
        .refused("sqlite")
        .on("postgresql", "documents.content #> '{\"a \\\"b''\",\"\\\\\"}'")
        .gives("NULL");
    add("injection", body["x'); DROP TABLE books; --"],
        "JSON_EXTRACT(documents.content, '$.\"x''); DROP TABLE books; --\"')")
        .on("sqlite", "documents.content -> '$.\"x''); DROP TABLE books; --\"'")
        .on("postgresql", "documents.content -> 'x''); DROP TABLE books; --'")
        .gives("NULL");
    add("text", body["title"].as_string(),
        "CASE JSON_TYPE(JSON_EXTRACT(documents.content, '$.\"title\"')) WHEN 'NULL' THEN NULL ELSE "
        "JSON_UNQUOTE(JSON_EXTRACT(documents.content, '$.\"title\"')) END")
        .on("sqlite", "CAST(json_extract(documents.content, '$.\"title\"') AS TEXT)")
        .on("postgresql", "documents.content ->> 'title'")
        .gives("Emma");
    add("text of a number", body["pages"].as_string() == "474",
        "CASE JSON_TYPE(JSON_EXTRACT(documents.content, '$.\"pages\"')) WHEN 'NULL' THEN NULL ELSE "
        "JSON_UNQUOTE(JSON_EXTRACT(documents.content, '$.\"pages\"')) END = ?")
        .on("sqlite", "CAST(json_extract(documents.content, '$.\"pages\"') AS TEXT) = ?")
        .on("postgresql", "documents.content ->> 'pages' = ?")
        .gives("true");
    add("text of a json null", body["nothing"].as_string(),
        "CASE JSON_TYPE(JSON_EXTRACT(documents.content, '$.\"nothing\"')) WHEN 'NULL' THEN NULL ELSE "
        "JSON_UNQUOTE(JSON_EXTRACT(documents.content, '$.\"nothing\"')) END")
        .on("sqlite", "CAST(json_extract(documents.content, '$.\"nothing\"') AS TEXT)")
        .on("postgresql", "documents.content ->> 'nothing'")
        .gives("NULL");
    add("nested text joined", body["author"]["name"].as_string() + "!",
        "concat(CASE JSON_TYPE(JSON_EXTRACT(documents.content, '$.\"author\".\"name\"')) WHEN 'NULL' THEN NULL ELSE "
        "JSON_UNQUOTE(JSON_EXTRACT(documents.content, '$.\"author\".\"name\"')) END, ?)")
        .on("sqlite", "(CAST(json_extract(documents.content, '$.\"author\".\"name\"') AS TEXT)) || ?")
        .on("postgresql", "(documents.content #>> '{\"author\",\"name\"}') || ?")
        .gives("Jane!");
    add("integer", body["pages"].as_integer() + 1,
        "CAST(CASE JSON_TYPE(JSON_EXTRACT(documents.content, '$.\"pages\"')) WHEN 'NULL' THEN NULL ELSE "
        "JSON_UNQUOTE(JSON_EXTRACT(documents.content, '$.\"pages\"')) END AS SIGNED) + ?")
        .on("sqlite", "CAST(json_extract(documents.content, '$.\"pages\"') AS INTEGER) + ?")
        .on("postgresql", "CAST(documents.content ->> 'pages' AS BIGINT) + ?")
        .gives("475");
    add("integer of a json null", body["nothing"].as<int>().is_null(),
        "CAST(CASE JSON_TYPE(JSON_EXTRACT(documents.content, '$.\"nothing\"')) WHEN 'NULL' THEN NULL ELSE "
        "JSON_UNQUOTE(JSON_EXTRACT(documents.content, '$.\"nothing\"')) END AS SIGNED) IS NULL")
        .on("sqlite", "CAST(json_extract(documents.content, '$.\"nothing\"') AS INTEGER) IS NULL")
        .on("postgresql", "CAST(documents.content ->> 'nothing' AS INTEGER) IS NULL")
        .gives("true");
    add("float", body["price"].as_float(),
        "CAST(CASE JSON_TYPE(JSON_EXTRACT(documents.content, '$.\"price\"')) WHEN 'NULL' THEN NULL ELSE "
        "JSON_UNQUOTE(JSON_EXTRACT(documents.content, '$.\"price\"')) END AS DOUBLE)")
        .on("sqlite", "CAST(json_extract(documents.content, '$.\"price\"') AS REAL)")
        .on("postgresql", "CAST(documents.content ->> 'price' AS DOUBLE PRECISION)")
        .gives("9.5");
    add("boolean", body["sold"].as_boolean(),
        "CASE JSON_TYPE(JSON_EXTRACT(documents.content, '$.\"sold\"')) WHEN 'NULL' THEN NULL ELSE "
        "JSON_UNQUOTE(JSON_EXTRACT(documents.content, '$.\"sold\"')) = 'true' END")
        .on("sqlite", "json_extract(documents.content, '$.\"sold\"')")
        .on("postgresql", "CAST(documents.content ->> 'sold' AS BOOLEAN)")
        .gives("true");
    add("equals a document", body["author"]["born"] == nlohmann::json(1775),
        "JSON_EQUALS(JSON_EXTRACT(documents.content, '$.\"author\".\"born\"'), ?)")
        .on("sqlite", "documents.content -> '$.\"author\".\"born\"' = ?")
        .on("postgresql", "documents.content #> '{\"author\",\"born\"}' = ?")
        .on("mysql", "CAST(JSON_EXTRACT(documents.content, '$.\"author\".\"born\"') AS JSON) = CAST(? AS JSON)")
        .gives("true");
    add("equals a text document", body["title"] == nlohmann::json("Emma"),
        "JSON_EQUALS(JSON_EXTRACT(documents.content, '$.\"title\"'), ?)")
        .on("sqlite", "documents.content -> '$.\"title\"' = ?")
        .on("postgresql", "documents.content -> 'title' = ?")
        .on("mysql", "CAST(JSON_EXTRACT(documents.content, '$.\"title\"') AS JSON) = CAST(? AS JSON)")
        .gives("true");
    add("differs from a document", body["tags"] != nlohmann::json::array({"a", "b"}),
        "NOT JSON_EQUALS(JSON_EXTRACT(documents.content, '$.\"tags\"'), ?)")
        .on("sqlite", "documents.content -> '$.\"tags\"' != ?")
        .on("postgresql", "documents.content -> 'tags' != ?")
        .on("mysql", "CAST(JSON_EXTRACT(documents.content, '$.\"tags\"') AS JSON) != CAST(? AS JSON)")
        .gives("false");
    add("equals json null", body["nothing"] == nlohmann::json(nullptr),
        "JSON_EQUALS(JSON_EXTRACT(documents.content, '$.\"nothing\"'), ?)")
        .on("sqlite", "documents.content -> '$.\"nothing\"' = ?")
        .on("postgresql", "documents.content -> 'nothing' = ?")
        .on("mysql", "CAST(JSON_EXTRACT(documents.content, '$.\"nothing\"') AS JSON) = CAST(? AS JSON)")
        .gives("true");
    add("of a run time column", as_json(s.documents["content"])["pages"].as<int>() == 474,
        "CAST(CASE JSON_TYPE(JSON_EXTRACT(documents.content, '$.\"pages\"')) WHEN 'NULL' THEN NULL ELSE "
        "JSON_UNQUOTE(JSON_EXTRACT(documents.content, '$.\"pages\"')) END AS SIGNED) = ?")
        .on("sqlite", "CAST(json_extract(documents.content, '$.\"pages\"') AS INTEGER) = ?")
        .on("postgresql", "CAST(documents.content ->> 'pages' AS INTEGER) = ?")
        .gives("true");
});

const CaseGroup kJsonTest("JsonTest", [](SqlCases& add, const Shop& s) {
    const JsonExpr body = as_json(s.content);
    add("has a key", body.has_key("title"), "JSON_CONTAINS_PATH(documents.content, 'one', '$.\"title\"')")
        .on("sqlite", "json_type(documents.content, '$.\"title\"') IS NOT NULL")
        .on("postgresql", "documents.content ?? 'title'")
        .gives("true");
    add("has a key whose value is null", body.has_key("nothing"),
        "JSON_CONTAINS_PATH(documents.content, 'one', '$.\"nothing\"')")
        .on("sqlite", "json_type(documents.content, '$.\"nothing\"') IS NOT NULL")
        .on("postgresql", "documents.content ?? 'nothing'")
        .gives("true");
    add("has no key", body.has_key("missing"), "JSON_CONTAINS_PATH(documents.content, 'one', '$.\"missing\"')")
        .on("sqlite", "json_type(documents.content, '$.\"missing\"') IS NOT NULL")
        .on("postgresql", "documents.content ?? 'missing'")
        .gives("false");
    add("not has a key", !body.has_key("missing"),
        "NOT (JSON_CONTAINS_PATH(documents.content, 'one', '$.\"missing\"'))")
        .on("sqlite", "NOT (json_type(documents.content, '$.\"missing\"') IS NOT NULL)")
        .on("postgresql", "NOT (documents.content ?? 'missing')")
        .gives("true");
    add("has any key", body.has_any_key({"missing", "title"}),
        "JSON_CONTAINS_PATH(documents.content, 'one', '$.\"missing\"', '$.\"title\"')")
        .on("sqlite",
            "(json_type(documents.content, '$.\"missing\"') IS NOT NULL OR "
            "json_type(documents.content, '$.\"title\"') IS NOT NULL)")
        .on("postgresql", "documents.content ??| CAST(ARRAY['missing', 'title'] AS TEXT[])")
        .gives("true");
    add("has all keys", body.has_all_keys({"missing", "title"}),
        "JSON_CONTAINS_PATH(documents.content, 'all', '$.\"missing\"', '$.\"title\"')")
        .on("sqlite",
            "(json_type(documents.content, '$.\"missing\"') IS NOT NULL AND "
            "json_type(documents.content, '$.\"title\"') IS NOT NULL)")
        .on("postgresql", "documents.content ??& CAST(ARRAY['missing', 'title'] AS TEXT[])")
        .gives("false");
    add("nested has a key", body["author"].has_key("born"),
        "JSON_CONTAINS_PATH(JSON_EXTRACT(documents.content, '$.\"author\"'), 'one', '$.\"born\"')")
        .on("sqlite", "json_type(documents.content -> '$.\"author\"', '$.\"born\"') IS NOT NULL")
        .on("postgresql", "(documents.content -> 'author') ?? 'born'")
        .gives("true");
    add("contains", body.contains(nlohmann::json{{"pages", 474}}), "JSON_CONTAINS(documents.content, ?)")
        .refused("sqlite")
        .on("postgresql", "documents.content @> ?")
        .gives("true");
    add("contains an element", body["tags"].contains(nlohmann::json::array({"b"})),
        "JSON_CONTAINS(JSON_EXTRACT(documents.content, '$.\"tags\"'), ?)")
        .refused("sqlite")
        .on("postgresql", "(documents.content -> 'tags') @> ?")
        .gives("true");
    add("contains not", !body.contains(nlohmann::json{{"pages", 1}}), "NOT (JSON_CONTAINS(documents.content, ?))")
        .refused("sqlite")
        .on("postgresql", "NOT (documents.content @> ?)")
        .gives("true");
    add("is contained", body["author"].contained_by(nlohmann::json{{"born", 1775}, {"name", "Jane"}, {"x", 1}}),
        "JSON_CONTAINS(?, JSON_EXTRACT(documents.content, '$.\"author\"'))")
        .refused("sqlite")
        .on("postgresql", "(documents.content -> 'author') <@ ?")
        .gives("true");
    add("path exists", body.path_exists("$.author.born"), "JSON_CONTAINS_PATH(documents.content, 'one', ?)")
        .on("sqlite", "json_type(documents.content, ?) IS NOT NULL")
        .on("postgresql", "documents.content @?? ?")
        .gives("true");
    add("path does not exist", body.path_exists("$.author.died"), "JSON_CONTAINS_PATH(documents.content, 'one', ?)")
        .on("sqlite", "json_type(documents.content, ?) IS NOT NULL")
        .on("postgresql", "documents.content @?? ?")
        .gives("false");
    add("path matches", body.path_match("$.pages > 400"), "documents.content @@ ?")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .gives("true");
    add("removes a key", body.remove({"title"}).has_key("title"),
        "JSON_CONTAINS_PATH(JSON_REMOVE(documents.content, '$.\"title\"'), 'one', '$.\"title\"')")
        .on("sqlite", "json_type(json_remove(documents.content, '$.\"title\"'), '$.\"title\"') IS NOT NULL")
        .on("postgresql", "(documents.content - 'title') ?? 'title'")
        .gives("false");
    add("removes at a path", body.remove({"author", "name"})["author"],
        "JSON_EXTRACT(JSON_REMOVE(documents.content, '$.\"author\".\"name\"'), '$.\"author\"')")
        .on("sqlite", "(json_remove(documents.content, '$.\"author\".\"name\"')) -> '$.\"author\"'")
        .on("mariadb", "JSON_EXTRACT(JSON_REMOVE(documents.content, '$.\"author\".\"name\"'), '$.\"author\"')")
        .on("postgresql", "(documents.content #- '{\"author\",\"name\"}') -> 'author'")
        .gives_on("sqlite", "{\"born\":1775}")
        .gives_on("postgresql", "{\"born\": 1775}")
        .gives_on("mariadb", "{\"born\": 1775}");
    add("removes an element", body["tags"].remove({0}),
        "JSON_REMOVE(JSON_EXTRACT(documents.content, '$.\"tags\"'), '$[0]')")
        .on("sqlite", "json_remove(documents.content -> '$.\"tags\"', '$[0]')")
        .on("postgresql", "(documents.content -> 'tags') - 0")
        .gives_on("sqlite", "[\"b\"]")
        .gives_on("postgresql", "[\"b\"]")
        .gives_on("mariadb", "[\"b\"]");
    add("joins documents", body.concat(nlohmann::json{{"pages", 1}})["pages"], "(documents.content || ?) -> 'pages'")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .gives("1");
});

}  // namespace
}  // namespace azoth::test
