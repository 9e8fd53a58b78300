// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "azoth/sql/table_functions.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

SqlCase& only_on(SqlCase& sql_case, std::string_view dialect) {
    for (const char* other : {"sqlite", "postgresql", "mariadb", "mysql"})
        if (other != dialect) sql_case.refused(other);
    return sql_case;
}

SqlCase& run_only_on(SqlCase& sql_case, std::string_view dialect) {
    for (const char* other : {"sqlite", "postgresql", "mariadb", "mysql"})
        if (other != dialect) sql_case.not_run(other);
    return sql_case;
}

const CaseGroup kTableFunctions("TableFunctions", [](SqlCases& add, const Shop& s) {
    const auto numbers = func::generate_series(1, 4, "n");
    only_on(add("series", select(numbers.c<int>("value")), "SELECT n.value FROM generate_series(?, ?) AS n (value)"),
            "postgresql")
        .gives("1;2;3;4");
    const auto steps = func::generate_series(10, 1, -3);
    only_on(add("series with a step", select(steps.c<int>("value")),
                "SELECT series.value FROM generate_series(?, ?, ?) AS series (value)"),
            "postgresql")
        .gives("10;7;4;1");
    only_on(
        add("series joined", select(numbers.c<int>("value"), s.title).join(s.books, s.id == numbers.c<int>("value")),
            "SELECT n.value, books.title FROM generate_series(?, ?) AS n (value) JOIN books ON books.id = n.value"),
        "postgresql")
        .gives("1|Emma;2|Persuasion;3|The Dispossessed;4|Solaris");

    const auto pairs = table_valued(func::call<Value>("json_each", literal(R"({"a": 1, "b": "x"})")), "pairs")
                           .column<std::string>("key")
                           .column<Value>("value");
    run_only_on(add("json members", select(pairs.c<std::string>("key"), pairs["value"]),
                    "SELECT pairs.key, pairs.value FROM json_each(?) AS pairs")
                    .on("sqlite", "SELECT pairs.\"key\", pairs.value FROM json_each(?) AS pairs")
                    .on("mariadb", "SELECT pairs.`key`, pairs.value FROM json_each(?) AS pairs")
                    .on("mysql", "SELECT pairs.`key`, pairs.value FROM json_each(?) AS pairs"),
                "sqlite")
        .gives("a|1;b|x");
    run_only_on(add("json members as a condition", select(pairs["value"]).where(pairs.c<std::string>("key") == "b"),
                    "SELECT pairs.value FROM json_each(?) AS pairs WHERE pairs.key = ?")
                    .on("sqlite", "SELECT pairs.value FROM json_each(?) AS pairs WHERE pairs.\"key\" = ?")
                    .on("mariadb", "SELECT pairs.value FROM json_each(?) AS pairs WHERE pairs.`key` = ?")
                    .on("mysql", "SELECT pairs.value FROM json_each(?) AS pairs WHERE pairs.`key` = ?"),
                "sqlite")
        .gives("x");

    const auto words = func::call<std::string>("string_to_table", s.title, " ");
    const auto parts = table_valued(words, "parts").column<std::string>("word").with_ordinality("place");
    only_on(
        add("with ordinality",
            select(parts.c<std::int64_t>("place"), parts.c<std::string>("word"))
                .select_from(s.books)
                .join(parts, s.id == 3),
            "SELECT parts.place, parts.word FROM books JOIN string_to_table(books.title, ?) WITH ORDINALITY AS parts "
            "(word, place) ON books.id = ?"),
        "postgresql")
        .gives("1|The;2|Dispossessed");
    const auto derived = table_valued(words, "w").column<std::string>("word").derived();
    only_on(add("derived", select(derived.c<std::string>("word")).select_from(s.books).join(derived, s.id == 2),
                "SELECT w.word FROM books JOIN string_to_table(books.title, ?) AS w (word) ON books.id = ?"),
            "postgresql")
        .gives("Persuasion");
    const auto number = column_valued(func::call<int>("generate_series", 1, 3), "number");
    run_only_on(
        add("as a column", select(number, number * 2).where(number > 1),
            "SELECT number.number, number.number * ? FROM generate_series(?, ?) AS number WHERE number.number > ?"),
        "postgresql")
        .gives("2|4;3|6");
    const auto records =
        table_valued(
            func::call<Value>("json_to_recordset", literal_column<std::string>(R"('[{"a":1,"b":"x"},{"a":2}]')")), "r")
            .column<int>("a")
            .column<std::optional<std::string>>("b")
            .derived_with_types();
    only_on(add("records", select(records.c<int>("a"), records.c<std::optional<std::string>>("b")),
                R"(SELECT r.a, r.b FROM json_to_recordset('[{"a":1,"b":"x"},{"a":2}]') AS r (a INTEGER, b VARCHAR))"),
            "postgresql")
        .gives("1|x;2|NULL");

    const std::string document = R"([{"name": "x", "n": 1, "f": 1.5}, {"name": "it's", "n": 2}])";
    const auto lines = json_table(literal(document), "$[*]", "line")
                           .ordinality("place")
                           .column<std::string>("name", "$.name")
                           .column<int>("n", "$.n")
                           .column<std::optional<double>>("f", "$.f");
    add("json table",
        select(lines.c<std::int64_t>("place"), lines.c<std::string>("name"), lines.c<int>("n"),
               lines.c<std::optional<double>>("f")),
        "SELECT line.place, line.name, line.n, line.f FROM JSON_TABLE(?, '$[*]' COLUMNS (place FOR ORDINALITY, name "
        "VARCHAR(4000) PATH '$.name', n INTEGER PATH '$.n', f DOUBLE PATH '$.f')) AS line")
        .refused("sqlite")
        .refused("postgresql")
        .gives("1|x|1|1.5;2|it's|2|NULL");
    add("json table joined", select(s.title, lines.c<std::string>("name")).join(lines, s.id == lines.c<int>("n")),
        "SELECT books.title, line.name FROM books JOIN JSON_TABLE(?, '$[*]' COLUMNS (place FOR ORDINALITY, name "
        "VARCHAR(4000) PATH '$.name', n INTEGER PATH '$.n', f DOUBLE PATH '$.f')) AS line ON books.id = line.n")
        .refused("sqlite")
        .refused("postgresql")
        .gives("Emma|x;Persuasion|it's");
    const auto titles = json_table(func::call<Value>("json_array", s.title, s.note), "$[*]", "t")
                            .column<std::optional<std::string>>("part", "$");
    add("json table of a column",
        select(s.id, titles.c<std::optional<std::string>>("part")).select_from(s.books).join(titles, s.id == 2),
        "SELECT books.id, t.part FROM books JOIN JSON_TABLE(json_array(books.title, books.note), '$[*]' COLUMNS (part "
        "VARCHAR(4000) PATH '$')) AS t ON books.id = ?")
        .refused("sqlite")
        .refused("postgresql")
        .gives("2|Persuasion;2|a_b%c");
});

}  // namespace
}  // namespace azoth::test
