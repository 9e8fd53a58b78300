// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kDistinct("Distinct", [](SqlCases& add, const Shop& s) {
    add("rows", select(s.book_author).distinct(), "SELECT DISTINCT books.author_id FROM books").gives("1;2;3");
    add("rows of two columns", select(s.book_author, s.in_stock).distinct().where(s.book_author == 1),
        "SELECT DISTINCT books.author_id, books.in_stock FROM books WHERE books.author_id = ?")
        .gives("1|true;1|false");
    add("rows in order", select(s.book_author).distinct().order_by(desc(s.book_author)).limit(2),
        "SELECT DISTINCT books.author_id FROM books ORDER BY books.author_id DESC LIMIT ?")
        .gives("3;2");
    add("on a column", select(s.book_author, s.title).distinct_on(s.book_author).order_by(s.book_author, desc(s.pages)),
        "SELECT DISTINCT ON (books.author_id) books.author_id, books.title FROM books ORDER BY books.author_id, "
        "books.pages DESC")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .gives("1|Emma;2|The Dispossessed;3|Solaris");
    add("on two expressions", select(s.title).distinct_on(s.in_stock, s.pages + 0).where(s.id == 2),
        "SELECT DISTINCT ON (books.in_stock, books.pages + $1) books.title FROM books WHERE books.id = ?")
        .on("postgresql",
            "SELECT DISTINCT ON (books.in_stock, books.pages + ?) books.title FROM books WHERE books.id = ?")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .gives("Persuasion");
});

const CaseGroup kOrder("Order", [](SqlCases& add, const Shop& s) {
    const Expr<int> half = (s.pages * 2).label("twice");
    add("by two columns", select(s.id).order_by(s.book_author, desc(s.id)),
        "SELECT books.id FROM books ORDER BY books.author_id, books.id DESC")
        .gives("2;1;3;4");
    add("by calls that add up", select(s.id).order_by(s.book_author).order_by(desc(s.id)),
        "SELECT books.id FROM books ORDER BY books.author_id, books.id DESC")
        .gives("2;1;3;4");
    add("forgotten", select(s.id).order_by(s.title).order_by(std::nullopt).order_by(s.id),
        "SELECT books.id FROM books ORDER BY books.id")
        .gives("1;2;3;4");
    add("by a label", select(half).order_by(half).limit(1),
        "SELECT books.pages * ? AS twice FROM books ORDER BY twice LIMIT ?")
        .gives("408");
    add("by the name of a label", select(half).order_by("twice").limit(1),
        "SELECT books.pages * ? AS twice FROM books ORDER BY twice LIMIT ?")
        .gives("408");
    add("by the name of a label descending", select(half).order_by(desc("twice")).limit(1),
        "SELECT books.pages * ? AS twice FROM books ORDER BY twice DESC LIMIT ?")
        .gives("948");
    add("by the name of a column", select(s.title, s.pages).order_by("pages").limit(1),
        "SELECT books.title, books.pages FROM books ORDER BY books.pages LIMIT ?")
        .gives("Solaris|204");
    add("by a position", select(s.pages, s.id).order_by(literal_column<int>("2")),
        "SELECT books.pages, books.id FROM books ORDER BY 2")
        .gives("474|1;249|2;387|3;204|4");
    add("by what is not selected", select(s.id).order_by(s.pages), "SELECT books.id FROM books ORDER BY books.pages")
        .gives("4;2;3;1");
    add("by an unselected label", select(s.id).order_by(half), "SELECT books.id FROM books ORDER BY books.pages * ?")
        .gives("4;2;3;1");
    add("by an unknown name", select(s.id).order_by("size"), "")
        .refused("sqlite", "no_such_column")
        .refused("postgresql", "no_such_column")
        .refused("mariadb", "no_such_column")
        .refused("mysql", "no_such_column");
    add("with nulls first", select(s.author_id).order_by(s.born.asc().nulls_first()),
        "SELECT authors.id FROM authors ORDER BY authors.born NULLS FIRST")
        .on("mariadb", "SELECT authors.id FROM authors ORDER BY authors.born IS NOT NULL, authors.born")
        .on("mysql", "SELECT authors.id FROM authors ORDER BY authors.born IS NOT NULL, authors.born")
        .gives("3;1;2");
    add("with nulls last", select(s.author_id).order_by(s.born.desc().nulls_last()),
        "SELECT authors.id FROM authors ORDER BY authors.born DESC NULLS LAST")
        .on("mariadb", "SELECT authors.id FROM authors ORDER BY authors.born IS NULL, authors.born DESC")
        .on("mysql", "SELECT authors.id FROM authors ORDER BY authors.born IS NULL, authors.born DESC")
        .gives("2;1;3");
    add("by a name with nulls last", select(s.born.label("year")).order_by(asc("year").nulls_last()),
        "SELECT authors.born AS year FROM authors ORDER BY year NULLS LAST")
        .on("mariadb", "SELECT authors.born AS year FROM authors ORDER BY authors.born IS NULL, year")
        .on("mysql", "SELECT authors.born AS year FROM authors ORDER BY authors.born IS NULL, year")
        .gives("1775;1929;NULL");
});

