// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kAggregates("Aggregates", [](SqlCases& add, const Shop& s) {
    add("count all", select(func::count()).select_from(s.books), "SELECT count(*) FROM books").gives("4");
    add("count values", select(func::count(s.rating)), "SELECT count(books.rating) FROM books").gives("3");
    add("count distinct", select(func::count_distinct(s.book_author)),
        "SELECT count(DISTINCT books.author_id) FROM books")
        .gives("3");
    add("sum", select(func::sum(s.pages)), "SELECT sum(books.pages) FROM books").gives("1314");
    add("sum distinct", select(func::sum(s.copies % 2).distinct()), "SELECT sum(DISTINCT sales.copies % ?) FROM sales")
        .gives("1");
    add("sum of fractions", select(func::sum(s.rating)), "SELECT sum(books.rating) FROM books").gives("12.75");
    add("sum of nothing", select(func::sum(s.pages)).where(s.pages < 0),
        "SELECT sum(books.pages) FROM books WHERE books.pages < ?")
        .gives("NULL");
    add("avg", select(func::avg(s.rating)), "SELECT avg(books.rating) FROM books").gives("4.25");
    add("min and max", select(func::min(s.price), func::max(s.title)),
        "SELECT min(books.price), max(books.title) FROM books")
        .gives("7.25|The Dispossessed");
    add("standard deviation", select(func::stddev_pop(s.rating)), "SELECT stddev_pop(books.rating) FROM books")
        .refused("sqlite")
        .gives("0.2041241452");
    add("standard deviation of a sample", select(func::stddev(s.rating)), "SELECT stddev_samp(books.rating) FROM books")
        .refused("sqlite")
        .gives("0.25");
    add("variance", select(func::var_pop(s.copies * 1.0)), "SELECT var_pop(sales.copies * ?) FROM sales")
        .refused("sqlite")
        .gives("2.1875");
    add("variance of a sample", select(func::variance(s.rating)), "SELECT var_samp(books.rating) FROM books")
        .refused("sqlite")
        .gives("0.0625");
    add("any", select(func::any(s.pages > 400)), "SELECT max(books.pages > ?) FROM books")
        .on("postgresql", "SELECT bool_or(books.pages > ?) FROM books")
        .gives("true");
    add("any of a column", select(func::any(s.in_stock)), "SELECT max(books.in_stock) FROM books")
        .on("postgresql", "SELECT bool_or(books.in_stock) FROM books")
        .gives("true");
    add("every", select(func::every(s.in_stock)), "SELECT min(books.in_stock) FROM books")
        .on("postgresql", "SELECT bool_and(books.in_stock) FROM books")
        .gives("false");
    add("every of nothing", select(func::every(s.in_stock)).where(s.pages < 0),
        "SELECT min(books.in_stock) FROM books WHERE books.pages < ?")
        .on("postgresql", "SELECT bool_and(books.in_stock) FROM books WHERE books.pages < ?")
        .gives("NULL");
    add("strings", select(func::aggregate_strings(s.title, "; it's ")).where(s.id == 1),
        "SELECT group_concat(books.title SEPARATOR '; it''s ') FROM books WHERE books.id = ?")
        .on("sqlite", "SELECT group_concat(books.title, '; it''s ') FROM books WHERE books.id = ?")
        .on("postgresql", "SELECT string_agg(books.title, '; it''s ') FROM books WHERE books.id = ?")
        .gives("Emma");
    add("strings in order", select(func::aggregate_strings(s.title, ", ").order_by(desc(s.title))),
        "SELECT group_concat(books.title ORDER BY books.title DESC SEPARATOR ', ') FROM books")
        .refused("sqlite")
        .on("postgresql", "SELECT string_agg(books.title, ', ' ORDER BY books.title DESC) FROM books")
        .gives("The Dispossessed, Solaris, Persuasion, Emma");
    add("distinct strings",
        select(func::aggregate_strings(s.country, ",").distinct())
            .join(s.books, s.book_author == s.author_id)
            .where(s.country == "GB"),
        "SELECT group_concat(DISTINCT authors.country SEPARATOR ',') FROM authors JOIN books ON books.author_id = "
        "authors.id WHERE authors.country = ?")
        .on("sqlite",
            "SELECT group_concat(DISTINCT authors.country) FROM authors JOIN books ON books.author_id = authors.id "
            "WHERE authors.country = ?")
        .on("postgresql",
            "SELECT string_agg(DISTINCT authors.country, ',') FROM authors JOIN books ON books.author_id = authors.id "
            "WHERE authors.country = ?")
        .gives("GB");
    add("distinct strings by another separator",
        select(func::aggregate_strings(s.country, "/").distinct()).where(s.born == 1775),
        "SELECT group_concat(DISTINCT authors.country SEPARATOR '/') FROM authors WHERE authors.born = ?")
        .refused("sqlite")
        .on("postgresql", "SELECT string_agg(DISTINCT authors.country, '/') FROM authors WHERE authors.born = ?")
        .gives("GB");
    add("distinct strings in order", select(func::aggregate_strings(s.country, ",").distinct().order_by(s.country)),
        "SELECT group_concat(DISTINCT authors.country ORDER BY authors.country SEPARATOR ',') FROM authors")
        .refused("sqlite")
        .on("postgresql", "SELECT string_agg(DISTINCT authors.country, ',' ORDER BY authors.country) FROM authors")
        .gives("GB,PL,US");
    add("json array", select(func::json_agg(s.shelf_id)).where(s.shelf_id == 2),
        "SELECT json_arrayagg(shelves.id) FROM shelves WHERE shelves.id = ?")
        .on("sqlite", "SELECT json_group_array(shelves.id) FROM shelves WHERE shelves.id = ?")
        .on("postgresql", "SELECT jsonb_agg(shelves.id) FROM shelves WHERE shelves.id = ?")
        .gives("[2]");
    add("json array in order", select(func::json_agg(s.shelf_id).order_by(desc(s.shelf_id))).where(s.shelf_parent == 2),
        "SELECT json_arrayagg(shelves.id ORDER BY shelves.id DESC) FROM shelves WHERE shelves.parent_id = ?")
        .refused("sqlite")
        .refused("mysql")
        .on("postgresql",
            "SELECT jsonb_agg(shelves.id ORDER BY shelves.id DESC) FROM shelves WHERE shelves.parent_id = ?")
        .gives("[4, 3]")
        .gives_on("mariadb", "[4,3]");
    add("json object", select(func::json_object_agg(s.shelf_name, s.shelf_id)).where(s.shelf_id == 2),
        "SELECT json_objectagg(shelves.name, shelves.id) FROM shelves WHERE shelves.id = ?")
        .on("sqlite", "SELECT json_group_object(shelves.name, shelves.id) FROM shelves WHERE shelves.id = ?")
        .on("postgresql", "SELECT jsonb_object_agg(shelves.name, shelves.id) FROM shelves WHERE shelves.id = ?")
        .gives("{\"fiction\": 2}")
        .gives_on("sqlite", "{\"fiction\":2}")
        .gives_on("mariadb", "{\"fiction\":2}");
    add("array", select(func::call<int>("cardinality", func::array_agg<Value>(s.id))),
        "SELECT cardinality(array_agg(books.id)) FROM books")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .gives("4");
    add("group and having", select(s.book_author, func::count()).group_by(s.book_author).having(func::count() > 1),
        "SELECT books.author_id, count(*) FROM books GROUP BY books.author_id HAVING count(*) > ?")
        .gives("1|2");
    add("order by an aggregate", select(s.book_author).group_by(s.book_author).order_by(desc(func::sum(s.pages))),
        "SELECT books.author_id FROM books GROUP BY books.author_id ORDER BY sum(books.pages) DESC")
        .gives("1;2;3");
    add("arithmetic on aggregates", select(func::sum(s.pages) - func::count()),
        "SELECT sum(books.pages) - count(*) FROM books")
        .gives("1310");
    add("compared with each other", select(func::count() == func::count()).select_from(s.books),
        "SELECT count(*) = count(*) FROM books")
        .gives("true");
});

