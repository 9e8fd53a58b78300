// SPDX-License-Identifier: MIT
// Members that SQL expressions compute: column_property() and query_expression().
#include "azoth/azoth.hpp"
#include "azoth/sql/text.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Novel;

struct Poet {
    std::int64_t id = 0;
    std::string first;
    std::string last;
    std::string full_name;
    std::int64_t novel_count = -1;
    std::optional<int> most_pages;
    int score = 0;
    Many<Novel> novels;
};

struct Novel {
    std::int64_t id = 0;
    std::string title;
    int pages = 0;
    std::int64_t poet_id = 0;
    bool is_long = false;
    One<Poet> poet;
};

void mapping(Mapper<Poet>& m) {
    m.table("me_poets");
    m.columns<&Poet::id, &Poet::first, &Poet::last>();
    m.primary_key(&Poet::id);
    m.column(&Poet::first).type(String{40});
    m.column(&Poet::last).type(String{40});
    m.column_property<&Poet::full_name>([] { return c(&Poet::first) + " " + c(&Poet::last); });
    m.column_property<&Poet::novel_count>(
        [] { return select(func::count(&Novel::id)).where(c(&Novel::poet_id) == c(&Poet::id)).scalar_subquery(); });
    m.column_property<&Poet::most_pages>([] {
         return select(func::max(&Novel::pages)).where(c(&Novel::poet_id) == c(&Poet::id)).scalar_subquery();
     }).deferred("figures");
    m.query_expression<&Poet::score>();
    m.relationship<&Poet::novels>().order_by(&Novel::title);
}

void mapping(Mapper<Novel>& m) {
    m.table("me_novels");
    m.columns<&Novel::id, &Novel::title, &Novel::pages, &Novel::poet_id>();
    m.primary_key(&Novel::id);
    m.column(&Novel::title).type(String{40});
    m.column(&Novel::poet_id).references(&Poet::id);
    m.column_property<&Novel::is_long>([] { return c(&Novel::pages) > 300; });
    m.relationship<&Novel::poet>();
}

class MappedExpression : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Poet, Novel>().create_all(engine());
        Session session = open();
        session.add(Poet{.first = "Ursula",
                         .last = "Le Guin",
                         .novels = {{.title = "The Dispossessed", .pages = 387}, {.title = "Tehanu", .pages = 252}}});
        session.add(Poet{.first = "Emily", .last = "Bronte", .novels = {{.title = "Wuthering Heights", .pages = 416}}});
        session.add(Poet{.first = "John", .last = "Keats"});
        session.commit();
    }
    Session open() { return Session(engine()); }
    static auto poet(const char* last) { return select<Poet>().where(c(&Poet::last) == last); }
    /// Of the last statement.
    static std::string last_of(const StatementLog& log) { return log.sql().back(); }
    /// As a program of another maker would.
    void add_novel(std::int64_t poet_id) {
        engine().begin([&](Connection& connection) {
            connection.execute(insert<Novel>().values(Novel{.title = "New", .pages = 10, .poet_id = poet_id}));
        });
    }
};

TEST_F(MappedExpression, ComesWithTheObject) {
    Session session = open();
    const Ref<Poet> found = session.scalars(poet("Le Guin")).one();
    EXPECT_EQ(found->full_name, "Ursula Le Guin");
    EXPECT_EQ(found->novel_count, 2);
    EXPECT_EQ(session.scalars(poet("Keats")).one()->novel_count, 0);
}

TEST_F(MappedExpression, IsPartOfTheSelectList) {
    if (dialect().name() != "sqlite") GTEST_SKIP() << "one dialect will do";
    Session session = open();
    const StatementLog log(engine());
    session.scalars(select<Poet>()).all();
    EXPECT_EQ(last_of(log),
              "SELECT me_poets.id, me_poets.\"first\", me_poets.\"last\", "
              "me_poets.\"first\" || ? || me_poets.\"last\", "
              "(SELECT count(me_novels.id) FROM me_novels WHERE me_novels.poet_id = me_poets.id) FROM me_poets");
}

