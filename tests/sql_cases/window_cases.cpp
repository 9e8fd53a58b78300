// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kWindowFunctions("WindowFunctions", [](SqlCases& add, const Shop& s) {
    const Window by_pages = window().order_by(s.pages);
    const Window by_author = window().partition_by(s.book_author).order_by(s.pages);
    const auto add_over = [&](std::string_view name, const auto& expression, const std::string& sql) -> SqlCase& {
        return add(name, select(s.id, expression), "SELECT books.id, " + sql + " FROM books");
    };
    const std::string pages = " OVER (ORDER BY books.pages)";
    const std::string author = " OVER (PARTITION BY books.author_id ORDER BY books.pages)";
    add_over("row number", func::row_number().over(by_pages), "row_number()" + pages).gives("4|1;2|2;3|3;1|4");
    add_over("row number by author", func::row_number().over(by_author), "row_number()" + author)
        .gives("1|2;2|1;3|1;4|1");
    add_over("rank", func::rank().over(window().order_by(s.book_author)), "rank() OVER (ORDER BY books.author_id)")
        .gives("1|1;2|1;3|3;4|4");
    add_over("dense rank", func::dense_rank().over(window().order_by(s.book_author)),
             "dense_rank() OVER (ORDER BY books.author_id)")
        .gives("1|1;2|1;3|2;4|3");
    add_over("percent rank", func::percent_rank().over(window().order_by(s.book_author)),
             "percent_rank() OVER (ORDER BY books.author_id)")
        .gives("1|0;2|0;3|0.6666666667;4|1");
    add_over("cume dist", func::cume_dist().over(window().order_by(s.book_author)),
             "cume_dist() OVER (ORDER BY books.author_id)")
        .gives("1|0.5;2|0.5;3|0.75;4|1");
    add_over("ntile", func::ntile(3).over(by_pages), "ntile(3)" + pages).gives("4|1;2|1;3|2;1|3");
    add_over("lag", func::lag(s.pages).over(by_pages), "lag(books.pages, 1)" + pages).gives("4|NULL;2|204;3|249;1|387");
    add_over("lag of two", func::lag(s.pages, 2).over(by_pages), "lag(books.pages, 2)" + pages)
        .gives("4|NULL;2|NULL;3|204;1|249");
    add_over("lag with a default", func::lag(s.pages, 1, 0).over(by_pages), "lag(books.pages, 1, ?)" + pages)
        .refused("mariadb")
        .gives("4|0;2|204;3|249;1|387");
    add_over("lead", func::lead(s.title).over(by_pages), "lead(books.title, 1)" + pages)
        .gives("4|Persuasion;2|The Dispossessed;3|Emma;1|NULL");
    add_over("lead with a default", func::lead(s.title, 1, "last").over(by_pages), "lead(books.title, 1, ?)" + pages)
        .refused("mariadb")
        .gives("4|Persuasion;2|The Dispossessed;3|Emma;1|last");
    add_over("first value", func::first_value(s.title).over(by_pages), "first_value(books.title)" + pages)
        .gives("1|Solaris;2|Solaris;3|Solaris;4|Solaris");
    add_over("last value", func::last_value(s.title).over(by_pages.rows(current_row(), unbounded_following())),
             "last_value(books.title) OVER (ORDER BY books.pages ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)")
        .gives("1|Emma;2|Emma;3|Emma;4|Emma");
    add_over("nth value", func::nth_value(s.title, 2).over(by_pages), "nth_value(books.title, 2)" + pages)
        .gives("1|Persuasion;2|Persuasion;3|Persuasion;4|NULL");
    add_over("over everything", func::sum(s.pages).over(), "sum(books.pages) OVER ()")
        .gives("1|1314;2|1314;3|1314;4|1314");
    add_over("running sum", func::sum(s.pages).over(by_pages), "sum(books.pages)" + pages)
        .gives("4|204;2|453;3|840;1|1314");
    add_over("count by author", func::count().over(window().partition_by(s.book_author)),
             "count(*) OVER (PARTITION BY books.author_id)")
        .gives("1|2;2|2;3|1;4|1");
    add_over("partition by two", func::count().over(window().partition_by(s.book_author, s.in_stock)),
             "count(*) OVER (PARTITION BY books.author_id, books.in_stock)")
        .gives("1|1;2|1;3|1;4|1");
    add_over("descending with nulls last", func::row_number().over(window().order_by(desc(s.rating).nulls_last())),
             "row_number() OVER (ORDER BY books.rating DESC NULLS LAST)")
        .on("mariadb",
            "SELECT books.id, row_number() OVER (ORDER BY books.rating IS NULL, books.rating DESC) FROM books")
        .on("mysql", "SELECT books.id, row_number() OVER (ORDER BY books.rating IS NULL, books.rating DESC) FROM books")
        .gives("1|1;3|2;4|3;2|4");
    add_over("filtered", func::sum(s.pages).filter(s.in_stock).over(by_pages),
             "sum(books.pages) FILTER (WHERE books.in_stock)" + pages)
        .on("mariadb", "SELECT books.id, sum(CASE WHEN books.in_stock THEN books.pages END)" + pages + " FROM books")
        .on("mysql", "SELECT books.id, sum(CASE WHEN books.in_stock THEN books.pages END)" + pages + " FROM books")
        .gives("4|204;2|204;3|591;1|1065");
    add_over("in arithmetic", s.pages - func::lag(s.pages).over(by_pages), "books.pages - lag(books.pages, 1)" + pages)
        .gives("4|NULL;2|45;3|138;1|87");
    add_over("of an aggregate of strings", func::aggregate_strings(s.title, ",").over(window().partition_by(s.id)), "")
        .on("sqlite", "SELECT books.id, group_concat(books.title, ',') OVER (PARTITION BY books.id) FROM books")
        .on("postgresql", "SELECT books.id, string_agg(books.title, ',') OVER (PARTITION BY books.id) FROM books")
        .refused("mariadb")
        .refused("mysql")
        .gives("1|Emma;2|Persuasion;3|The Dispossessed;4|Solaris");
    add_over("of a json array", func::json_agg(s.id).over(window().partition_by(s.id)), "")
        .on("sqlite", "SELECT books.id, json_group_array(books.id) OVER (PARTITION BY books.id) FROM books")
        .on("postgresql", "SELECT books.id, jsonb_agg(books.id) OVER (PARTITION BY books.id) FROM books")
        .on("mysql", "SELECT books.id, json_arrayagg(books.id) OVER (PARTITION BY books.id) FROM books")
        .refused("mariadb")
        .gives("1|[1];2|[2];3|[3];4|[4]");
    add("distinct", select(func::count_distinct(s.id).over()), "")
        .refused("sqlite")
        .refused("postgresql")
        .refused("mariadb")
        .refused("mysql");
    add("sorted arguments", select(func::aggregate_strings(s.title, ",").order_by(s.id).over()), "")
        .refused("sqlite")
        .refused("postgresql")
        .refused("mariadb")
        .refused("mysql");
    add("by name", select(s.id, func::call<std::int64_t>("row_number").over(by_pages)),
        "SELECT books.id, row_number()" + pages + " FROM books")
        .gives("4|1;2|2;3|3;1|4");
    add("in order by", select(s.id).order_by(func::row_number().over(window().order_by(desc(s.pages)))),
        "SELECT books.id FROM books ORDER BY row_number() OVER (ORDER BY books.pages DESC)")
        .gives("1;3;2;4");
    add(
        "labelled and sorted by",
        [&] {
            const auto place = func::row_number().over(by_pages).label("place");
            return select(s.id, place).order_by(desc(place));
        }(),
        "SELECT books.id, row_number() OVER (ORDER BY books.pages) AS place FROM books ORDER BY place DESC")
        .gives("1|4;3|3;2|2;4|1");
    add("of groups",
        select(s.book_author, func::rank().over(window().order_by(desc(func::sum(s.pages))))).group_by(s.book_author),
        "SELECT books.author_id, rank() OVER (ORDER BY sum(books.pages) DESC) FROM books GROUP BY books.author_id")
        .gives("1|1;2|2;3|3");
    add(
        "the best of each",
        [&] {
            const auto ranked =
                select(s.id.label("id"), func::row_number().over(by_author).label("place")).subquery("ranked");
            return select(ranked.c<std::int64_t>("id")).where(ranked.c<std::int64_t>("place") == 1);
        }(),
        "SELECT ranked.id FROM (SELECT books.id AS id, row_number() OVER (PARTITION BY books.author_id ORDER BY "
        "books.pages) AS place FROM books) AS ranked WHERE ranked.place = ?")
        .gives("2;3;4");
});

