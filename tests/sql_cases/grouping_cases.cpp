// SPDX-License-Identifier: MIT
#include "azoth/sql/condition.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/grouping.hpp"
#include "azoth/sql/matching.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kGrouping("Grouping", [](SqlCases& add, const Shop& s) {
    add("rollup", select(s.book_author, func::count()).group_by(rollup(s.book_author)),
        "SELECT books.author_id, count(*) FROM books GROUP BY books.author_id WITH ROLLUP")
        .on("postgresql", "SELECT books.author_id, count(*) FROM books GROUP BY ROLLUP (books.author_id)")
        .refused("sqlite")
        .gives("1|2;2|1;3|1;NULL|4");
    add("rollup of two",
        select(s.book_author, s.in_stock, func::sum(s.pages)).group_by(rollup(s.book_author, s.in_stock)),
        "SELECT books.author_id, books.in_stock, sum(books.pages) FROM books GROUP BY books.author_id, books.in_stock "
        "WITH ROLLUP")
        .on("postgresql",
            "SELECT books.author_id, books.in_stock, sum(books.pages) FROM books GROUP BY ROLLUP (books.author_id, "
            "books.in_stock)")
        .refused("sqlite")
        .gives("1|false|249;1|true|474;1|NULL|723;2|true|387;2|NULL|387;3|true|204;3|NULL|204;NULL|NULL|1314");
    add("rollup beside a column",
        select(func::count()).select_from(s.books).group_by(s.in_stock, rollup(s.book_author)),
        "SELECT count(*) FROM books GROUP BY books.in_stock, ROLLUP (books.author_id)")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .gives("1;1;1;1;1;3");
    add("rollup in order",
        select(s.book_author, func::count()).group_by(rollup(s.book_author)).order_by(asc(s.book_author).nulls_last()),
        "SELECT books.author_id, count(*) FROM books GROUP BY ROLLUP (books.author_id) ORDER BY books.author_id NULLS "
        "LAST")
        .on("mysql",
            "SELECT books.author_id, count(*) FROM books GROUP BY books.author_id WITH ROLLUP ORDER BY books.author_id "
            "IS NULL, books.author_id")
        .refused("sqlite")
        .refused("mariadb")
        .gives("1|2;2|1;3|1;NULL|4");
    const auto only_postgresql = [](SqlCase& sql_case) -> SqlCase& {
        return sql_case.refused("sqlite").refused("mariadb").refused("mysql");
    };
    only_postgresql(add("cube", select(s.in_stock, func::count()).group_by(cube(s.in_stock)),
                        "SELECT books.in_stock, count(*) FROM books GROUP BY CUBE (books.in_stock)"))
        .gives("false|1;true|3;NULL|4");
    only_postgresql(
        add("grouping sets",
            select(s.book_author, s.in_stock, func::count())
                .group_by(grouping_sets(grouping_set(s.book_author, s.in_stock), s.in_stock, grouping_set())),
            "SELECT books.author_id, books.in_stock, count(*) FROM books GROUP BY GROUPING SETS ((books.author_id, "
            "books.in_stock), books.in_stock, ())"))
        .gives("1|false|1;1|true|1;2|true|1;3|true|1;NULL|false|1;NULL|true|3;NULL|NULL|4");
    only_postgresql(add("sets within rollup",
                        select(func::count())
                            .select_from(s.books)
                            .group_by(rollup(grouping_set(s.book_author, s.in_stock), s.pages)),
                        "SELECT count(*) FROM books GROUP BY ROLLUP ((books.author_id, books.in_stock), books.pages)"))
        .gives("1;1;1;1;1;1;1;1;4");
    only_postgresql(
        add("rollup within sets",
            select(func::count()).select_from(s.books).group_by(grouping_sets(rollup(s.in_stock), s.in_stock)),
            "SELECT count(*) FROM books GROUP BY GROUPING SETS (ROLLUP (books.in_stock), books.in_stock)"))
        .gives("1;3;1;3;4");
    add("which rows sum up", select(s.in_stock, func::grouping(s.in_stock)).group_by(rollup(s.in_stock)),
        "SELECT books.in_stock, grouping(books.in_stock) FROM books GROUP BY books.in_stock WITH ROLLUP")
        .on("postgresql", "SELECT books.in_stock, grouping(books.in_stock) FROM books GROUP BY ROLLUP (books.in_stock)")
        .refused("sqlite")
        .refused("mariadb")
        .gives("false|0;true|0;NULL|1");
});

}  // namespace
}  // namespace azoth::test