TEST_F(MappedExpression, StandsInWhereAndOrderBy) {
    Session session = open();
    std::vector<std::string> names;
    for (const Ref<Poet>& each : session.scalars(
             select<Poet>().where(c(&Poet::novel_count) > 0).order_by(desc(&Poet::novel_count), &Poet::last)))
        names.push_back(each->last);
    EXPECT_EQ(names, (std::vector<std::string>{"Le Guin", "Bronte"}));
    EXPECT_EQ(session.scalars(select(&Poet::full_name).where(startswith(&Poet::full_name, "Em"))).one(),
              "Emily Bronte");
}

TEST_F(MappedExpression, IsMovedToAnAlias) {
    Session session = open();
    const auto other = alias<Poet>("other");
    const auto rows = session
                          .execute(select(entity<Poet>(), other, other[&Poet::novel_count])
                                       .join(other, other[&Poet::novel_count] < c(&Poet::novel_count))
                                       .where(c(&Poet::last) == "Bronte"))
                          .all();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(std::get<0>(rows[0])->novel_count, 1);
    EXPECT_EQ(std::get<1>(rows[0])->full_name, "John Keats");
    EXPECT_EQ(std::get<1>(rows[0])->novel_count, 0);
    EXPECT_EQ(std::get<2>(rows[0]), 0);
}

TEST_F(MappedExpression, IsComputedOverASubqueryOfItsClass) {
    Session session = open();
    const auto last = alias<Poet>(select<Poet>().order_by(desc(&Poet::last)).limit(1).subquery("newest"));
    const Ref<Poet> found = session.scalars(select(last)).one();
    EXPECT_EQ(found->full_name, "Ursula Le Guin");
    EXPECT_EQ(found->novel_count, 2);
}

TEST_F(MappedExpression, ComesWithJoinedObjects) {
    Session session = open();
    const StatementLog log(engine());
    const auto novels =
        session.scalars(select<Novel>().order_by(&Novel::title).options(joinedload(&Novel::poet))).all();
    EXPECT_EQ(log.sql().size(), 1U);
    EXPECT_EQ(novels[0]->poet->novel_count, 2);
    EXPECT_FALSE(novels[0]->is_long);
    EXPECT_EQ(novels[2]->poet->full_name, "Emily Bronte");
    EXPECT_TRUE(novels[2]->is_long);
    EXPECT_EQ(log.sql().size(), 1U);
}

TEST_F(MappedExpression, ComesWithJoinedCollections) {
    Session session = open();
    const auto poets = session.scalars(poet("Le Guin").options(joinedload(&Poet::novels))).all();
    ASSERT_EQ(poets.size(), 1U);
    EXPECT_EQ(poets[0]->novel_count, 2);
    EXPECT_TRUE(poets[0]->novels[1].is_long);
}

TEST_F(MappedExpression, ComesWithEveryOtherWayOfLoading) {
    const auto check = [&](const LoaderOption& option) {
        Session session = open();
        const Ref<Poet> found = session.scalars(poet("Le Guin").options(option)).one();
        EXPECT_TRUE(found->novels[1].is_long);
        EXPECT_FALSE(found->novels[0].is_long);
        EXPECT_EQ(found->novel_count, 2);
    };
    check(lazyload(&Poet::novels));
    check(selectinload(&Poet::novels));
    check(subqueryload(&Poet::novels));
    check(selectinload(&Poet::novels).limit(5));
    Session session = open();
    EXPECT_EQ(session.get<Novel>(3)->poet->full_name, "Emily Bronte");
    const Ref<Poet> contained =
        session
            .scalars(
                poet("Le Guin").join(&Poet::novels).where(c(&Novel::is_long)).options(contains_eager(&Poet::novels)))
            .one();
    EXPECT_EQ(contained->novel_count, 2);  // whatever the query itself selects from
    ASSERT_EQ(contained->novels.size(), 1U);
    EXPECT_TRUE(contained->novels[0].is_long);
}

TEST_F(MappedExpression, IsPartOfTheQueryByKey) {
    Session session = open();
    const StatementLog log(engine());
    EXPECT_EQ(session.get<Poet>(1)->novel_count, 2);
    EXPECT_TRUE(session.get<Novel>(1)->is_long);
    EXPECT_EQ(log.sql().size(), 2U);
}