const CaseGroup kFrames("Frames", [](SqlCases& add, const Shop& s) {
    const Window by_pages = window().order_by(s.pages);
    const auto add_frame = [&](std::string_view name, const Window& rows, const std::string& sql) -> SqlCase& {
        return add(name, select(s.id, func::sum(s.pages).over(rows)),
                   "SELECT books.id, sum(books.pages) OVER (ORDER BY books.pages " + sql + ") FROM books");
    };
    add_frame("rows to the current one", by_pages.rows(unbounded_preceding()),
              "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW")
        .gives("4|204;2|453;3|840;1|1314");
    add_frame("rows around", by_pages.rows(preceding(1), following(1)), "ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING")
        .gives("4|453;2|840;3|1110;1|861");
    add_frame("rows before", by_pages.rows(preceding(2), preceding(1)), "ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING")
        .gives("4|NULL;2|204;3|453;1|636");
    add_frame("rows behind", by_pages.rows(following(1), unbounded_following()),
              "ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING")
        .gives("4|1110;2|861;3|474;1|NULL");
    add_frame("all rows", by_pages.rows(unbounded_preceding(), unbounded_following()),
              "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING")
        .gives("4|1314;2|1314;3|1314;1|1314");
    add_frame("range around", by_pages.range(preceding(100), following(50)),
              "RANGE BETWEEN 100 PRECEDING AND 50 FOLLOWING")
        .gives("4|453;2|453;3|387;1|861");
    add_frame("range to the current row", by_pages.range(unbounded_preceding()),
              "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW")
        .gives("4|204;2|453;3|840;1|1314");
    add("range of an expression",
        select(s.id, func::count().over(by_pages.range(preceding(literal_column<int>("50 + 50")), current_row()))),
        "SELECT books.id, count(*) OVER (ORDER BY books.pages RANGE BETWEEN 50 + 50 PRECEDING AND CURRENT ROW) FROM "
        "books")
        .not_run("mariadb")
        .gives("4|1;2|2;3|1;1|2");
    add("groups",
        select(s.id, func::count().over(window().order_by(s.book_author).groups(preceding(1), current_row()))),
        "SELECT books.id, count(*) OVER (ORDER BY books.author_id GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM "
        "books")
        .refused("mariadb")
        .refused("mysql")
        .gives("1|2;2|2;3|3;4|2");
    const auto add_exclude = [&](std::string_view name, const Window& rows, const std::string& sql) -> SqlCase& {
        return add(name, select(s.id, func::count().over(rows)),
                   "SELECT books.id, count(*) OVER (ORDER BY books.author_id RANGE BETWEEN UNBOUNDED PRECEDING AND "
                   "CURRENT ROW EXCLUDE " +
                       sql + ") FROM books")
            .refused("mariadb")
            .refused("mysql");
    };
    const Window up_to_here = window().order_by(s.book_author).range(unbounded_preceding());
    add_exclude("without the current row", up_to_here.exclude_current_row(), "CURRENT ROW").gives("1|1;2|1;3|2;4|3");
    add_exclude("without the group", up_to_here.exclude_group(), "GROUP").gives("1|0;2|0;3|2;4|3");
    add_exclude("without ties", up_to_here.exclude_ties(), "TIES").gives("1|1;2|1;3|3;4|4");
});