const CaseGroup kGroup("Group", [](SqlCases& add, const Shop& s) {
    const auto by = s.book_author.label("writer");
    add("by a column", select(s.book_author, func::count()).group_by(s.book_author),
        "SELECT books.author_id, count(*) FROM books GROUP BY books.author_id")
        .gives("1|2;2|1;3|1");
    add("by two columns",
        select(s.book_author, s.in_stock, func::count()).group_by(s.book_author, s.in_stock).where(s.book_author == 1),
        "SELECT books.author_id, books.in_stock, count(*) FROM books WHERE books.author_id = ? GROUP BY "
        "books.author_id, books.in_stock")
        .gives("1|true|1;1|false|1");
    add("by a label", select(by, func::count()).group_by(by),
        "SELECT books.author_id AS writer, count(*) FROM books GROUP BY writer")
        .gives("1|2;2|1;3|1");
    add("by the name of a label", select(by, func::count()).group_by("writer"),
        "SELECT books.author_id AS writer, count(*) FROM books GROUP BY writer")
        .gives("1|2;2|1;3|1");
    add("by a label that is a column too",
        select((s.pages + 0).label("id"), func::count()).group_by("id").where(s.id == 1),
        "SELECT books.pages + ? AS id, count(*) FROM books WHERE books.id = ? GROUP BY books.pages + ?")
        .not_run("postgresql")
        .gives("474|1");
    add("having", select(s.book_author).group_by(s.book_author).having(func::count() > 1),
        "SELECT books.author_id FROM books GROUP BY books.author_id HAVING count(*) > ?")
        .gives("1");
    add("having twice",
        select(s.book_author).group_by(s.book_author).having(func::count() == 1).having(func::min(s.pages) > 300),
        "SELECT books.author_id FROM books GROUP BY books.author_id HAVING count(*) = ? AND min(books.pages) > ?")
        .gives("2");
    add("forgotten", select(func::count()).select_from(s.books).group_by(s.id).group_by(std::nullopt),
        "SELECT count(*) FROM books")
        .gives("4");
    add("ordered by an aggregate", select(s.book_author).group_by(s.book_author).order_by(desc(func::sum(s.pages))),
        "SELECT books.author_id FROM books GROUP BY books.author_id ORDER BY sum(books.pages) DESC")
        .gives("1;2;3");
    add("ordered by the name of an aggregate",
        select(s.book_author, func::sum(s.pages).label("total"))
            .group_by(s.book_author)
            .order_by(desc("total"))
            .limit(1),
        "SELECT books.author_id, sum(books.pages) AS total FROM books GROUP BY books.author_id ORDER BY total DESC "
        "LIMIT ?")
        .gives("1|723");
});

const CaseGroup kColumns("Columns", [](SqlCases& add, const Shop& s) {
    const auto titles = select(s.title).where(s.id == 1);
    add("added", titles.add_columns(s.pages, s.id),
        "SELECT books.title, books.pages, books.id FROM books WHERE books.id = ?")
        .gives("Emma|474|1");
    add("replaced", titles.with_only_columns(s.pages), "SELECT books.pages FROM books WHERE books.id = ?").gives("474");
    add("replaced by a count",
        select(s.title).join(s.authors).where(s.born < 1900).with_only_columns(func::count()).select_from(s.books),
        "SELECT count(*) FROM books JOIN authors ON books.author_id = authors.id WHERE authors.born < ?")
        .gives("2");
    add("filtered", titles.filter(s.pages > 1), "SELECT books.title FROM books WHERE books.id = ? AND books.pages > ?")
        .gives("Emma");
    add("with labels of tables",
        select(s.id, s.author_id).where(s.id == s.author_id, s.id == 2).set_label_style(LabelStyle::TablePlusColumn),
        "SELECT books.id AS books_id, authors.id AS authors_id FROM books, authors WHERE books.id = authors.id AND "
        "books.id = ?")
        .gives("2|2");
    add("with names of their own",
        select(s.id, s.author_id).where(s.id == s.author_id, s.id == 2).set_label_style(LabelStyle::DisambiguateOnly),
        "SELECT books.id, authors.id AS id_1 FROM books, authors WHERE books.id = authors.id AND books.id = ?")
        .gives("2|2");
    add("with the names that they have",
        select(s.id, s.author_id).where(s.id == s.author_id, s.id == 2).set_label_style(LabelStyle::None),
        "SELECT books.id, authors.id FROM books, authors WHERE books.id = authors.id AND books.id = ?")
        .gives("2|2");
    add("the same twice", select(s.id, s.id).where(s.id == 3),
        "SELECT books.id, books.id FROM books WHERE books.id = ?")
        .gives("3|3");
});

