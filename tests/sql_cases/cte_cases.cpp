// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kCtes("Cte", [](SqlCases& add, const Shop& s) {
    const CteHandle thick = select(s.id, s.title).where(s.pages > 300).cte("thick");
    const CteHandle totals =
        select(s.sold_book, func::sum(s.copies).label("copies")).group_by(s.sold_book).cte("totals");

    add("is written first", select(thick["title"]),
        "WITH thick AS (SELECT books.id, books.title FROM books WHERE books.pages > ?) SELECT thick.title FROM thick")
        .gives("Emma;The Dispossessed");
    add("with a value before and behind", select(thick["title"], literal(7)).where(thick["id"] == 3),
        "WITH thick AS (SELECT books.id, books.title FROM books WHERE books.pages > ?) "
        "SELECT thick.title, ? FROM thick WHERE thick.id = ?")
        .gives("The Dispossessed|7");
    add("used twice is written once", select(thick["id"], alias(thick, "other")["id"]).where(thick["id"] == 1),
        "WITH thick AS (SELECT books.id, books.title FROM books WHERE books.pages > ?) "
        "SELECT thick.id, other.id FROM thick, thick AS other WHERE thick.id = ?")
        .gives("1|1;1|3");
    add("joined", select(s.title, totals["copies"]).join(totals, totals[s.sold_book] == s.id),
        "WITH totals AS (SELECT sales.book_id, sum(sales.copies) AS copies FROM sales GROUP BY sales.book_id) "
        "SELECT books.title, totals.copies FROM books JOIN totals ON totals.book_id = books.id")
        .gives("Emma|5;The Dispossessed|5;Solaris|1");
    add("joined on its foreign key", select(s.title).outerjoin(totals).where(totals["copies"] == nullptr),
        "WITH totals AS (SELECT sales.book_id, sum(sales.copies) AS copies FROM sales GROUP BY sales.book_id) "
        "SELECT books.title FROM books LEFT OUTER JOIN totals ON books.id = totals.book_id WHERE totals.copies IS NULL")
        .gives("Persuasion");
    add("that names another", select(select(thick["title"]).where(thick["id"] > 1).cte("late")["title"]),
        "WITH thick AS (SELECT books.id, books.title FROM books WHERE books.pages > ?), "
        "late AS (SELECT thick.title FROM thick WHERE thick.id > ?) SELECT late.title FROM late")
        .gives("The Dispossessed");
    add("two of them", select(thick["title"], totals["copies"]).where(thick["id"] == totals["book_id"]),
        "WITH thick AS (SELECT books.id, books.title FROM books WHERE books.pages > ?), "
        "totals AS (SELECT sales.book_id, sum(sales.copies) AS copies FROM sales GROUP BY sales.book_id) "
        "SELECT thick.title, totals.copies FROM thick, totals WHERE thick.id = totals.book_id")
        .gives("Emma|5;The Dispossessed|5");
    add("in a subquery",
        select(s.title).where(s.books["id"] == scalar_subquery(select(func::max(thick.c<std::int64_t>("id"))))),
        "WITH thick AS (SELECT books.id, books.title FROM books WHERE books.pages > ?) "
        "SELECT books.title FROM books WHERE books.id = (SELECT max(thick.id) FROM thick)")
        .gives("The Dispossessed");
    add("in a subquery of from", select(select(thick["id"]).limit(1).subquery("x")["id"]),
        "WITH thick AS (SELECT books.id, books.title FROM books WHERE books.pages > ?) "
        "SELECT x.id FROM (SELECT thick.id FROM thick LIMIT ?) AS x");
    add("with names of its own", select(select(s.id, s.pages).cte("b", {.columns = {"number", "size"}})["size"]),
        "WITH b(number, size) AS (SELECT books.id, books.pages FROM books) SELECT b.size FROM b")
        .gives("474;249;387;204");
    add("with columns of one name",
        select(select(s.id, s.author_id).where(s.book_author == s.author_id).cte("p")["id_1"]),
        "WITH p AS (SELECT books.id, authors.id AS id_1 FROM books, authors WHERE books.author_id = authors.id) "
        "SELECT p.id_1 FROM p")
        .gives("1;1;2;3");
    add("materialized", select(select(s.id).cte("m", {.materialized = true})["id"]),
        "WITH m AS MATERIALIZED (SELECT books.id FROM books) SELECT m.id FROM m")
        .on("mariadb", "WITH m AS (SELECT books.id FROM books) SELECT m.id FROM m")
        .on("mysql", "WITH m AS (SELECT books.id FROM books) SELECT m.id FROM m")
        .gives("1;2;3;4");
    add("not materialized", select(select(s.id).cte("m", {.materialized = false})["id"]),
        "WITH m AS NOT MATERIALIZED (SELECT books.id FROM books) SELECT m.id FROM m")
        .on("mariadb", "WITH m AS (SELECT books.id FROM books) SELECT m.id FROM m")
        .on("mysql", "WITH m AS (SELECT books.id FROM books) SELECT m.id FROM m")
        .gives("1;2;3;4");
    add("that nothing names", select(s.id).where(s.id == 1).add_cte(totals),
        "WITH totals AS (SELECT sales.book_id, sum(sales.copies) AS copies FROM sales GROUP BY sales.book_id) "
        "SELECT books.id FROM books WHERE books.id = ?")
        .gives("1");
    add("of a union", select(union_(select(s.id), select(s.shelf_id)).cte("ids")["id"]),
        "WITH ids AS (SELECT books.id FROM books UNION SELECT shelves.id FROM shelves) SELECT ids.id FROM ids")
        .gives("1;2;3;4");
    add("of a union within a union", union_(select(thick["id"]), select(thick["id"]).where(thick["id"] == 1)),
        "WITH thick AS (SELECT books.id, books.title FROM books WHERE books.pages > ?) "
        "SELECT thick.id FROM thick UNION SELECT thick.id FROM thick WHERE thick.id = ?")
        .gives("1;3");
    add("nesting", select(select(select(s.id).where(s.id < 3).cte("few", {.nesting = true})["id"]).subquery("x")["id"]),
        "SELECT x.id FROM (WITH few AS (SELECT books.id FROM books WHERE books.id < ?) SELECT few.id FROM few) AS x")
        .gives("1;2");
    add("nesting in the statement itself", select(select(s.id).cte("few", {.nesting = true})["id"]),
        "WITH few AS (SELECT books.id FROM books) SELECT few.id FROM few")
        .gives("1;2;3;4");
    add("nesting twice under one name",
        select(select(select(s.id).where(s.id == 1).cte("few", {.nesting = true})["id"]).subquery("x")["id"],
               select(select(s.id).where(s.id == 2).cte("few", {.nesting = true})["id"]).subquery("y")["id"]),
        "SELECT x.id, y.id FROM (WITH few AS (SELECT books.id FROM books WHERE books.id = ?) SELECT few.id FROM few) "
        "AS x, "
        "(WITH few AS (SELECT books.id FROM books WHERE books.id = ?) SELECT few.id FROM few) AS y")
        .gives("1|2");
    add("in exists", select(s.title).where(exists(select(thick["id"]).where(thick["id"] == s.id))),
        "WITH thick AS (SELECT books.id, books.title FROM books WHERE books.pages > ?) "
        "SELECT books.title FROM books WHERE EXISTS (SELECT thick.id FROM thick WHERE thick.id = books.id)")
        .gives("Emma;The Dispossessed");
    add("two of one name are refused", select(thick["id"], select(s.id).cte("thick")["id"]), "")
        .refused("sqlite", "duplicate_cte")
        .refused("postgresql", "duplicate_cte")
        .refused("mariadb", "duplicate_cte")
        .refused("mysql", "duplicate_cte");
});