TEST_F(MappedExpression, IsReadIntoReadOnlyObjectsAndStreams) {
    Session session = open();
    EXPECT_EQ(session.scalars(select<const Poet>().where(c(&Poet::last) == "Le Guin")).one()->novel_count, 2);
    std::int64_t sum = 0;
    for (const Poet& each : session.stream(select<const Poet>())) sum += each.novel_count;
    EXPECT_EQ(sum, 3);
}

TEST_F(MappedExpression, IsLeftOutByLoadOnlyAndDefer) {
    Session session = open();
    const StatementLog log(engine());
    const Ref<Poet> found = session.scalars(poet("Le Guin").options(defer(&Poet::novel_count))).one();
    EXPECT_EQ(last_of(log).find("count("), std::string::npos);
    EXPECT_EQ(found->novel_count, -1);
    EXPECT_EQ(found->full_name, "Ursula Le Guin");
    session.load(found, &Poet::novel_count);
    EXPECT_EQ(found->novel_count, 2);
    Session other = open();
    const Ref<Poet> half = other.scalars(poet("Le Guin").options(load_only(&Poet::last))).one();
    EXPECT_EQ(half->full_name, "");
    EXPECT_FALSE(other.is_loaded(half, &Poet::full_name));
    const Ref<Poet> third = other.scalars(poet("Bronte").options(load_only(&Poet::novel_count))).one();
    EXPECT_EQ(third->novel_count, 1);
    EXPECT_EQ(third->last, "");
}

TEST_F(MappedExpression, IsComputedOnRequestWhenDeferred) {
    Session session = open();
    const Ref<Poet> plain = session.scalars(poet("Le Guin")).one();
    EXPECT_EQ(plain->most_pages, std::nullopt);
    EXPECT_FALSE(session.is_loaded(plain, &Poet::most_pages));
    EXPECT_EQ(session.scalars(poet("Le Guin").options(undefer(&Poet::most_pages))).one()->most_pages, 387);
    EXPECT_EQ(session.scalars(poet("Bronte").options(undefer_group<Poet>("figures"))).one()->most_pages, 416);
    const Ref<Poet> keats = session.scalars(poet("Keats").options(undefer<Poet>())).one();
    EXPECT_TRUE(session.is_loaded(keats, &Poet::most_pages));
    EXPECT_EQ(keats->most_pages, std::nullopt);
}

TEST_F(MappedExpression, IsComputedAfterAnInsertAndAnUpdate) {
    Session session = open();
    Ref<Poet> poet =
        session.add(Poet{.first = "Mary", .last = "Shelley", .novels = {{.title = "Frankenstein", .pages = 280}}});
    session.flush();
    EXPECT_EQ(poet->full_name, "Mary Shelley");
    EXPECT_EQ(poet->novel_count, 1);
    EXPECT_FALSE(session.is_loaded(poet, &Poet::most_pages));
    session.load(poet, &Poet::most_pages);
    EXPECT_EQ(poet->most_pages, 280);
    poet->first = "M.";
    poet->novels[0].pages = 301;
    session.commit();
    EXPECT_EQ(poet->full_name, "M. Shelley");
    EXPECT_EQ(poet->most_pages, 301);
    EXPECT_TRUE(poet->novels[0].is_long);
}

TEST_F(MappedExpression, IsComputedForAllWrittenObjectsByOneQuery) {
    Session session = open();
    for (int i = 0; i < 20; ++i) session.add(Novel{.title = "x", .pages = i * 100, .poet_id = 3});
    const StatementLog log(engine());
    session.flush();
    std::size_t selects = 0;
    for (const std::string& sql : log.sql()) selects += sql.starts_with("SELECT") ? 1 : 0;
    EXPECT_EQ(selects, 1U);
}