const CaseGroup kFilteredAggregates("FilteredAggregates", [](SqlCases& add, const Shop& s) {
    const auto on_case = [](SqlCase& sql_case, const std::string& sql) -> SqlCase& {
        return sql_case.on("mariadb", sql).on("mysql", sql);
    };
    on_case(add("count all", select(func::count().filter(s.pages > 300)).select_from(s.books),
                "SELECT count(*) FILTER (WHERE books.pages > ?) FROM books"),
            "SELECT count(CASE WHEN books.pages > ? THEN 1 END) FROM books")
        .gives("2");
    on_case(add("count values", select(func::count(s.rating).filter(s.in_stock)),
                "SELECT count(books.rating) FILTER (WHERE books.in_stock) FROM books"),
            "SELECT count(CASE WHEN books.in_stock THEN books.rating END) FROM books")
        .gives("3");
    on_case(add("count distinct", select(func::count_distinct(s.book_author).filter(s.pages < 300)),
                "SELECT count(DISTINCT books.author_id) FILTER (WHERE books.pages < ?) FROM books"),
            "SELECT count(DISTINCT CASE WHEN books.pages < ? THEN books.author_id END) FROM books")
        .gives("2");
    on_case(add("sum", select(func::sum(s.pages).filter(s.in_stock && s.pages > 204)),
                "SELECT sum(books.pages) FILTER (WHERE books.in_stock AND books.pages > ?) FROM books"),
            "SELECT sum(CASE WHEN books.in_stock AND books.pages > ? THEN books.pages END) FROM books")
        .gives("861");
    on_case(add("two filters", select(func::sum(s.pages).filter(s.in_stock).filter(s.pages > 204)),
                "SELECT sum(books.pages) FILTER (WHERE books.in_stock AND books.pages > ?) FROM books"),
            "SELECT sum(CASE WHEN books.in_stock AND books.pages > ? THEN books.pages END) FROM books")
        .gives("861");
    on_case(add("without any row", select(func::max(s.pages).filter(s.pages < 0)),
                "SELECT max(books.pages) FILTER (WHERE books.pages < ?) FROM books"),
            "SELECT max(CASE WHEN books.pages < ? THEN books.pages END) FROM books")
        .gives("NULL");
    on_case(add("any", select(func::any(s.pages > 400).filter(s.in_stock)),
                "SELECT max(books.pages > ?) FILTER (WHERE books.in_stock) FROM books")
                .on("postgresql", "SELECT bool_or(books.pages > ?) FILTER (WHERE books.in_stock) FROM books"),
            "SELECT max(CASE WHEN books.in_stock THEN books.pages > ? END) FROM books")
        .gives("true");
    on_case(add("strings", select(func::aggregate_strings(s.title, "+").filter(s.pages > 400)),
                "SELECT group_concat(books.title, '+') FILTER (WHERE books.pages > ?) FROM books")
                .on("postgresql", "SELECT string_agg(books.title, '+') FILTER (WHERE books.pages > ?) FROM books"),
            "SELECT group_concat(CASE WHEN books.pages > ? THEN books.title END SEPARATOR '+') FROM books")
        .gives("Emma");
    add("json array", select(func::json_agg(s.id).filter(s.pages > 400)),
        "SELECT json_group_array(books.id) FILTER (WHERE books.pages > ?) FROM books")
        .on("postgresql", "SELECT jsonb_agg(books.id) FILTER (WHERE books.pages > ?) FROM books")
        .refused("mariadb")
        .refused("mysql")
        .gives("[1]");
    add("by name", select(func::call<double>("total", s.pages).filter(s.pages > 400)),
        "SELECT total(books.pages) FILTER (WHERE books.pages > ?) FROM books")
        .refused("mariadb")
        .refused("mysql")
        .not_run("postgresql")
        .gives("474");
    on_case(add("grouped", select(s.in_stock, func::count().filter(s.rating > 4.2)).group_by(s.in_stock),
                "SELECT books.in_stock, count(*) FILTER (WHERE books.rating > ?) FROM books GROUP BY books.in_stock"),
            "SELECT books.in_stock, count(CASE WHEN books.rating > ? THEN 1 END) FROM books GROUP BY books.in_stock")
        .gives("false|0;true|2");
});

