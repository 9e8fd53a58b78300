// SPDX-License-Identifier: MIT
#include "compile/select_writer.hpp"

#include "support/bookshop.hpp"
#include "support/expect_error.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

using Selects = Bookshop;

TEST_F(Selects, NameColumnsWithTheirTable) {
    expect_sql(select(id, title), "SELECT books.id, books.title FROM books");
    expect_sql(select(id).where(pages > 300), "SELECT books.id FROM books WHERE books.pages > :pages_1");
    expect_sql(select(id).distinct(), "SELECT DISTINCT books.id FROM books");
}

TEST_F(Selects, NameTablesWithTheirSchema) {
    Table log("audit.log", metadata, Column("id", BigInteger{}).primary_key());
    expect_sql(select(log["id"]), "SELECT audit.log.id FROM audit.log");
}

TEST_F(Selects, WriteClausesInTheOrderOfSql) {
    expect_sql(select(written_by, func::count())
                   .limit(2)
                   .order_by(written_by)
                   .having(func::count() > 1)
                   .offset(3)
                   .group_by(written_by)
                   .where(pages > 300),
               "SELECT books.author_id, count(*) FROM books WHERE books.pages > :pages_1 GROUP BY books.author_id "
               "HAVING count(*) > :count_1 ORDER BY books.author_id LIMIT :param_1 OFFSET :param_2");
}

TEST_F(Selects, JoinConditionsByAnd) {
    expect_sql(select(id).where(sold, pages == 1).where(sold || sold),
               "SELECT books.id FROM books WHERE books.sold AND books.pages = :pages_1 "
               "AND (books.sold OR books.sold)");
    expect_sql(select(id).where(sold || sold), "SELECT books.id FROM books WHERE books.sold OR books.sold");
}

TEST_F(Selects, Order) {
    expect_sql(select(id).order_by(desc(title), asc(pages)),
               "SELECT books.id FROM books ORDER BY books.title DESC, books.pages");
    expect_sql(select(id).order_by(asc(pages).nulls_first(), desc(pages).nulls_last()),
               "SELECT books.id FROM books ORDER BY books.pages NULLS FIRST, books.pages DESC NULLS LAST");
    expect_sql(select(id).order_by(pages + 1), "SELECT books.id FROM books ORDER BY books.pages + :pages_1");
}

TEST_F(Selects, LimitByBoundValues) {
    expect_sql(select(id).limit(5), "SELECT books.id FROM books LIMIT :param_1");
    expect_sql(select(id).offset(5), "SELECT books.id FROM books OFFSET :param_1");
    expect_sql(select(id).where(pages == 1).limit(5),
               "SELECT books.id FROM books WHERE books.pages = :pages_1 LIMIT :param_1");
}

TEST_F(Selects, RepeatASelectedLabelByItsName) {
    const auto total = func::sum(pages).label("total");
    expect_sql(select(written_by, total).group_by(written_by).order_by(total.desc()),
               "SELECT books.author_id, sum(books.pages) AS total FROM books GROUP BY books.author_id "
               "ORDER BY total DESC");
    const auto thick = (pages > 300).label("thick");
    expect_sql(select(thick).group_by(thick), "SELECT books.pages > :pages_1 AS thick FROM books GROUP BY thick");
}

TEST_F(Selects, WriteALabelOutWhereItsNameMeansSomethingElse) {
    const auto lowered = func::lower(title).label("title");
    expect_sql(select(lowered).group_by(lowered),
               "SELECT lower(books.title) AS title FROM books GROUP BY lower(books.title)");
    const auto total = func::sum(pages).label("total");
    expect_sql(select(written_by).order_by(total), "SELECT books.author_id FROM books ORDER BY sum(books.pages)");
    expect_sql(select(total).having(total > 5),
               "SELECT sum(books.pages) AS total FROM books HAVING sum(books.pages) > :total_1");
}

TEST_F(Selects, TakeTheirTablesFromColumnsAndConditions) {
    expect_sql(select(title, name), "SELECT books.title, authors.name FROM books, authors");
    expect_sql(select(title).where(written_by == author_id),
               "SELECT books.title FROM books, authors WHERE books.author_id = authors.id");
    expect_sql(select(func::count()).select_from(books).where(name == "a"),
               "SELECT count(*) FROM books, authors WHERE authors.name = :name_1");
    expect_sql(select(name).select_from(books), "SELECT authors.name FROM books, authors");
    expect_sql(select(func::lower(title + name)), "SELECT lower(books.title || authors.name) FROM books, authors");
    expect_sql(select(literal(1)), "SELECT :param_1");
}

TEST_F(Selects, RefuseAColumnOfATableThatIsNotThere) {
    expect_error<CompileError>("not_in_from", "the column authors.name, but authors is not among its tables",
                               [&] { to_string(select(title).order_by(name)); });
}