const CaseGroup kHints("Hint", [](SqlCases& add, const Shop& s) {
    const auto one = select(s.title).where(s.id == 1);
    const std::string plain = "SELECT books.title FROM books WHERE books.id = ?";
    add("only", one.with_hint(s.books, "ONLY", "postgresql"), plain)
        .on("postgresql", "SELECT books.title FROM ONLY books WHERE books.id = ?")
        .gives("Emma");
    add("of an index", one.with_hint(s.books, "USE INDEX (PRIMARY)", "mysql"), plain)
        .on("mariadb", "SELECT books.title FROM books USE INDEX (PRIMARY) WHERE books.id = ?")
        .on("mysql", "SELECT books.title FROM books USE INDEX (PRIMARY) WHERE books.id = ?")
        .gives("Emma");
    add("not indexed", one.with_hint(s.books, "NOT INDEXED", "sqlite"), plain)
        .on("sqlite", "SELECT books.title FROM books NOT INDEXED WHERE books.id = ?")
        .gives("Emma");
    const FromHandle other = alias(s.books, "other");
    add("of an alias",
        select(other[s.title])
            .where(other[s.id] == 1)
            .with_hint(other, "IGNORE INDEX (PRIMARY)", "mysql")
            .with_hint(other, "ONLY", "postgresql"),
        "SELECT other.title FROM books AS other WHERE other.id = ?")
        .on("postgresql", "SELECT other.title FROM ONLY books AS other WHERE other.id = ?")
        .on("mariadb", "SELECT other.title FROM books AS other IGNORE INDEX (PRIMARY) WHERE other.id = ?")
        .on("mysql", "SELECT other.title FROM books AS other IGNORE INDEX (PRIMARY) WHERE other.id = ?")
        .gives("Emma");
    add("of a joined table",
        select(s.title).join(s.authors).where(s.id == 1).with_hint(s.authors, "FORCE INDEX (PRIMARY)", "mysql"),
        "SELECT books.title FROM books JOIN authors ON books.author_id = authors.id WHERE books.id = ?")
        .on("mariadb",
            "SELECT books.title FROM books JOIN authors FORCE INDEX (PRIMARY) ON books.author_id = authors.id WHERE "
            "books.id = ?")
        .on("mysql",
            "SELECT books.title FROM books JOIN authors FORCE INDEX (PRIMARY) ON books.author_id = authors.id WHERE "
            "books.id = ?")
        .gives("Emma");
    add("for one product", one.with_hint(s.books, "USE INDEX (PRIMARY)", "mariadb"), plain)
        .on("mariadb", "SELECT books.title FROM books USE INDEX (PRIMARY) WHERE books.id = ?")
        .gives("Emma");
    add("a prefix", one.prefix_with("STRAIGHT_JOIN", "mysql"), plain)
        .on("mariadb", "SELECT STRAIGHT_JOIN books.title FROM books WHERE books.id = ?")
        .on("mysql", "SELECT STRAIGHT_JOIN books.title FROM books WHERE books.id = ?")
        .gives("Emma");
    add("a prefix before distinct", one.prefix_with("SQL_NO_CACHE", "mysql").distinct(),
        "SELECT DISTINCT books.title FROM books WHERE books.id = ?")
        .on("mariadb", "SELECT SQL_NO_CACHE DISTINCT books.title FROM books WHERE books.id = ?")
        .on("mysql", "SELECT SQL_NO_CACHE DISTINCT books.title FROM books WHERE books.id = ?")
        .gives("Emma");
    add("a prefix for all", one.prefix_with("/* first */"),
        "SELECT /* first */ books.title FROM books WHERE books.id = ?")
        .gives("Emma");
    add("a suffix", one.suffix_with("/* last */"), plain + " /* last */").gives("Emma");
    add("of the statement", one.limit(1).with_statement_hint("/* hint */"), plain + " LIMIT ? /* hint */")
        .gives("Emma");
    add("of the statement before a suffix", one.suffix_with("/* b */").with_statement_hint("/* a */"),
        plain + " /* a */ /* b */")
        .gives("Emma");
    add("a suffix of a union", union_(select(s.id), select(s.author_id)).suffix_with("/* last */"),
        "SELECT books.id FROM books UNION SELECT authors.id FROM authors /* last */")
        .gives("1;2;3;4");
});

}  // namespace
}  // namespace azoth::test
