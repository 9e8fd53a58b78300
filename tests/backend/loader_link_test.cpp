// SPDX-License-Identifier: MIT
// Ways to load what stands behind a link table.
#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Topic;

struct Essay {
    std::int64_t id = 0;
    std::string title;
    std::string text;
    Many<Topic> topics;
};

struct Topic {
    std::int64_t id = 0;
    std::string name;
    Many<Essay> essays;
};

void mapping(Mapper<Essay>& m) {
    m.table("ll_essays");
    m.columns<&Essay::id, &Essay::title, &Essay::text>();
    m.primary_key(&Essay::id);
    m.relationship<&Essay::topics>().secondary("ll_essay_topics").order_by(&Topic::name).loading(Loading::SelectIn);
}

void mapping(Mapper<Topic>& m) {
    m.table("ll_topics");
    m.columns<&Topic::id, &Topic::name>();
    m.primary_key(&Topic::id);
    m.relationship<&Topic::essays>().secondary("ll_essay_topics").order_by(&Essay::title).loading(Loading::SelectIn);
}

/// Two essays on love, of which one is on war too.
class LoaderLink : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Essay, Topic>().create_all(engine());
        Session session(engine());
        const Ref<Topic> love = session.add(Topic{.name = "love"});
        const Ref<Topic> war = session.add(Topic{.name = "war"});
        Ref<Essay> a = session.add(Essay{.title = "a", .text = "..."});
        Ref<Essay> b = session.add(Essay{.title = "b", .text = "..."});
        a->topics.push_back(love);
        a->topics.push_back(war);
        b->topics.push_back(love);
        session.commit();
    }
};

TEST_F(LoaderLink, BothSidesMayBeMappedToBeLoadedAtOnce) {
    Session session(engine());
    const StatementLog log(engine());
    const auto essays = session.scalars(select<Essay>().order_by(&Essay::title));
    ASSERT_EQ(essays.size(), 2U);
    EXPECT_EQ(essays[0]->topics.size(), 2U);
    EXPECT_EQ(essays[1]->topics.size(), 1U);
    expect_statements(log, 2);
    EXPECT_EQ(essays[0]->topics[0].essays.size(), 2U);
}

TEST_F(LoaderLink, ContainsEagerAndSubqueryload) {
    for (const auto& option :
         {contains_eager(&Essay::topics), subqueryload(&Essay::topics).where(c(&Topic::name) == "war"),
          joinedload(&Essay::topics).where(c(&Topic::name) == "war")}) {
        Session session(engine());
        const auto essays =
            session.scalars(select<Essay>().join(&Essay::topics).where(c(&Topic::name) == "war").options(option));
        ASSERT_EQ(essays.size(), 1U);
        ASSERT_EQ(essays[0]->topics.size(), 1U);
        EXPECT_EQ(essays[0]->topics[0].name, "war");
    }
}

TEST_F(LoaderLink, OptionsOfColumnsReachLinkedObjects) {
    Session session(engine());
    const StatementLog log(engine());
    const auto topics = session.scalars(
        select<Topic>()
            .order_by(&Topic::name)
            .options(selectinload(&Topic::essays).then(load_only(&Essay::title)).then(lazyload(&Essay::topics))));
    ASSERT_EQ(topics[0]->essays.size(), 2U);
    EXPECT_EQ(topics[0]->essays[1].title, "b");
    EXPECT_FALSE(session.is_loaded(topics[0]->essays.ref(1), &Essay::text));
    EXPECT_EQ(log.count("text"), 0U);
}

TEST_F(LoaderLink, GlobalCriteriaKeepTheRowsOfAnOuterJoin) {
    for (const auto& option : {joinedload(&Essay::topics), selectinload(&Essay::topics), lazyload(&Essay::topics)}) {
        Session session(engine(), {.criteria = loader_criteria<Topic>(c(&Topic::name) == "war")});
        const auto essays = session.scalars(select<Essay>().order_by(&Essay::title).options(option));
        ASSERT_EQ(essays.size(), 2U);
        ASSERT_EQ(essays[0]->topics.size(), 1U);
        EXPECT_EQ(essays[0]->topics[0].name, "war");
        EXPECT_TRUE(essays[1]->topics.empty());
    }
}

}  // namespace
}  // namespace azoth::test
