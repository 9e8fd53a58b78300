// SPDX-License-Identifier: MIT
#include "compile/plain_read.hpp"

#include "azoth/compile/dialect.hpp"
#include "support/bookshop.hpp"

namespace azoth::test {
namespace {

template <class Statement>
bool is_plain(const Statement& statement) {
    return compile::is_plain_read(*statement.node());
}

using PlainReads = Bookshop;

TEST_F(PlainReads, AreQueriesOfColumnsAndOperators) {
    EXPECT_TRUE(is_plain(select(id, title)));
    EXPECT_TRUE(is_plain(select(id).where(pages + 1 > 300, like(title, "a%"), id.in({1, 2})).limit(2).offset(1)));
    EXPECT_TRUE(is_plain(select(id).join(authors, author_id == written_by).order_by(title)));
    EXPECT_TRUE(is_plain(select(pages.label("n"), cast<std::string>(pages)).distinct()));
}

TEST_F(PlainReads, MayUseFunctionsThatHaveNoEffects) {
    EXPECT_TRUE(is_plain(select(written_by, func::count()).group_by(written_by).having(func::max(pages) > 1)));
    EXPECT_TRUE(is_plain(select(func::lower(title), func::coalesce(price, Decimal(1)))));
}

TEST_F(PlainReads, MayHoldOthers) {
    const auto totals = select(written_by, func::sum(pages).label("n")).group_by(written_by);
    EXPECT_TRUE(is_plain(select(totals.subquery("t").c<std::int64_t>("n"))));
    EXPECT_TRUE(is_plain(select(id).where(exists(select(author_id)))));
}

TEST_F(PlainReads, UseNoFunctionThatIsNotKnown) {
    const auto taken = func::call<std::int64_t>("nextval", std::string("s"));
    EXPECT_FALSE(is_plain(select(taken)));
    EXPECT_FALSE(is_plain(select(id).where(id == taken)));
    EXPECT_FALSE(is_plain(select(id).join(authors, author_id == taken)));
    EXPECT_FALSE(is_plain(select(id).order_by(taken)));
    EXPECT_FALSE(is_plain(select(func::lower(func::call<std::string>("write", title)))));
    EXPECT_FALSE(is_plain(select(id).where(exists(select(taken)))));
    EXPECT_FALSE(is_plain(select(select(taken.label("n")).subquery("t").c<std::int64_t>("n"))));
    EXPECT_FALSE(is_plain(select(select(taken.label("n")).cte("t").c<std::int64_t>("n"))));
}

TEST_F(PlainReads, HoldNoSqlOfTheUser) {
    EXPECT_FALSE(is_plain(text("SELECT 1")));
    EXPECT_FALSE(is_plain(select(literal_column<int>("pages"))));
    EXPECT_FALSE(is_plain(select(id).where(literal_column<bool>("true"))));
}

TEST_F(PlainReads, ChangeNothing) {
    EXPECT_FALSE(is_plain(insert(books).values(title = "a")));
    EXPECT_FALSE(is_plain(update(books).set(title = "a")));
    EXPECT_FALSE(is_plain(delete_(books)));
}

TEST_F(PlainReads, AreToldToTheDriverOnceCompiled) {
    EXPECT_TRUE(generic_dialect().compile(*select(id).node()).is_plain_read);
    EXPECT_FALSE(generic_dialect().compile(*text("SELECT 1").node()).is_plain_read);
}

// A new member may be a lock. Whoever adds one lets is_plain_read() judge it, then puts the new size here.
TEST_F(PlainReads, KnowEveryMemberOfASelect) {
    struct Tail : sql::StatementNode {
        Tail() : StatementNode(sql::NodeKind::Select) {}
        void write_key(sql::CacheKeyWriter&) const override {}
        std::vector<int> order_by;
        ExpressionPtr limit, offset;
        sql::FetchMode fetch;
        NodePtr<sql::RareClauses> rare;
    };
    struct Members : Tail {
        std::vector<int> items, from, joins, where, group_by, having;
        bool is_distinct;
        std::vector<int> load_options;
    };
    EXPECT_EQ(sizeof(sql::SelectNode), sizeof(Members));

    struct RareMembers : Counted {
        std::vector<int> distinct_on;
        std::optional<sql::RowLock> lock;
        std::vector<int> table_hints, statement_hints, prefixes, suffixes;
        sql::Correlation correlation;
        std::vector<int> correlated, ctes;
        LabelStyle label_style;
    };
    EXPECT_EQ(sizeof(sql::RareClauses), sizeof(RareMembers));
}

}  // namespace
}  // namespace azoth::test
