// SPDX-License-Identifier: MIT
#include "compile/expression_writer.hpp"

#include "azoth/sql/case.hpp"
#include "support/bookshop.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

using Expressions = Bookshop;

TEST_F(Expressions, CompareAsSqlalchemyWritesIt) {
    expect_expression(pages == 1, "books.pages = :pages_1");
    expect_expression(pages != 1, "books.pages != :pages_1");
    expect_expression(pages < 1, "books.pages < :pages_1");
    expect_expression(pages <= 1, "books.pages <= :pages_1");
    expect_expression(pages > 1, "books.pages > :pages_1");
    expect_expression(pages >= 1, "books.pages >= :pages_1");
    expect_expression(written_by == author_id, "books.author_id = authors.id");
    expect_expression(pages.between(1, 9), "books.pages BETWEEN :pages_1 AND :pages_2");
}

TEST_F(Expressions, CompareWithNullByIs) {
    expect_expression(price == std::nullopt, "books.price IS NULL");
    expect_expression(price != std::nullopt, "books.price IS NOT NULL");
    expect_expression(price.is_null(), "books.price IS NULL");
    expect_expression(price.is_not_null(), "books.price IS NOT NULL");
    expect_expression(pages.is_distinct_from(1), "books.pages IS DISTINCT FROM :pages_1");
    expect_expression(pages.is_not_distinct_from(1), "books.pages IS NOT DISTINCT FROM :pages_1");
}

TEST_F(Expressions, NameValuesAfterWhatTheyAreComparedWith) {
    expect_expression(func::lower(title) == "a", "lower(books.title) = :lower_1");
    expect_expression(literal(1) == pages, ":pages_1 = books.pages");
    expect_expression(literal(1) == literal(2), ":param_1 = :param_2");
    expect_expression(title == "a" || title == "b", "books.title = :title_1 OR books.title = :title_2");
    expect_expression(pages + 1 == 2, "books.pages + :pages_1 = :param_1");
}

TEST_F(Expressions, NeedNoParenthesesByPrecedence) {
    expect_expression(pages + pages * pages, "books.pages + books.pages * books.pages");
    expect_expression(pages - pages - pages, "books.pages - books.pages - books.pages");
    expect_expression(pages * pages % pages, "books.pages * books.pages % books.pages");
    expect_expression(pages + pages > pages - pages, "books.pages + books.pages > books.pages - books.pages");
    expect_expression(sold && pages > pages, "books.sold AND books.pages > books.pages");
    expect_expression((sold && sold) || sold, "books.sold AND books.sold OR books.sold");
    expect_expression(-pages + pages, "-books.pages + books.pages");
}

TEST_F(Expressions, GetParenthesesAgainstPrecedence) {
    expect_expression((pages + pages) * pages, "(books.pages + books.pages) * books.pages");
    expect_expression(pages - (pages - pages), "books.pages - (books.pages - books.pages)");
    expect_expression(pages % (pages * pages), "books.pages % (books.pages * books.pages)");
    expect_expression(sold && (sold || sold), "books.sold AND (books.sold OR books.sold)");
    expect_expression((pages == 1) == sold, "(books.pages = :pages_1) = books.sold");
    expect_expression(sold == (pages == 1), "books.sold = (books.pages = :pages_1)");
    expect_expression((sold || sold) == sold, "(books.sold OR books.sold) = books.sold");
    expect_expression(-(pages + pages), "-(books.pages + books.pages)");
    expect_expression(-(pages * pages), "-(books.pages * books.pages)");
}

TEST_F(Expressions, NeverBeginACommentByTwoMinusSigns) {
    const auto doubled = make_node<sql::UnaryNode>(sql::Operator::Negate, (-pages).node(), Integer{});
    expect_expression(Expr<int>(doubled), "-(-books.pages)");
    expect_expression(pages - (-pages), "books.pages - -books.pages");

    const auto select_one = select(-literal(-5));
    EXPECT_EQ(to_string(select_one, generic_dialect(), true), "SELECT -(-5)");
}

TEST_F(Expressions, NegateConditions) {
    expect_expression(!sold, "NOT books.sold");
    expect_expression(!(pages == 1), "books.pages != :pages_1");
    expect_expression(!(sold && sold), "NOT (books.sold AND books.sold)");
    expect_expression(!exists(select(id)), "NOT EXISTS (SELECT books.id FROM books)");
    expect_expression(!sold && sold, "NOT books.sold AND books.sold");
    expect_expression((!sold) == sold, "(NOT books.sold) = books.sold");
    expect_expression(!Expr<bool>(literal_column<bool>("a = b").node()), "NOT (a = b)");
}

