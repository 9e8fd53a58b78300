// SPDX-License-Identifier: MIT
// Upserts that give objects, where the session has some of them already.
#include <cstdint>
#include <string>
#include <vector>

#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

struct Stock {
    std::int64_t id = 0;
    std::string part;
    int count = 0;
};

void mapping(Mapper<Stock>& m) {
    m.table("mapu_stocks");
    m.columns<&Stock::id, &Stock::part, &Stock::count>();
    m.primary_key(&Stock::id);
    m.column(&Stock::part).type(String{20}).unique();
}

class MappedUpsert : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Stock>().create_all(engine());
        Session session(engine());
        session.add(Stock{.part = "bolt", .count = 5});
        session.add(Stock{.part = "nut", .count = 7});
        session.commit();
    }
    auto upsert(const std::vector<Stock>& stocks) {
        return insert<Stock>()
            .values(stocks)
            .on_conflict(&Stock::part)
            .do_update(c(&Stock::count) = c(&Stock::count) + excluded(&Stock::count))
            .returning<Stock>();
    }
    bool can_return() { return engine().dialect().capabilities().insert_returning; }
};

TEST_F(MappedUpsert, ObjectsThatTheSessionHasGetTheValuesOfTheirRows) {
    if (!can_return()) GTEST_SKIP() << "no INSERT ... RETURNING";
    Session session(engine());
    const Ref<Stock> bolt = session.query<Stock>().where(c(&Stock::part) == "bolt").one();
    const auto stocks = session.scalars(upsert({{.part = "bolt", .count = 10}, {.part = "pin", .count = 1}})).all();

    ASSERT_EQ(stocks.size(), 2U);
    EXPECT_EQ(stocks[0], bolt);
    EXPECT_EQ(bolt->count, 15);
    EXPECT_EQ(stocks[1]->part, "pin");
    EXPECT_NE(stocks[1]->id, 0);
    session.rollback();
    EXPECT_EQ(Session(engine()).query<Stock>().count(), 2);
}

TEST_F(MappedUpsert, WhatWasChangedInMemoryIsWrittenBefore) {
    if (!can_return()) GTEST_SKIP() << "no INSERT ... RETURNING";
    Session session(engine());
    Ref<Stock> nut = session.query<Stock>().where(c(&Stock::part) == "nut").one();
    nut->count = 100;
    session.scalars(upsert({{.part = "nut", .count = 1}}));
    EXPECT_EQ(std::as_const(nut)->count, 101);
    nut->count += 1;
    session.commit();
    EXPECT_EQ(Session(engine()).query<Stock>().where(c(&Stock::part) == "nut").one()->count, 102);
}

TEST_F(MappedUpsert, WithoutReturningAQueryThatReadsAnewGivesThem) {
    Session session(engine());
    const Ref<Stock> bolt = session.query<Stock>().where(c(&Stock::part) == "bolt").one();
    const std::vector<Stock> given = {{.part = "bolt", .count = 10}, {.part = "pin", .count = 1}};
    session.execute(insert<Stock>()
                        .values(given)
                        .on_conflict(&Stock::part)
                        .do_update(c(&Stock::count) = c(&Stock::count) + excluded(&Stock::count)));
    const std::vector<std::string> parts = {"bolt", "pin"};
    const auto stocks = session.execute(select<Stock>().where(c(&Stock::part).in(parts)).order_by(&Stock::part),
                                        {.populate_existing = true});
    EXPECT_EQ(stocks.all().size(), 2U);
    EXPECT_EQ(bolt->count, 15);
}

}  // namespace
}  // namespace azoth::test