const CaseGroup kRecursion("RecursiveCte", [](SqlCases& add, const Shop& s) {
    CteHandle below = select(s.shelf_id, s.shelf_name).where(s.shelf_id == 2).cte("below", Recursive);
    below =
        below.union_all(select(s.shelf_id, s.shelf_name).join(below, s.shelf_parent == below.c<std::int64_t>("id")));
    add("walks down a tree", select(below["name"]),
        "WITH RECURSIVE below(id, name) AS (SELECT shelves.id, shelves.name FROM shelves WHERE shelves.id = ? UNION "
        "ALL "
        "SELECT shelves.id, shelves.name FROM shelves JOIN below ON shelves.parent_id = below.id) "
        "SELECT below.name FROM below")
        .gives("fiction;classics;science fiction");

    CteHandle numbers = select(literal(1).label("n")).cte("numbers", Recursive);
    numbers = numbers.union_all(select(numbers.c<int>("n") + 1).where(numbers.c<int>("n") < 5));
    add("counts", select(func::sum(numbers.c<int>("n"))),
        "WITH RECURSIVE numbers(n) AS (SELECT ? AS n UNION ALL SELECT numbers.n + ? FROM numbers WHERE numbers.n < ?) "
        "SELECT sum(numbers.n) FROM numbers")
        .gives("15");

    const FromHandle parent = alias(s.shelves, "parent");
    CteHandle up = select(s.shelf_id, s.shelf_parent).where(s.shelf_name == "classics").cte("up", Recursive);
    up = up.union_(select(parent[s.shelf_id], parent[s.shelf_parent]).where(parent["id"] == up["parent_id"]));
    add("walks up a tree", select(s.shelf_name).join(up, up["id"] == s.shelves["id"]).order_by(s.shelf_id),
        "WITH RECURSIVE up(id, parent_id) AS (SELECT shelves.id, shelves.parent_id FROM shelves WHERE shelves.name = ? "
        "UNION SELECT parent.id, parent.parent_id FROM shelves AS parent, up WHERE parent.id = up.parent_id) "
        "SELECT shelves.name FROM shelves JOIN up ON up.id = shelves.id ORDER BY shelves.id")
        .gives("root;fiction;classics");

    const FromHandle step = alias(numbers, "step");
    add("under another name", select(step["n"]).where(step["n"] == 4),
        "WITH RECURSIVE numbers(n) AS (SELECT ? AS n UNION ALL SELECT numbers.n + ? FROM numbers WHERE numbers.n < ?) "
        "SELECT step.n FROM numbers AS step WHERE step.n = ?")
        .gives("4");

    CteHandle depth = select(s.shelf_id, literal(0))
                          .where(s.shelf_parent == std::nullopt)
                          .cte("depth", {.recursive = true, .columns = {"shelf", "level"}});
    depth = depth.union_all(
        select(s.shelf_id, depth.c<int>("level") + 1).join(depth, s.shelf_parent == depth.c<std::int64_t>("shelf")));
    add("with names of its own", select(s.shelf_name, depth["level"]).join(depth, depth["shelf"] == s.shelf_id),
        "WITH RECURSIVE depth(shelf, level) AS (SELECT shelves.id, ? FROM shelves WHERE shelves.parent_id IS NULL "
        "UNION ALL "
        "SELECT shelves.id, depth.level + ? FROM shelves JOIN depth ON shelves.parent_id = depth.shelf) "
        "SELECT shelves.name, depth.level FROM shelves JOIN depth ON depth.shelf = shelves.id")
        .gives("root|0;fiction|1;classics|2;science fiction|2");

    add("beside one that is not",
        select(numbers["n"], select(s.id).where(s.id == 1).cte("one")["id"]).where(numbers["n"] > 3),
        "WITH RECURSIVE numbers(n) AS (SELECT ? AS n UNION ALL SELECT numbers.n + ? FROM numbers WHERE numbers.n < ?), "
        "one AS (SELECT books.id FROM books WHERE books.id = ?) SELECT numbers.n, one.id FROM numbers, one WHERE "
        "numbers.n > ?")
        .gives("4|1;5|1");
    add("never extended", select(select(s.id).where(s.id < 3).cte("t", Recursive)["id"]),
        "WITH RECURSIVE t(id) AS (SELECT books.id FROM books WHERE books.id < ?) SELECT t.id FROM t")
        .gives("1;2");
});

