// SPDX-License-Identifier: MIT
#include "azoth/orm/session.hpp"
#include "support/stock.hpp"

namespace azoth::test {
namespace {

struct BackendExplain : StockTest {
    Connection connect() { return engine().connect(); }
    bool can_analyze() {
        try {
            return !dialect().explain_words(true).empty();
        } catch (const CompileError&) {
            return false;
        }
    }
};

TEST_F(BackendExplain, ShowsThePlanOfAQuery) {
    const Plan plan = connect().explain(select(name).where(price > 3).order_by(name));

    ASSERT_FALSE(plan.roots.empty());
    EXPECT_TRUE(plan.mentions("items")) << plan.text();
}

TEST_F(BackendExplain, ShowsStepsBelowEachOther) {
    const FromHandle other(make_node<sql::AliasNode>(items.node(), "other"));
    const Plan plan = connect().explain(select(name).join(other, other.c<int>("price") == price).order_by(price));

    const std::string text = plan.text();
    EXPECT_TRUE(plan.mentions("other")) << text;
    EXPECT_GT(std::count(text.begin(), text.end(), '\n'), 1) << text;
}

TEST_F(BackendExplain, TakesCtesAndValues) {
    const auto cheap = select(id, name).where(price < 10).cte("cheap");
    const Plan plan = connect().explain(select(cheap["name"]).where(cheap["id"] == 3));

    EXPECT_FALSE(plan.roots.empty()) << plan.text();
}

TEST_F(BackendExplain, ChangesNothing) {
    fill({"pen"});
    connect().explain(delete_(items).where(name == "pen"));
    EXPECT_EQ(names(), Names{"pen"});
}

TEST_F(BackendExplain, TakesParameters) {
    const auto query = select(name).where(id == bindparam<std::int64_t>("id"));
    EXPECT_FALSE(connect().explain(query, {.parameters = {{"id", 1}}}).roots.empty());
}

TEST_F(BackendExplain, MeasuresWhereTheDatabaseCan) {
    Connection connection = connect();
    if (!can_analyze()) {
        expect_error<CompileError>("unsupported", "without analyze",
                                   [&] { connection.explain(select(name), {.analyze = true}); });
        return;
    }
    const std::string text = connection.explain(select(name), {.analyze = true}).text();
    EXPECT_NE(text.find("time"), std::string::npos) << text;
}

TEST_F(BackendExplain, WorksInASession) {
    Session session(engine());
    EXPECT_TRUE(session.explain(select(name)).mentions("items"));
}

}  // namespace
}  // namespace azoth::test
