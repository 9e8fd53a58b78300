// SPDX-License-Identifier: MIT
#include "azoth/sql/range.hpp"

#include "azoth/sql/hstore.hpp"
#include "azoth/sql/text_search.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

SqlCase& refused_elsewhere(SqlCase& sql_case) {
    return sql_case.refused("sqlite").refused("mariadb").refused("mysql");
}

const CaseGroup kRange("Range", [](SqlCases& add, const Shop& s) {
    const auto add_case = [&](std::string_view name, const auto& expression, std::string sql) -> SqlCase& {
        return refused_elsewhere(add(name, expression, std::move(sql)));
    };
    const auto r = as_range<int>(literal_column<Value>("int4range(1, 10)"));
    const auto several = as_range<int>(literal_column<Value>("int4multirange(int4range(1, 3), int4range(7, 9))"));
    const Range<int> two_to_five(2, 5);

    add_case("contains a value", r.contains(3), "((int4range(1, 10)) @> ?)").gives("true");
    add_case("contains a column", r.contains(s.pages), "((int4range(1, 10)) @> books.pages)").gives("false");
    add_case("contains a range", r.contains(two_to_five), "((int4range(1, 10)) @> ?)").gives("true");
    add_case("of a value contains", range(two_to_five).contains(r), "(? @> (int4range(1, 10)))").gives("false");
    add_case("contained by", r.contained_by(two_to_five), "((int4range(1, 10)) <@ ?)").gives("false");
    add_case("overlaps", r.overlaps(Range<int>(9, 12)), "((int4range(1, 10)) && ?)").gives("true");
    add_case("adjacent", r.adjacent_to(Range<int>(10, 12)), "((int4range(1, 10)) -|- ?)").gives("true");
    add_case("strictly left", r.strictly_left_of(Range<int>(10, 12)), "((int4range(1, 10)) << ?)").gives("true");
    add_case("strictly right", r.strictly_right_of(Range<int>(10, 12)), "((int4range(1, 10)) >> ?)").gives("false");
    add_case("does not extend to the right", r.not_extend_right_of(Range<int>(5, 10)), "((int4range(1, 10)) &< ?)")
        .gives("true");
    add_case("does not extend to the left", r.not_extend_left_of(Range<int>(2, 3)), "((int4range(1, 10)) &> ?)")
        .gives("false");
    add_case("union", r.union_(Range<int>(10, 12)).upper(), "upper(((int4range(1, 10)) + ?))").gives("12");
    add_case("intersection", r.intersection(two_to_five).lower(), "lower(((int4range(1, 10)) * ?))").gives("2");
    add_case("difference", r.difference(Range<int>(5, 20)).upper(), "upper(((int4range(1, 10)) - ?))").gives("5");
    add_case("empty", r.intersection(Range<int>(20, 30)).is_empty(), "isempty(((int4range(1, 10)) * ?))").gives("true");
    add_case("lower inclusive", r.lower_inc(), "lower_inc(int4range(1, 10))").gives("true");
    add_case("upper inclusive", r.upper_inc(), "upper_inc(int4range(1, 10))").gives("false");
    add_case("lower infinite", r.lower_inf(), "lower_inf(int4range(1, 10))").gives("false");
    add_case("upper infinite", r.upper_inf(), "upper_inf(int4range(1, 10))").gives("false");
    add_case("several contain", several.contains(8), "((int4multirange(int4range(1, 3), int4range(7, 9))) @> ?)")
        .gives("true");
    add_case("several overlap", several.overlaps(r),
             "((int4multirange(int4range(1, 3), int4range(7, 9))) && (int4range(1, 10)))")
        .gives("true");
    add_case("several combined", several.difference(several).is_empty(),
             "isempty(((int4multirange(int4range(1, 3), int4range(7, 9))) - (int4multirange(int4range(1, 3), "
             "int4range(7, 9)))))")
        .gives("true");
});