const CaseGroup kOrderedSetAggregates("OrderedSetAggregates", [](SqlCases& add, const Shop& s) {
    const auto only_postgresql = [](SqlCase& sql_case) -> SqlCase& {
        return sql_case.refused("sqlite").refused("mariadb").refused("mysql");
    };
    only_postgresql(add("median", select(func::percentile_cont(0.5, s.pages)),
                        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY books.pages) FROM books"))
        .gives("318");
    only_postgresql(add("discrete median", select(func::percentile_disc(0.5, s.pages)),
                        "SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY books.pages) FROM books"))
        .gives("249");
    only_postgresql(add("median from above", select(func::percentile_cont(0.25, desc(s.pages))),
                        "SELECT percentile_cont(0.25) WITHIN GROUP (ORDER BY books.pages DESC) FROM books"))
        .gives("408.75");
    only_postgresql(add("mode", select(func::mode(s.book_author)),
                        "SELECT mode() WITHIN GROUP (ORDER BY books.author_id) FROM books"))
        .gives("1");
    only_postgresql(
        add("filtered", select(func::mode(s.book_author).filter(s.pages < 249)),
            "SELECT mode() WITHIN GROUP (ORDER BY books.author_id) FILTER (WHERE books.pages < ?) FROM books"))
        .gives("3");
    only_postgresql(add("place of a value that is not there",
                        select(func::call<std::int64_t>("rank", 300).within_group(s.pages)),
                        "SELECT rank(?) WITHIN GROUP (ORDER BY books.pages) FROM books"))
        .gives("3");
    add("median by window",
        select(s.id, func::percentile_cont(0.5, s.pages).over(window().partition_by(s.book_author))),
        "SELECT books.id, percentile_cont(0.5) WITHIN GROUP (ORDER BY books.pages) OVER (PARTITION BY books.author_id) "
        "FROM "
        "books")
        .refused("sqlite")
        .refused("postgresql")
        .refused("mysql")
        .gives("1|361.5;2|361.5;3|387;4|204");
    add("ordered by name", select(func::call<std::string>("string_agg", s.title, ",").order_by(s.title)),
        "SELECT string_agg(books.title, ? ORDER BY books.title) FROM books")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .gives("Emma,Persuasion,Solaris,The Dispossessed");
});

}  // namespace
}  // namespace azoth::test