TEST_F(MappedExpression, IsAsOldAsTheObjectUntilItIsRefreshed) {
    Session session = open();
    Ref<Poet> found = session.scalars(poet("Keats")).one();
    session.commit();
    add_novel(found->id);
    EXPECT_EQ(found->novel_count, 0);
    session.refresh(found);
    EXPECT_EQ(found->novel_count, 1);
    session.commit();
    add_novel(found->id);
    session.scalars(poet("Keats")).one();
    EXPECT_EQ(found->novel_count, 2);
    session.commit();
    add_novel(found->id);
    session.refresh(found, &Poet::novel_count);
    EXPECT_EQ(found->novel_count, 3);
}

TEST_F(MappedExpression, IsNeverWritten) {
    Session session = open();
    Ref<Poet> found = session.scalars(poet("Le Guin")).one();
    const StatementLog log(engine());
    found->novel_count = 99;
    session.flush();
    EXPECT_TRUE(log.sql().empty());
    EXPECT_EQ(found->novel_count, 2);
    found->full_name = "Nobody";
    found->first = "U.";
    session.commit();
    EXPECT_EQ(found->full_name, "U. Le Guin");
    expect_error<ArgumentError>("not_a_column", "an expression computes",
                                [&] { update<Poet>().set(c(&Poet::novel_count) = 5); });
}

TEST_F(MappedExpression, IsAsBeforeWhenAFlushFails) {
    Session session = open();
    Ref<Poet> found = session.scalars(poet("Le Guin")).one();
    found->first = "U.";
    session.flush();
    EXPECT_EQ(found->full_name, "U. Le Guin");
    session.rollback();
    EXPECT_EQ(found->full_name, "Ursula Le Guin");
    Ref<Poet> fresh = session.add(Poet{.first = "a", .last = "b"});
    session.flush();
    EXPECT_EQ(fresh->novel_count, 0);
    session.rollback();
    EXPECT_EQ(fresh->novel_count, -1);
    session.add(fresh);
    session.commit();
    EXPECT_EQ(fresh->full_name, "a b");
}

TEST_F(MappedExpression, QueryOfItsTablesIsPrecededByAFlush) {
    Session session = open();
    session.add(Novel{.title = "Hyperion", .pages = 10, .poet_id = 3});
    EXPECT_EQ(session.scalars(poet("Keats")).one()->novel_count, 1);
    session.add(Novel{.title = "Endymion", .pages = 10, .poet_id = 2});
    EXPECT_EQ(session.get<Poet>(2)->novel_count, 2);
}

TEST_F(MappedExpression, RowsOfOtherStatementsGetThemByAnotherQuery) {
    Session session = open();
    const auto rows = session.scalars(union_(poet("Le Guin"), poet("Keats"))).all();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0]->novel_count + rows[1]->novel_count, 2);
    Session other = open();
    const auto texts =
        other.scalars(text("SELECT id, first, last, 7 AS novel_count FROM me_poets WHERE id = 1").columns<Ref<Poet>>())
            .all();
    EXPECT_EQ(texts[0]->novel_count, 7);
    EXPECT_FALSE(other.is_loaded(texts[0], &Poet::full_name));
}

TEST_F(MappedExpression, MergeLeavesItToTheDatabase) {
    Session session = open();
    Poet copy;
    copy.id = 1;
    copy.first = "U.";
    copy.last = "Le Guin";
    const Ref<Poet> merged = session.merge(copy);
    EXPECT_EQ(merged->novel_count, 2);
    session.commit();
    EXPECT_EQ(merged->full_name, "U. Le Guin");
}

TEST_F(MappedExpression, QueryExpressionIsEmptyUnlessTheQueryFillsIt) {
    Session session = open();
    const Ref<Poet> found = session.scalars(poet("Le Guin")).one();
    EXPECT_EQ(found->score, 0);
    EXPECT_FALSE(session.is_loaded(found, &Poet::score));
    session.scalars(poet("Le Guin").options(with_expression(&Poet::score, c(&Poet::id) * 10))).one();
    EXPECT_EQ(found->score, 10);
    session.scalars(poet("Le Guin").options(with_expression(&Poet::score, c(&Poet::id) * 20))).one();
    EXPECT_EQ(found->score, 20);
    session.scalars(poet("Le Guin")).one();
    EXPECT_EQ(found->score, 20);
}

