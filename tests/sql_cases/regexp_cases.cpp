// SPDX-License-Identifier: MIT
#include "azoth/sql/regexp.hpp"

#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/full_text.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kRegexp("Regexp", [](SqlCases& add, const Shop& s) {
    add("matches", regexp_match(s.title, "^E.*a$"), "books.title REGEXP ?")
        .on("postgresql", "books.title ~ ?")
        .gives("true");
    add("matches within", regexp_match(s.title, "m+"), "books.title REGEXP ?")
        .on("postgresql", "books.title ~ ?")
        .gives("true");
    add("does not match", !regexp_match(s.title, "^S"), "books.title NOT REGEXP ?")
        .on("postgresql", "books.title !~ ?")
        .gives("true");
    add("ignores case", regexp_match(s.title, "^em", "i"), "books.title ~* ?")
        .on("sqlite", "regexp_like(books.title, ?, 'i')")
        .on("mariadb", "books.title REGEXP concat('(??i)', ?)")
        .on("mysql", "REGEXP_LIKE(books.title, ?, 'i')")
        .gives("true");
    add("does not ignore case", regexp_match(s.title, "^em", "c"), "books.title ~ ('(??c)' || ?)")
        .on("sqlite", "regexp_like(books.title, ?, 'c')")
        .on("mariadb", "books.title REGEXP concat('(?\?-i)', ?)")
        .on("mysql", "REGEXP_LIKE(books.title, ?, 'c')")
        .gives("false");
    add("does not match ignoring case", !regexp_match(s.title, "^em", "i"), "books.title !~* ?")
        .on("sqlite", "NOT regexp_like(books.title, ?, 'i')")
        .on("mariadb", "books.title NOT REGEXP concat('(??i)', ?)")
        .on("mysql", "NOT REGEXP_LIKE(books.title, ?, 'i')")
        .gives("false");
    add("several flags", regexp_match(s.title, "^e M", "ix"), "books.title ~ ('(??ix)' || ?)")
        .on("sqlite", "regexp_like(books.title, ?, 'ix')")
        .on("mariadb", "books.title REGEXP concat('(??ix)', ?)")
        .refused("mysql")
        .gives("true");
    add("lines", regexp_match(literal("a\nb"), "^b$", "m"), "? ~ ('(??n)' || ?)")
        .on("sqlite", "regexp_like(?, ?, 'm')")
        .on("mariadb", "? REGEXP concat('(??m)', ?)")
        .on("mysql", "REGEXP_LIKE(?, ?, 'm')")
        .gives("true");
    add("without lines", regexp_match(literal("a\nb"), "^b$"), "? REGEXP ?").on("postgresql", "? ~ ?").gives("false");
    add("dot matches a line break", regexp_match(literal("a\nb"), "a.b", "s"), "? ~ ('(??s)' || ?)")
        .on("sqlite", "regexp_like(?, ?, 's')")
        .on("mariadb", "? REGEXP concat('(??s)', ?)")
        .on("mysql", "REGEXP_LIKE(?, ?, 'n')")
        .gives("true");
    add("characters", regexp_match(literal("Gödel"), "^G.del$"), "? REGEXP ?").on("postgresql", "? ~ ?").gives("true");
    add("groups and classes", regexp_match(literal("ab-12"), "^([a-z]+)-[0-9]{2}$"), "? REGEXP ?")
        .on("postgresql", "? ~ ?")
        .gives("true");
    add("alternatives", regexp_match(s.title, "Solaris|Emma"), "books.title REGEXP ?")
        .on("postgresql", "books.title ~ ?")
        .gives("true");
    add("null", regexp_match(s.note, "x"), "books.note REGEXP ?").on("postgresql", "books.note ~ ?").gives("NULL");
    add("pattern of a column", regexp_match(s.title, s.title), "books.title REGEXP books.title")
        .on("postgresql", "books.title ~ books.title")
        .gives("true");
    add("matches a joined text", regexp_match(s.title + "!", "!$"), "books.title || ? REGEXP ?")
        .on("postgresql", "(books.title || ?) ~ ?")
        .on("mariadb", "concat(books.title, ?) REGEXP ?")
        .on("mysql", "concat(books.title, ?) REGEXP ?")
        .gives("true");
    add("replaces all", regexp_replace(s.title, "m", "n"), "regexp_replace(books.title, ?, ?)")
        .on("postgresql", "regexp_replace(books.title, ?, ?, 'g')")
        .on("mariadb", "REGEXP_REPLACE(books.title, ?, ?)")
        .on("mysql", "REGEXP_REPLACE(books.title, ?, ?)")
        .gives("Enna");
    add("replaces by a group", regexp_replace(s.title, "(m+)", "<\\1>"), "regexp_replace(books.title, ?, ?)")
        .on("postgresql", "regexp_replace(books.title, ?, ?, 'g')")
        .on("mariadb", "REGEXP_REPLACE(books.title, ?, ?)")
        .on("mysql", "REGEXP_REPLACE(books.title, ?, ?)")
        .gives("E<mm>a");
    add("replaces ignoring case", regexp_replace(s.title, "M", "", "i"), "regexp_replace(books.title, ?, ?, 'i')")
        .on("postgresql", "regexp_replace(books.title, ?, ?, 'gi')")
        .on("mariadb", "REGEXP_REPLACE(books.title, concat('(??i)', ?), ?)")
        .on("mysql", "REGEXP_REPLACE(books.title, ?, ?, 1, 0, 'i')")
        .gives("Ea");
});

