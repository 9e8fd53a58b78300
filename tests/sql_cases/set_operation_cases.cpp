// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kUnions("Union", [](SqlCases& add, const Shop& s) {
    const auto books = select(s.id);
    const auto authors = select(s.author_id);
    const auto thick = select(s.id, s.title).where(s.pages > 380);
    const auto thin = select(s.id, s.title).where(s.pages < 210);

    add("of two", union_(books, authors), "SELECT books.id FROM books UNION SELECT authors.id FROM authors")
        .gives("1;2;3;4");
    add("all", union_all(books, authors), "SELECT books.id FROM books UNION ALL SELECT authors.id FROM authors")
        .gives("1;2;3;4;1;2;3");
    add("of three", union_(books, authors, select(s.shelf_id)),
        "SELECT books.id FROM books UNION SELECT authors.id FROM authors UNION SELECT shelves.id FROM shelves")
        .gives("1;2;3;4");
    add("as a method", books.union_(authors), "SELECT books.id FROM books UNION SELECT authors.id FROM authors")
        .gives("1;2;3;4");
    add("chained is one", books.union_all(authors).union_all(authors),
        "SELECT books.id FROM books UNION ALL SELECT authors.id FROM authors UNION ALL SELECT authors.id FROM authors")
        .gives("1;2;3;4;1;2;3;1;2;3");
    add("of a list", union_all(std::vector{books, books}),
        "SELECT books.id FROM books UNION ALL SELECT books.id FROM books")
        .gives("1;2;3;4;1;2;3;4");
    add("with conditions", union_(thick, thin),
        "SELECT books.id, books.title FROM books WHERE books.pages > ? UNION "
        "SELECT books.id, books.title FROM books WHERE books.pages < ?")
        .gives("1|Emma;3|The Dispossessed;4|Solaris");
    add("of different number types", union_(select(s.id), select(s.pages).where(s.pages > 400)),
        "SELECT books.id FROM books UNION SELECT books.pages FROM books WHERE books.pages > ?")
        .gives("1;2;3;4;474");
    add("of text and null", union_all(select(s.title).where(s.id == 1), select(s.note).where(s.id == 1)),
        "SELECT books.title FROM books WHERE books.id = ? UNION ALL SELECT books.note FROM books WHERE books.id = ?")
        .gives("Emma;NULL");
    add("nested on the right", union_all(books, union_(books, authors)),
        "SELECT books.id FROM books UNION ALL (SELECT books.id FROM books UNION SELECT authors.id FROM authors)")
        .on("sqlite",
            "SELECT books.id FROM books UNION ALL SELECT * FROM "
            "(SELECT books.id FROM books UNION SELECT authors.id FROM authors)")
        .gives("1;2;3;4;1;2;3;4");
    add("nested on the left", union_all(union_(books, authors), authors),
        "(SELECT books.id FROM books UNION SELECT authors.id FROM authors) UNION ALL SELECT authors.id FROM authors")
        .on("sqlite",
            "SELECT * FROM (SELECT books.id FROM books UNION SELECT authors.id FROM authors) "
            "UNION ALL SELECT authors.id FROM authors")
        .gives("1;2;3;4;1;2;3");
    add("in order", union_(books, authors).order_by(s.id),
        "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id")
        .gives("1;2;3;4");
    add("in the order of a name", union_(books, authors).order_by(desc("id")),
        "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id DESC")
        .gives("4;3;2;1");
    add("in the order of a label",
        union_(select(s.pages.label("n")), select(s.born.label("m"))).order_by("n").limit(2).offset(1),
        "SELECT books.pages AS n FROM books UNION SELECT authors.born AS m FROM authors ORDER BY n LIMIT ? OFFSET ?")
        .gives_on("postgresql", "249;387")
        .gives("204;249");
    const Expr<int> size = s.pages.label("size");
    add("in the order of a labelled expression",
        union_all(select(size).where(s.id < 3), select(s.pages).where(s.id == 3)).order_by(size),
        "SELECT books.pages AS size FROM books WHERE books.id < ? UNION ALL SELECT books.pages FROM books WHERE "
        "books.id = ? ORDER BY size")
        .gives("249;387;474");
    add("in the order of a column of a later member", union_(books, authors).order_by(desc(s.author_id)),
        "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id DESC")
        .gives("4;3;2;1");
    const auto sum = s.pages + s.id;
    add("in the order of an expression without a name",
        union_all(select(s.title, sum).where(s.id < 3), select(s.title, sum).where(s.id == 3)).order_by(desc(sum)),
        "SELECT books.title, books.pages + books.id FROM books WHERE books.id < ? UNION ALL "
        "SELECT books.title, books.pages + books.id FROM books WHERE books.id = ? ORDER BY 2 DESC")
        .gives("Emma|475;The Dispossessed|390;Persuasion|251");
    add("in the order of columns of one name",
        union_(select(s.id, s.author_id).where(s.id == s.author_id),
               select(s.id, s.author_id).where(s.id < s.author_id))
            .order_by(desc(s.author_id), s.id),
        "SELECT books.id, authors.id FROM books, authors WHERE books.id = authors.id UNION "
        "SELECT books.id, authors.id FROM books, authors WHERE books.id < authors.id ORDER BY 2 DESC, 1")
        .gives("1|3;2|3;3|3;1|2;2|2;1|1");
    add("in the order of nulls",
        union_all(select(s.born).where(s.author_id > 1), select(s.born).where(s.author_id == 1))
            .order_by(asc("born").nulls_first()),
        "SELECT authors.born FROM authors WHERE authors.id > ? UNION ALL SELECT authors.born FROM authors WHERE "
        "authors.id = ? ORDER BY born NULLS FIRST")
        .on("mariadb",
            "SELECT authors.born FROM authors WHERE authors.id > ? UNION ALL SELECT authors.born FROM authors WHERE "
            "authors.id = ? ORDER BY born IS NOT NULL, born")
        .on("mysql",
            "SELECT authors.born FROM authors WHERE authors.id > ? UNION ALL SELECT authors.born FROM authors WHERE "
            "authors.id = ? ORDER BY born IS NOT NULL, born")
        .gives("NULL;1775;1929");
    add("by something else is refused", union_(books, authors).order_by(s.pages), "")
        .refused("sqlite", "not_in_result")
        .refused("postgresql", "not_in_result")
        .refused("mariadb", "not_in_result")
        .refused("mysql", "not_in_result");
    add("limited", union_all(books, authors).order_by("id").limit(3),
        "SELECT books.id FROM books UNION ALL SELECT authors.id FROM authors ORDER BY id LIMIT ?")
        .gives("1;1;2");
    add("of limited members",
        union_all(select(s.title).order_by(s.pages).limit(1), select(s.title).order_by(desc(s.pages)).limit(1)),
        "(SELECT books.title FROM books ORDER BY books.pages LIMIT ?) UNION ALL "
        "(SELECT books.title FROM books ORDER BY books.pages DESC LIMIT ?)")
        .on("sqlite",
            "SELECT * FROM (SELECT books.title FROM books ORDER BY books.pages LIMIT ?) UNION ALL "
            "SELECT * FROM (SELECT books.title FROM books ORDER BY books.pages DESC LIMIT ?)")
        .gives("Solaris;Emma");
    add("of limited members in order",
        union_all(select(s.title).order_by(s.pages).limit(1), select(s.title).order_by(desc(s.pages)).limit(1))
            .order_by("title"),
        "(SELECT books.title FROM books ORDER BY books.pages LIMIT ?) UNION ALL "
        "(SELECT books.title FROM books ORDER BY books.pages DESC LIMIT ?) ORDER BY title")
        .on("sqlite",
            "SELECT * FROM (SELECT books.title FROM books ORDER BY books.pages LIMIT ?) UNION ALL "
            "SELECT * FROM (SELECT books.title FROM books ORDER BY books.pages DESC LIMIT ?) ORDER BY title")
        .gives("Emma;Solaris");
    add("of a limited union", union_all(union_(books, authors).order_by("id").limit(1), authors),
        "(SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id LIMIT ?) UNION ALL SELECT "
        "authors.id FROM authors")
        .on("sqlite",
            "SELECT * FROM (SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id LIMIT ?) UNION "
            "ALL SELECT authors.id FROM authors")
        .gives("1;1;2;3");
    add("in from", select(union_(thick, thin).subquery("t")["title"]),
        "SELECT t.title FROM (SELECT books.id, books.title FROM books WHERE books.pages > ? UNION "
        "SELECT books.id, books.title FROM books WHERE books.pages < ?) AS t")
        .gives("Emma;The Dispossessed;Solaris");
    add("in from with a column asked for by its origin",
        select(union_(thick, thin).subquery("t")[s.title]).where(union_(thick, thin).subquery("u")[s.id] == 1).limit(0),
        "SELECT t.title FROM (SELECT books.id, books.title FROM books WHERE books.pages > ? UNION "
        "SELECT books.id, books.title FROM books WHERE books.pages < ?) AS t, (SELECT books.id, books.title FROM books "
        "WHERE books.pages > ? UNION "
        "SELECT books.id, books.title FROM books WHERE books.pages < ?) AS u WHERE u.id = ? LIMIT ?")
        .gives("");
    add("in from with columns of one name",
        select(union_all(select(s.id, s.author_id).where(s.id == s.author_id),
                         select(s.id, s.author_id).where(s.id == s.author_id))
                   .order_by(s.author_id)
                   .limit(2)
                   .subquery("t")["id_1"]),
        "SELECT t.id_1 FROM (SELECT books.id, authors.id AS id_1 FROM books, authors WHERE books.id = authors.id UNION "
        "ALL "
        "SELECT books.id, authors.id FROM books, authors WHERE books.id = authors.id ORDER BY id_1 LIMIT ?) AS t")
        .gives("1;1");
    add("of limited members in from",
        select(union_all(select(s.id).order_by(s.id).limit(1), select(s.pages).order_by(s.pages).limit(1))
                   .subquery("t")["id"]),
        "SELECT t.id FROM ((SELECT books.id FROM books ORDER BY books.id LIMIT ?) UNION ALL (SELECT books.pages FROM "
        "books ORDER BY books.pages LIMIT ?)) AS t")
        .on("sqlite",
            "SELECT t.id FROM (SELECT * FROM (SELECT books.id FROM books ORDER BY books.id LIMIT ?) UNION ALL SELECT * "
            "FROM (SELECT books.pages FROM books ORDER BY books.pages LIMIT ?)) AS t")
        .gives("1;204");
    add("as a value",
        select(union_(select(s.id).where(s.id == 2), select(s.author_id).where(s.author_id == 2)).scalar_subquery()),
        "SELECT (SELECT books.id FROM books WHERE books.id = ? UNION SELECT authors.id FROM authors WHERE authors.id = "
        "?)")
        .gives("2");
    add("in exists", select(s.shelf_name).where(exists(union_(books, authors)), s.shelf_id == 1),
        "SELECT shelves.name FROM shelves WHERE EXISTS (SELECT books.id FROM books UNION SELECT authors.id FROM "
        "authors) AND shelves.id = ?")
        .gives("root");
    add("of distinct statements", union_all(select(s.book_author).distinct(), select(s.author_id)),
        "SELECT DISTINCT books.author_id FROM books UNION ALL SELECT authors.id FROM authors")
        .gives("1;2;3;1;2;3");
    add("of groups",
        union_all(select(s.book_author, func::count()).group_by(s.book_author),
                  select(s.author_id, s.author_id).where(s.author_id == 9)),
        "SELECT books.author_id, count(*) FROM books GROUP BY books.author_id UNION ALL SELECT authors.id, authors.id "
        "FROM authors WHERE authors.id = ?")
        .gives("1|2;2|1;3|1");
    add("of one", union_(std::vector{books}), "SELECT books.id FROM books").gives("1;2;3;4");
});