TEST_F(Expressions, WriteConstants) {
    expect_expression(and_(), "true");
    expect_expression(or_(), "false");
}

TEST_F(Expressions, ConcatenateTextsWithParenthesesThatSuitEveryDatabase) {
    expect_expression(title + "!" == "a", "books.title || :title_1 = :param_1");
    expect_expression(title + title + title == name, "books.title || books.title || books.title = authors.name");
    const auto sum = detail::make_binary(sql::Operator::Add, pages.node(), pages.node(), Integer{});
    expect_expression(Expr<std::string>(detail::make_binary(sql::Operator::Concat, title.node(), sum, String{})),
                      "books.title || (books.pages + books.pages)");
}

TEST_F(Expressions, MatchText) {
    expect_expression(like(title, "a%"), "books.title LIKE :title_1");
    expect_expression(not_like(title, "a%"), "books.title NOT LIKE :title_1");
    expect_expression(like(title, "a!%", '!'), "books.title LIKE :title_1 ESCAPE '!'");
    expect_expression(like(title, "a'%", '\''), "books.title LIKE :title_1 ESCAPE ''''");
    expect_expression(contains(title, "a"), "books.title LIKE :title_1 ESCAPE '/'");
    expect_expression(ilike(title, "a%"), "lower(books.title) LIKE lower(:title_1)");
    expect_expression(!icontains(title, "a"), "lower(books.title) NOT LIKE lower(:title_1) ESCAPE '/'");
}

TEST_F(Expressions, SearchLists) {
    expect_expression(pages.in({1, 2, 3}), "books.pages IN (:pages_1, :pages_2, :pages_3)");
    expect_expression(pages.not_in({1, 2}), "(books.pages NOT IN (:pages_1, :pages_2))");
    expect_expression((pages + 1).in({1}), "books.pages + :pages_1 IN (:param_1)");
    expect_expression((pages == 1).in({true}), "(books.pages = :pages_1) IN (:param_1)");
}

TEST_F(Expressions, FindNothingInAnEmptyListAndEverythingOutsideOfIt) {
    const std::vector<int> none;
    expect_expression(pages.in(none), "books.pages IN (NULL) AND (1 != 1)");
    expect_expression(pages.not_in(none), "(books.pages NOT IN (NULL) OR (1 = 1))");
    expect_expression(sold && pages.not_in(none), "books.sold AND (books.pages NOT IN (NULL) OR (1 = 1))");
    expect_expression(sold || pages.in(none), "books.sold OR books.pages IN (NULL) AND (1 != 1)");
    expect_expression(sold == pages.in(none), "books.sold = (books.pages IN (NULL) AND (1 != 1))");
}

TEST_F(Expressions, CallFunctions) {
    expect_sql(select(func::count()).select_from(books), "SELECT count(*) FROM books");
    expect_sql(select(func::count(pages)), "SELECT count(books.pages) FROM books");
    expect_sql(select(func::count_distinct(pages)), "SELECT count(DISTINCT books.pages) FROM books");
    expect_sql(select(func::sum(pages), func::avg(pages)), "SELECT sum(books.pages), avg(books.pages) FROM books");
    expect_sql(select(func::length(title)), "SELECT char_length(books.title) FROM books");
    expect_sql(select(func::coalesce(price, Decimal(0))), "SELECT coalesce(books.price, :coalesce_1) FROM books");
    expect_sql(select(func::call<double>("power", pages, 2)), "SELECT power(books.pages, :power_1) FROM books");
    expect_sql(select(func::call<std::string>("current_timestamp")), "SELECT current_timestamp");
}

TEST_F(Expressions, CastAndChoose) {
    expect_expression(cast<std::string>(pages) == "1", "CAST(books.pages AS VARCHAR) = :param_1");
    const auto node = case_(when(pages > 300, "thick"), when(sold, title)).else_("thin");
    expect_expression(node,
                      "CASE WHEN books.pages > :pages_1 THEN :param_1 WHEN books.sold THEN books.title "
                      "ELSE :param_2 END");
}

TEST_F(Expressions, KeepTheUsersSqlTogether) {
    expect_expression(literal_column<bool>("a OR b"), "a OR b");
    expect_expression(literal_column<bool>("a OR b") && sold, "(a OR b) AND books.sold");
    expect_expression(literal_column<int>("count") + pages == 1, "count + books.pages = :param_1");
}

TEST_F(Expressions, AreOneListHoweverLong) {
    std::vector<Condition> conditions;
    std::string expected;
    for (int i = 1; i <= 250; ++i) {
        conditions.emplace_back(sold);
        expected += i == 1 ? "books.sold" : " AND books.sold";
    }
    expect_expression(and_(conditions), expected);
}

}  // namespace
}  // namespace azoth::test