TEST_F(MappedExpression, QueryExpressionOfATouchedObjectIsNotWritten) {
    Session session = open();
    Ref<Poet> found = session.scalars(poet("Le Guin")).one();
    found->first = "U.";
    session.scalars(poet("Le Guin").options(with_expression(&Poet::score, c(&Poet::novel_count) * 2))).one();
    EXPECT_EQ(found->score, 4);
    found->score = 7;
    session.commit();
    EXPECT_EQ(found->score, 4);
    session.refresh(found);
    EXPECT_EQ(found->full_name, "U. Le Guin");
}

TEST_F(MappedExpression, QueryExpressionStandsBehindARelationship) {
    const auto check = [&](const LoaderOption& way) {
        Session session = open();
        const auto novels = session
                                .scalars(select<Novel>()
                                             .order_by(&Novel::title)
                                             .options(way.then(with_expression(&Poet::score, c(&Poet::id) + 100))))
                                .all();
        EXPECT_EQ(novels[2]->poet->score, 102);
    };
    check(joinedload(&Novel::poet));
    check(selectinload(&Novel::poet));
    check(subqueryload(&Novel::poet));
}

TEST_F(MappedExpression, QueryExpressionHasNoValueOfItsOwn) {
    Session session = open();
    Ref<Poet> found = session.scalars(poet("Le Guin")).one();
    expect_error<ArgumentError>("no_expression", "with_expression(&Poet::score",
                                [&] { session.load(found, &Poet::score); });
    expect_error<ArgumentError>("no_expression", "Poet::score", [&] { select(&Poet::score); });
    expect_error<ArgumentError>("option_without_effect", "Poet::full_name is none", [&] {
        session.scalars(poet("Le Guin").options(with_expression(&Poet::full_name, literal("x")))).all();
    });
}

TEST_F(MappedExpression, IsSeenByInspect) {
    const ClassInfo info = inspect<Poet>();
    ASSERT_EQ(info.columns.size(), 7U);
    EXPECT_TRUE(info.columns[3].is_expression);
    EXPECT_FALSE(info.columns[3].is_written);
    EXPECT_EQ(info.columns[5].member, "most_pages");
    EXPECT_TRUE(info.columns[5].is_deferred);
}

struct Node {
    std::int64_t id = 0;
    std::optional<std::int64_t> parent_id;
    std::int64_t child_count = 0;
    bool is_leaf = false;
    One<Node> parent;
};

void mapping(Mapper<Node>& m) {
    m.table("me_nodes");
    m.columns<&Node::id, &Node::parent_id>();
    m.primary_key(&Node::id);
    m.column(&Node::parent_id).references(&Node::id);
    // It is computed from the one below.
    m.column_property<&Node::is_leaf>([] { return c(&Node::child_count) == 0; });
    m.column_property<&Node::child_count>([] {
        const auto child = alias<Node>("child");
        return select(func::count(child[&Node::id])).where(child[&Node::parent_id] == c(&Node::id)).scalar_subquery();
    });
    m.relationship<&Node::parent>();
}

TEST_F(MappedExpression, MayCountRowsOfItsOwnTable) {
    Registry::of<Node>().create_all(engine());
    Session session = open();
    session.add(Node{.id = 1});
    session.add(Node{.id = 2, .parent_id = 1});
    session.add(Node{.id = 3, .parent_id = 1});
    session.commit();
    session.expunge_all();
    EXPECT_EQ(session.get<Node>(1)->child_count, 2);
    EXPECT_FALSE(session.get<Node>(1)->is_leaf);
    const auto other = alias<Node>("other");
    EXPECT_EQ(session.scalars(select(other).where(other[&Node::child_count] > 0)).one()->id, 1);
    const Ref<Node> leaf =
        session.scalars(select<Node>().where(c(&Node::id) == 3).options(joinedload(&Node::parent))).one();
    EXPECT_TRUE(leaf->is_leaf);
    EXPECT_EQ(leaf->parent->child_count, 2);
}

}  // namespace
}  // namespace azoth::test