const CaseGroup kSearchAndCycle("CteSearchAndCycle", [](SqlCases& add, const Shop& s) {
    const auto refused_elsewhere = [](SqlCase& one) -> SqlCase& {
        return one.refused("sqlite").refused("mariadb").refused("mysql");
    };
    const CteHandle root = select(s.shelf_id, s.shelf_name).where(s.shelf_id == 1).cte("tree", Recursive);
    const CteHandle tree =
        root.union_all(select(s.shelf_id, s.shelf_name).join(root, root.c<std::int64_t>("id") == s.shelf_parent));
    const std::string with =
        "WITH RECURSIVE tree(id, name) AS (SELECT shelves.id, shelves.name FROM shelves WHERE shelves.id = ? UNION ALL "
        "SELECT shelves.id, shelves.name FROM shelves JOIN tree ON tree.id = shelves.parent_id)";

    const CteHandle deep = tree.search_depth_first({"id"}, "place");
    refused_elsewhere(add("depth first", select(deep["id"]).order_by(deep["place"]),
                          with + " SEARCH DEPTH FIRST BY id SET place SELECT tree.id FROM tree ORDER BY tree.place"))
        .gives("1;2;3;4");
    const CteHandle broad = tree.search_breadth_first({"name", "id"}, "place");
    refused_elsewhere(add("breadth first", select(broad["name"]).order_by(broad["place"]),
                          with + " SEARCH BREADTH FIRST BY name, id SET place SELECT tree.name FROM tree "
                                 "ORDER BY tree.place"))
        .gives("root;fiction;classics;science fiction");
    const CteHandle marked = tree.cycle({"id"}, "is_cycle", "path");
    refused_elsewhere(add("cycle", select(marked["id"]).where(!marked.c<bool>("is_cycle")),
                          with + " CYCLE id SET is_cycle USING path SELECT tree.id FROM tree WHERE NOT tree.is_cycle"))
        .gives("1;2;3;4");
    const CteHandle both = deep.cycle({"id"}, "is_cycle", "path");
    refused_elsewhere(add("both", select(both["id"]).where(both["is_cycle"] == false).order_by(both["place"]),
                          with + " SEARCH DEPTH FIRST BY id SET place CYCLE id SET is_cycle USING path SELECT tree.id "
                                 "FROM tree WHERE tree.is_cycle = ? ORDER BY tree.place"))
        .gives("1;2;3;4");
});

}  // namespace
}  // namespace azoth::test
