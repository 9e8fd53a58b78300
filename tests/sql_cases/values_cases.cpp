// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "azoth/sql/values.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kValues("Values", [](SqlCases& add, const Shop& s) {
    const auto pairs = values<int, std::string>("number", "word").data({{1, "one"}, {3, "three"}});
    const FromHandle v = pairs.alias("v");
    const std::string sqlite = "(SELECT ? AS number, ? AS word UNION ALL VALUES (?, ?)) AS v";
    const std::string mariadb = "(SELECT ? AS number, ? AS word UNION ALL SELECT ?, ?) AS v";
    const std::string mysql = "(VALUES ROW(?, ?), ROW(?, ?)) AS v (number, word)";

    add("alone", pairs, "VALUES (?, ?), (?, ?)")
        .on("mariadb", "SELECT ?, ? UNION ALL SELECT ?, ?")
        .on("mysql", "VALUES ROW(?, ?), ROW(?, ?)")
        .gives("1|one;3|three");
    add("in from", select(v["word"], v["number"]),
        "SELECT v.word, v.number FROM (VALUES (?, ?), (?, ?)) AS v (number, word)")
        .on("sqlite", "SELECT v.word, v.number FROM " + sqlite)
        .on("mariadb", "SELECT v.word, v.number FROM " + mariadb)
        .on("mysql", "SELECT v.word, v.number FROM " + mysql)
        .gives("one|1;three|3");
    add("joined", select(s.title, v["word"]).join(v, v.c<int>("number") == s.id),
        "SELECT books.title, v.word FROM books JOIN (VALUES (?, ?), (?, ?)) AS v (number, word) ON v.number = books.id")
        .on("sqlite", "SELECT books.title, v.word FROM books JOIN " + sqlite + " ON v.number = books.id")
        .on("mariadb", "SELECT books.title, v.word FROM books JOIN " + mariadb + " ON v.number = books.id")
        .on("mysql", "SELECT books.title, v.word FROM books JOIN " + mysql + " ON v.number = books.id")
        .gives("Emma|one;The Dispossessed|three");
    add("one row", select(values<int>("n").data({{7}}).alias("v").c<int>("n") + 1),
        "SELECT v.n + ? FROM (VALUES (?)) AS v (n)")
        .on("sqlite", "SELECT v.n + ? FROM (SELECT ? AS n) AS v")
        .on("mariadb", "SELECT v.n + ? FROM (SELECT ? AS n) AS v")
        .on("mysql", "SELECT v.n + ? FROM (VALUES ROW(?)) AS v (n)")
        .gives("8");
    add("with null",
        select(values<int, std::optional<int>>("a", "b").data({{1, 2}, {3, std::nullopt}}).alias("v")["b"]),
        "SELECT v.b FROM (VALUES (?, ?), (?, NULL)) AS v (a, b)")
        .on("sqlite", "SELECT v.b FROM (SELECT ? AS a, ? AS b UNION ALL VALUES (?, NULL)) AS v")
        .on("mariadb", "SELECT v.b FROM (SELECT ? AS a, ? AS b UNION ALL SELECT ?, NULL) AS v")
        .on("mysql", "SELECT v.b FROM (VALUES ROW(?, ?), ROW(?, NULL)) AS v (a, b)")
        .gives("2;NULL");
    const CteHandle c = pairs.cte("c");
    add("as a cte", select(c["word"]).where(c["number"] == 3),
        "WITH c(number, word) AS (VALUES (?, ?), (?, ?)) SELECT c.word FROM c WHERE c.number = ?")
        .on("mariadb",
            "WITH c(number, word) AS (SELECT ?, ? UNION ALL SELECT ?, ?) SELECT c.word FROM c WHERE c.number = ?")
        .on("mysql", "WITH c(number, word) AS (VALUES ROW(?, ?), ROW(?, ?)) SELECT c.word FROM c WHERE c.number = ?")
        .gives("three");
    add("in a union", union_all(select(s.id).where(s.id == 1), values<std::int64_t>("n").data({{10}, {11}})),
        "SELECT books.id FROM books WHERE books.id = ? UNION ALL VALUES (?), (?)")
        .on("mariadb", "SELECT books.id FROM books WHERE books.id = ? UNION ALL (SELECT ? UNION ALL SELECT ?)")
        .on("mysql", "SELECT books.id FROM books WHERE books.id = ? UNION ALL VALUES ROW(?), ROW(?)")
        .gives("1;10;11");
    add("first in a union in from",
        select(
            union_all(values<std::int64_t>("n").data({{10}, {11}}), select(s.id).where(s.id == 1)).subquery("t")["n"]),
        "SELECT t.n FROM ((SELECT ? AS n UNION ALL VALUES (?)) UNION ALL SELECT books.id FROM books WHERE books.id = "
        "?) "
        "AS t")
        .on("sqlite",
            "SELECT t.n FROM (SELECT * FROM (SELECT ? AS n UNION ALL VALUES (?)) UNION ALL SELECT books.id FROM books "
            "WHERE books.id = ?) AS t")
        .on("mariadb",
            "SELECT t.n FROM ((SELECT ? AS n UNION ALL SELECT ?) UNION ALL SELECT books.id FROM books WHERE "
            "books.id = ?) AS t")
        .on("mysql",
            "SELECT t.n FROM ((SELECT ? AS n UNION ALL VALUES ROW(?)) UNION ALL SELECT books.id FROM books WHERE "
            "books.id = ?) AS t")
        .gives("1;10;11");
    add("added to", select(pairs.data({{5, "five"}}).alias("v")["number"]),
        "SELECT v.number FROM (VALUES (?, ?), (?, ?), (?, ?)) AS v (number, word)")
        .on("sqlite", "SELECT v.number FROM (SELECT ? AS number, ? AS word UNION ALL VALUES (?, ?), (?, ?)) AS v")
        .on("mariadb",
            "SELECT v.number FROM (SELECT ? AS number, ? AS word UNION ALL SELECT ?, ? UNION ALL SELECT ?, ?) AS v")
        .on("mysql", "SELECT v.number FROM (VALUES ROW(?, ?), ROW(?, ?), ROW(?, ?)) AS v (number, word)")
        .gives("1;3;5");
    add("without rows", select(values<int>("n").alias("v")["n"]), "")
        .refused("sqlite", "no_rows")
        .refused("postgresql", "no_rows")
        .refused("mariadb", "no_rows")
        .refused("mysql", "no_rows");
    add("without an alias of the user", select(pairs.alias()["word"]),
        "SELECT anon_1.word FROM (VALUES (?, ?), (?, ?)) AS anon_1 (number, word)")
        .on("sqlite", "SELECT anon_1.word FROM (SELECT ? AS number, ? AS word UNION ALL VALUES (?, ?)) AS anon_1")
        .on("mariadb", "SELECT anon_1.word FROM (SELECT ? AS number, ? AS word UNION ALL SELECT ?, ?) AS anon_1")
        .on("mysql", "SELECT anon_1.word FROM (VALUES ROW(?, ?), ROW(?, ?)) AS anon_1 (number, word)")
        .gives("one;three");
});