const CaseGroup kMatch("Match", [](SqlCases& add, const Shop& s) {
    add("words", match(s.title, "emma"), "books.title @@ plainto_tsquery(?)")
        .on("sqlite", "books.title MATCH ?")
        .on("mariadb", "MATCH (books.title) AGAINST (? IN BOOLEAN MODE)")
        .on("mysql", "MATCH (books.title) AGAINST (? IN BOOLEAN MODE)")
        .not_run("sqlite")
        .not_run("mariadb")
        .gives("true");
    add("not the words", !match(s.title, "emma"), "NOT (books.title @@ plainto_tsquery(?))")
        .on("sqlite", "NOT (books.title MATCH ?)")
        .on("mariadb", "NOT (MATCH (books.title) AGAINST (? IN BOOLEAN MODE))")
        .on("mysql", "NOT (MATCH (books.title) AGAINST (? IN BOOLEAN MODE))")
        .not_run("sqlite")
        .not_run("mariadb")
        .gives("false");
    add("with a configuration", match(s.title, "emma", {.config = "english"}),
        "to_tsvector('english', books.title) @@ plainto_tsquery('english', ?)")
        .on("sqlite", "books.title MATCH ?")
        .on("mariadb", "MATCH (books.title) AGAINST (? IN BOOLEAN MODE)")
        .on("mysql", "MATCH (books.title) AGAINST (? IN BOOLEAN MODE)")
        .not_run("sqlite")
        .not_run("mariadb")
        .gives("true");
    add("several columns", match(std::tuple(s.title, s.note), "emma", {.mode = MatchMode::NaturalLanguage}),
        "to_tsvector(concat_ws(' ', books.title, books.note)) @@ plainto_tsquery(?)")
        .refused("sqlite")
        .on("mariadb", "MATCH (books.title, books.note) AGAINST (? IN NATURAL LANGUAGE MODE)")
        .on("mysql", "MATCH (books.title, books.note) AGAINST (? IN NATURAL LANGUAGE MODE)")
        .not_run("mariadb")
        .gives("true");
    add("with query expansion", match(s.title, "emma", {.mode = MatchMode::QueryExpansion}),
        "books.title @@ plainto_tsquery(?)")
        .on("sqlite", "books.title MATCH ?")
        .on("mariadb", "MATCH (books.title) AGAINST (? WITH QUERY EXPANSION)")
        .on("mysql", "MATCH (books.title) AGAINST (? WITH QUERY EXPANSION)")
        .not_run("sqlite")
        .not_run("mariadb")
        .gives("true");
});

}  // namespace
}  // namespace azoth::test