TEST_F(Selects, Join) {
    expect_sql(select(title, name).join(authors, written_by == author_id),
               "SELECT books.title, authors.name FROM books JOIN authors ON books.author_id = authors.id");
    expect_sql(select(title).outerjoin(authors, written_by == author_id),
               "SELECT books.title FROM books LEFT OUTER JOIN authors ON books.author_id = authors.id");
    expect_sql(select(func::count()).join(authors, written_by == author_id),
               "SELECT count(*) FROM books JOIN authors ON books.author_id = authors.id");
}

TEST_F(Selects, JoinToTheElementThatTheConditionNames) {
    const FromHandle other = alias(books, "other");
    expect_sql(select(name, title).where(sold).join(other, other["pages"] == pages),
               "SELECT authors.name, books.title FROM authors, books JOIN books AS other ON other.pages = books.pages "
               "WHERE books.sold");
    expect_sql(select(title).join(authors, written_by == author_id).join(other, other["author_id"] == author_id),
               "SELECT books.title FROM books JOIN authors ON books.author_id = authors.id "
               "JOIN books AS other ON other.author_id = authors.id");
}

TEST_F(Selects, RefuseAJoinToNothing) {
    expect_error<CompileError>("no_from", "nothing that authors could be joined to",
                               [&] { to_string(select(func::count()).join(authors, and_())); });
}

sql::SelectNode with_join(const Bookshop& shop, sql::JoinKind kind) {
    sql::SelectNode select(*azoth::select(shop.title).node());
    const bool is_cross = kind == sql::JoinKind::Cross;
    select.joins.push_back({kind, shop.books.node(), shop.authors.node(),
                            is_cross ? nullptr : (shop.written_by == shop.author_id).node()});
    return select;
}

TEST_F(Selects, JoinCrosswiseAndFully) {
    EXPECT_EQ(to_string(with_join(*this, sql::JoinKind::Cross), generic_dialect()),
              "SELECT books.title FROM books CROSS JOIN authors");
    EXPECT_EQ(to_string(with_join(*this, sql::JoinKind::FullOuter), generic_dialect()),
              "SELECT books.title FROM books FULL OUTER JOIN authors ON books.author_id = authors.id");
}

TEST_F(Selects, UseAliases) {
    const FromHandle older = alias(books, "older");
    expect_sql(select(title, older["title"]).join(older, older["pages"] < pages),
               "SELECT books.title, older.title FROM books JOIN books AS older ON older.pages < books.pages");
    const FromHandle again(make_node<sql::AliasNode>(older.node(), "again"));
    expect_sql(select(again["id"]), "SELECT again.id FROM books AS again");
}

TEST_F(Selects, NameNamelessAliasesInTheOrderOfUse) {
    const FromHandle first = alias(books);
    const FromHandle second = alias(books);
    expect_sql(select(second["id"], first["id"]).where(first["id"] < second["id"]),
               "SELECT anon_1.id, anon_2.id FROM books AS anon_1, books AS anon_2 WHERE anon_2.id < anon_1.id");
}

TEST_F(Selects, ReadFromSubqueries) {
    const FromHandle thick = select(id, title).where(pages > 300).subquery("thick");
    expect_sql(
        select(thick["title"]).where(thick["id"] == 1),
        "SELECT thick.title FROM (SELECT books.id, books.title FROM books WHERE books.pages > :pages_1) AS thick "
        "WHERE thick.id = :id_1");
    const FromHandle nameless = select(id).subquery();
    expect_sql(select(nameless["id"]), "SELECT anon_1.id FROM (SELECT books.id FROM books) AS anon_1");
}

TEST_F(Selects, GiveTheColumnsOfSubqueriesDifferentNames) {
    const FromHandle pairs = select(id, author_id, func::count()).subquery("pairs");
    ASSERT_EQ(pairs.node()->columns().size(), 3U);
    const std::string count_name = pairs.node()->columns()[2].name;
    expect_sql(select(pairs["id"], pairs["id_1"], pairs[count_name]),
               "SELECT pairs.id, pairs.id_1, pairs." + count_name +
                   " FROM (SELECT books.id, authors.id AS id_1, "
                   "count(*) AS " +
                   count_name + " FROM books, authors) AS pairs");
}

TEST_F(Selects, HoistCtes) {
    const FromHandle totals = select(written_by, func::sum(pages).label("pages")).group_by(written_by).cte("totals");
    expect_sql(select(name).join(totals, totals.c<std::int64_t>("author_id") == author_id).where(totals["pages"] > 9),
               "WITH totals AS (SELECT books.author_id, sum(books.pages) AS pages FROM books GROUP BY books.author_id) "
               "SELECT authors.name FROM authors JOIN totals ON totals.author_id = authors.id "
               "WHERE totals.pages > :pages_1");
}