const CaseGroup kSamples("TableSample", [](SqlCases& add, const Shop& s) {
    const auto refuse = [](SqlCase& each) -> SqlCase& {
        return each.refused("sqlite").refused("mariadb").refused("mysql");
    };
    const FromHandle all = tablesample(s.books, 100, {.name = "part"});
    refuse(add("of pages", select(all[s.title]).where(all[s.id] == 1),
               "SELECT part.title FROM books AS part TABLESAMPLE system (?) WHERE part.id = ?"))
        .gives("Emma");
    const FromHandle rows = tablesample(s.books, 100, {.method = "bernoulli", .name = "part", .seed = 7});
    refuse(add("of rows", select(func::count(rows[s.id])),
               "SELECT count(part.id) FROM books AS part TABLESAMPLE bernoulli (?) REPEATABLE (?)"))
        .gives("4");
    const FromHandle none = tablesample(s.books, 0);
    refuse(add("of nothing", select(none["id"]), "SELECT anon_1.id FROM books AS anon_1 TABLESAMPLE system (?)"))
        .gives("");
    refuse(add("joined", select(s.title).join(all, all[s.id] == s.id).where(s.id == 2),
               "SELECT books.title FROM books JOIN books AS part TABLESAMPLE system (?) ON part.id = books.id WHERE "
               "books.id = ?"))
        .gives("Persuasion");
});

}  // namespace
}  // namespace azoth::test