const CaseGroup kIntersections("Intersect", [](SqlCases& add, const Shop& s) {
    const auto books = select(s.id);
    const auto authors = select(s.author_id);
    const auto writers = select(s.book_author);

    add("of two", intersect(books, authors), "SELECT books.id FROM books INTERSECT SELECT authors.id FROM authors")
        .gives("1;2;3");
    add("as a method", books.intersect(authors), "SELECT books.id FROM books INTERSECT SELECT authors.id FROM authors")
        .gives("1;2;3");
    add("all", intersect_all(writers, union_all(writers, writers)),
        "SELECT books.author_id FROM books INTERSECT ALL (SELECT books.author_id FROM books UNION ALL SELECT "
        "books.author_id FROM books)")
        .refused("sqlite")
        .gives("1;1;2;3");
    add("except", except_(books, authors), "SELECT books.id FROM books EXCEPT SELECT authors.id FROM authors")
        .gives("4");
    add("except as a method", books.except_(authors),
        "SELECT books.id FROM books EXCEPT SELECT authors.id FROM authors")
        .gives("4");
    add("except all", except_all(writers, authors),
        "SELECT books.author_id FROM books EXCEPT ALL SELECT authors.id FROM authors")
        .refused("sqlite")
        .gives("1");
    add("except twice is one", books.except_(select(s.id).where(s.id == 1)).except_(select(s.id).where(s.id == 2)),
        "SELECT books.id FROM books EXCEPT SELECT books.id FROM books WHERE books.id = ? EXCEPT SELECT books.id FROM "
        "books WHERE books.id = ?")
        .gives("3;4");
    add("except of an except", except_(books, except_(books, authors)),
        "SELECT books.id FROM books EXCEPT (SELECT books.id FROM books EXCEPT SELECT authors.id FROM authors)")
        .on("sqlite",
            "SELECT books.id FROM books EXCEPT SELECT * FROM (SELECT books.id FROM books EXCEPT SELECT authors.id FROM "
            "authors)")
        .gives("1;2;3");
    add("of a union", intersect(union_(books, authors), select(s.shelf_id).where(s.shelf_id > 2)),
        "(SELECT books.id FROM books UNION SELECT authors.id FROM authors) INTERSECT SELECT shelves.id FROM shelves "
        "WHERE shelves.id > ?")
        .on("sqlite",
            "SELECT * FROM (SELECT books.id FROM books UNION SELECT authors.id FROM authors) INTERSECT SELECT "
            "shelves.id FROM shelves WHERE shelves.id > ?")
        .gives("3;4");
    add("within a union", union_(select(s.shelf_id).where(s.shelf_id == 4), intersect(books, authors)),
        "SELECT shelves.id FROM shelves WHERE shelves.id = ? UNION (SELECT books.id FROM books INTERSECT SELECT "
        "authors.id FROM authors)")
        .on("sqlite",
            "SELECT shelves.id FROM shelves WHERE shelves.id = ? UNION SELECT * FROM (SELECT books.id FROM books "
            "INTERSECT SELECT authors.id FROM authors)")
        .gives("1;2;3;4");
    add("in order", intersect(books, authors).order_by(desc(s.id)).limit(1),
        "SELECT books.id FROM books INTERSECT SELECT authors.id FROM authors ORDER BY id DESC LIMIT ?")
        .gives("3");
    add("in from", select(except_(books, authors).subquery("d")["id"]),
        "SELECT d.id FROM (SELECT books.id FROM books EXCEPT SELECT authors.id FROM authors) AS d")
        .gives("4");
    add("as a cte", select(except_(books, authors).cte("d")["id"]),
        "WITH d AS (SELECT books.id FROM books EXCEPT SELECT authors.id FROM authors) SELECT d.id FROM d")
        .gives("4");
});

}  // namespace
}  // namespace azoth::test