const CaseGroup kTextSearch("TextSearch", [](SqlCases& add, const Shop& s) {
    const auto add_case = [&](std::string_view name, const auto& expression, std::string sql) -> SqlCase& {
        return refused_elsewhere(add(name, expression, std::move(sql)));
    };
    const auto document = to_tsvector(s.title, "english");
    const std::string vector = "to_tsvector('english', books.title)";

    add_case("matches", match(document, to_tsquery("emma & !solaris", "english")),
             "(" + vector + " @@ to_tsquery('english', ?))")
        .gives("true");
    add_case("of the default configuration", match(to_tsvector(s.title), plainto_tsquery("solaris")),
             "(to_tsvector(books.title) @@ plainto_tsquery(?))")
        .gives("false");
    add_case("phrase", match(document, phraseto_tsquery("emma", "english")),
             "(" + vector + " @@ phraseto_tsquery('english', ?))")
        .gives("true");
    add_case("as in a search engine", match(document, websearch_to_tsquery("emma or \"x y\"", "english")),
             "(" + vector + " @@ websearch_to_tsquery('english', ?))")
        .gives("true");
    add_case("rank", ts_rank(document, plainto_tsquery("emma", "english")) > 0.01F,
             "ts_rank(" + vector + ", plainto_tsquery('english', ?)) > ?")
        .gives("true");
    add_case("cover density", ts_rank_cd(document, plainto_tsquery("emma", "english")) > 5.0F,
             "ts_rank_cd(" + vector + ", plainto_tsquery('english', ?)) > ?")
        .gives("false");
    add_case("headline", ts_headline(s.title, plainto_tsquery("emma", "english"), "StartSel=<, StopSel=>", "english"),
             "ts_headline('english', books.title, plainto_tsquery('english', ?), ?)")
        .gives("<Emma>");
    add_case("of a document with no configuration",
             match(as_tsvector(literal_column<Value>("'emma'::tsvector")), to_tsquery("emma")),
             "(('emma'::tsvector) @@ to_tsquery(?))")
        .gives("true");
});

const CaseGroup kHstore("Hstore", [](SqlCases& add, const Shop& s) {
    const auto add_case = [&](std::string_view name, const auto& expression, std::string sql) -> SqlCase& {
        return refused_elsewhere(add(name, expression, std::move(sql)));
    };
    const auto pairs = as_hstore(literal_column<Value>("'a=>1, c=>2'::hstore"));

    add_case("value of a key", pairs["a"], "(('a=>1, c=>2'::hstore) -> ?)").gives("1");
    add_case("value of a column", pairs[s.title], "(('a=>1, c=>2'::hstore) -> books.title)").gives("NULL");
    add_case("has a key", pairs.has_key("a"), "(('a=>1, c=>2'::hstore) ?? ?)").gives("true");
    add_case("has all keys", pairs.has_all_keys(array<std::string>("a", "b")),
             "(('a=>1, c=>2'::hstore) ??& CAST(ARRAY[?, ?] AS TEXT[]))")
        .gives("false");
    add_case("has any key", pairs.has_any_key(array<std::string>("a", "b")),
             "(('a=>1, c=>2'::hstore) ??| CAST(ARRAY[?, ?] AS TEXT[]))")
        .gives("true");
    add_case("contains", pairs.contains(Hstore(std::vector<Hstore::Entry>{{"a", "1"}})),
             "(('a=>1, c=>2'::hstore) @> ?)")
        .gives("true");
    add_case("contained by", pairs.contained_by(pairs), "(('a=>1, c=>2'::hstore) <@ ('a=>1, c=>2'::hstore))")
        .gives("true");
    add_case("joined", pairs.concat(pairs)["c"], "((('a=>1, c=>2'::hstore) || ('a=>1, c=>2'::hstore)) -> ?)")
        .gives("2");
    add_case("without a key", pairs.without("a")["a"], "(delete('a=>1, c=>2'::hstore, ?) -> ?)").gives("NULL");
    add_case("keys", pairs.keys()[1], "(akeys('a=>1, c=>2'::hstore))[?]").gives("a");
    add_case("values", pairs.values()[2], "(avals('a=>1, c=>2'::hstore))[?]").gives("2");
});

}  // namespace
}  // namespace azoth::test