const CaseGroup kNamedWindows("NamedWindows", [](SqlCases& add, const Shop& s) {
    const Window w = window("w").partition_by(s.book_author).order_by(s.pages);
    add("used twice", select(s.id, func::row_number().over(w), func::sum(s.pages).over(w)),
        "SELECT books.id, row_number() OVER w, sum(books.pages) OVER w FROM books WINDOW w AS (PARTITION BY "
        "books.author_id ORDER BY books.pages)")
        .gives("1|2|723;2|1|249;3|1|387;4|1|204");
    add(
        "added to",
        [&] {
            const Window by_author = window("by_author").partition_by(s.book_author);
            return select(s.id, func::row_number().over(window(by_author).order_by(s.pages)),
                          func::count().over(by_author));
        }(),
        "SELECT books.id, row_number() OVER (by_author ORDER BY books.pages), count(*) OVER by_author FROM books "
        "WINDOW "
        "by_author AS (PARTITION BY books.author_id)")
        .gives("1|2|2;2|1|2;3|1|1;4|1|1");
    add("before order by", select(s.id, func::row_number().over(w)).where(s.pages > 1).order_by(desc(s.id)),
        "SELECT books.id, row_number() OVER w FROM books WHERE books.pages > ? WINDOW w AS (PARTITION BY "
        "books.author_id ORDER BY books.pages) ORDER BY books.id DESC")
        .gives("4|1;3|1;2|1;1|2");
    add("two",
        select(func::count().over(window("a").order_by(s.id)), func::count().over(window("Select").order_by(s.pages))),
        "SELECT count(*) OVER a, count(*) OVER \"Select\" FROM books WINDOW a AS (ORDER BY books.id), \"Select\" AS "
        "(ORDER "
        "BY books.pages)")
        .on("mariadb",
            "SELECT count(*) OVER a, count(*) OVER `Select` FROM books WINDOW a AS (ORDER BY books.id), `Select` AS "
            "(ORDER BY books.pages)")
        .on("mysql",
            "SELECT count(*) OVER a, count(*) OVER `Select` FROM books WINDOW a AS (ORDER BY books.id), `Select` AS "
            "(ORDER BY books.pages)")
        .gives("1|4;2|2;3|3;4|1");
    add("of the same name", select(func::count().over(window("w").order_by(s.id)), func::count().over(w)), "")
        .refused("sqlite", "duplicate_window")
        .refused("postgresql", "duplicate_window")
        .refused("mariadb", "duplicate_window")
        .refused("mysql", "duplicate_window");
});

}  // namespace
}  // namespace azoth::test