TEST_F(Selects, WriteEachCteOnceAndBeforeItsUsers) {
    const FromHandle thick = select(id).where(pages > 300).cte("thick");
    const FromHandle first = select(thick["id"]).limit(1).cte("first");
    const FromHandle again(make_node<sql::AliasNode>(thick.node(), "again"));
    expect_sql(select(first["id"], again["id"], thick["id"]),
               "WITH thick AS (SELECT books.id FROM books WHERE books.pages > :pages_1), "
               "first AS (SELECT thick.id FROM thick LIMIT :param_1) "
               "SELECT first.id, again.id, thick.id FROM first, thick AS again, thick");
}

TEST_F(Selects, RefuseTwoCtesOfOneName) {
    const FromHandle one = select(id).cte("twice");
    const FromHandle two = select(title).cte("twice");
    expect_error<CompileError>("duplicate_cte", "two different CTEs of this statement are called twice",
                               [&] { to_string(select(one["id"], two["title"])); });
}

TEST_F(Selects, CorrelateSubqueriesWithWhatIsAroundThem) {
    expect_sql(select(name).where(exists(select(id).where(written_by == author_id))),
               "SELECT authors.name FROM authors "
               "WHERE EXISTS (SELECT books.id FROM books WHERE books.author_id = authors.id)");
    expect_sql(select(name, scalar_subquery(select(func::count(id)).where(written_by == author_id)).label("books")),
               "SELECT authors.name, (SELECT count(books.id) FROM books WHERE books.author_id = authors.id) AS books "
               "FROM authors");
}

TEST_F(Selects, KeepTheTablesOfASubqueryThatWouldHaveNone) {
    expect_sql(select(id).where(pages == scalar_subquery(select(pages))),
               "SELECT books.id FROM books WHERE books.pages = (SELECT books.pages FROM books)");
    expect_sql(select(title, name).where(exists(select(id, author_id))),
               "SELECT books.title, authors.name FROM books, authors "
               "WHERE EXISTS (SELECT books.id, authors.id FROM books, authors)");
}

TEST_F(Selects, CorrelateThroughSeveralLevels) {
    const FromHandle other = alias(books, "other");
    const auto inner = exists(select(other["id"]).where(other["author_id"] == author_id, other["pages"] > pages));
    expect_sql(select(name).where(exists(select(id).where(inner))),
               "SELECT authors.name FROM authors WHERE EXISTS (SELECT books.id FROM books "
               "WHERE EXISTS (SELECT other.id FROM books AS other "
               "WHERE other.author_id = authors.id AND other.pages > books.pages))");
}

TEST_F(Selects, SearchInSubqueries) {
    const auto ids = make_node<sql::SubqueryExpressionNode>(sql::NodeKind::ScalarSubquery,
                                                            select(author_id).where(name == "a").node(), BigInteger{});
    expect_expression(Expr<bool>(detail::make_binary(sql::Operator::In, written_by.node(), ids, Boolean{})),
                      "books.author_id IN (SELECT authors.id FROM authors WHERE authors.name = :name_1)");
}

TEST_F(Selects, RefuseToSelectNothing) {
    expect_error<CompileError>("nothing_selected", "at least one column",
                               [] { to_string(sql::SelectNode(), generic_dialect()); });
}

class BookEntity final : public sql::Entity {
public:
    explicit BookEntity(const Table& books) : table_(books.table_node()) {}
    const sql::TablePtr& table() const override { return table_; }
    std::span<const std::uint32_t> loaded_columns() const override { return columns_; }
    const sql::ColumnPtr& column_at(std::size_t, const CppType&) const override { return none_; }
    sql::RelationshipJoin join_at(std::size_t, const sql::FromPtr&, const sql::FromPtr&) const override { return {}; }

private:
    sql::TablePtr table_;
    std::vector<std::uint32_t> columns_ = {0, 3, 1};
    sql::ColumnPtr none_;
};

TEST_F(Selects, ExpandEntitiesToTheColumnsThatTheyLoad) {
    const BookEntity entity(books);
    Select<Row> query;
    query.add(entity, books.node());
    expect_sql(query, "SELECT books.id, books.pages, books.title FROM books");

    const FromHandle older = alias(books, "older");
    query.add(entity, older.node());
    expect_sql(query,
               "SELECT books.id, books.pages, books.title, older.id, older.pages, older.title "
               "FROM books, books AS older");
}

TEST_F(Selects, TellTheNamesAndTypesOfTheirColumns) {
    const Compiled compiled = generic_dialect().compile(*select(id, title.label("name"), func::count()).node());

    ASSERT_TRUE(compiled.returns_rows);
    ASSERT_EQ(compiled.columns.size(), 3U);
    EXPECT_EQ(compiled.columns[0].name, "id");
    EXPECT_EQ(compiled.columns[0].type, BigInteger{});
    EXPECT_EQ(compiled.columns[1].name, "name");
    EXPECT_EQ(compiled.columns[1].type, String{200});
    EXPECT_EQ(compiled.columns[2].name, "count");
}

}  // namespace
}  // namespace azoth::test
