// SPDX-License-Identifier: MIT
#include "azoth/engine/pipeline.hpp"

#include "support/server_process.hpp"
#include "support/statement_log.hpp"
#include "support/stock.hpp"

namespace azoth::test {
namespace {

using BackendPipeline = StockTest;
using Counts = std::vector<std::int64_t>;

TEST_F(BackendPipeline, RunsStatementsOfAllKindsInOrder) {
    Connection connection = engine().connect();
    Pipeline pipeline(connection);
    pipeline.add(insert(items).values(name = "pen"))
        .add(insert(items).values(name = "ink"))
        .add(update(items).set(price = 3).where(id > 0))
        .add(select(name))
        .add(delete_(items).where(name == "ink"));

    EXPECT_EQ(pipeline.run().size(), 5U);
    EXPECT_EQ(pipeline.size(), 0U);
    EXPECT_TRUE(connection.in_transaction());
    connection.commit();
    EXPECT_EQ(names(), Names{"pen"});
}

TEST_F(BackendPipeline, TellsHowManyRowsEachHasChanged) {
    fill({"pen", "ink", "nib"});
    Connection connection = engine().connect();
    Pipeline pipeline(connection);
    pipeline.add(update(items).set(price = 3)).add(delete_(items).where(id <= 2)).add(delete_(items).where(id == 99));

    EXPECT_EQ(pipeline.run(), (Counts{3, 2, 0}));
}

TEST_F(BackendPipeline, NeedsOneRoundTripWhereThereAreAny) {
    Connection connection = engine().connect();
    connection.scalars(select(name)).all();
    connection.rollback();
    const std::uint64_t before = connection.driver_connection().round_trips();
    Pipeline pipeline(connection);
    for (int i = 0; i < 50; ++i) pipeline.add(insert(items).values(name = std::to_string(i)));
    pipeline.run();

    if (url().dialect == "postgresql") {
        EXPECT_EQ(connection.driver_connection().round_trips() - before, 1U);
    }
    connection.commit();
    EXPECT_EQ(names().size(), 50U);
}

TEST_F(BackendPipeline, FailsAsOne) {
    fill({"pen"});
    Connection connection = engine().connect();
    Pipeline pipeline(connection);
    pipeline.add(insert(items).values(name = "ink"))
        .add(insert(items).values(name = "pen"))
        .add(insert(items).values(name = "nib"));

    EXPECT_THROW(pipeline.run(), UniqueViolation);
    connection.rollback();
    EXPECT_EQ(names(), Names{"pen"});
    EXPECT_TRUE(pipeline.run().empty());
}

TEST_F(BackendPipeline, ShowsListenersEachStatement) {
    const StatementLog log(engine());
    Connection connection = engine().connect();
    Pipeline pipeline(connection);
    pipeline.add(insert(items).values(name = "pen")).add(insert(items).values(name = "ink"));

    EXPECT_EQ(pipeline.run(), (Counts{1, 1}));
    expect_statements(log, 2);
}

}  // namespace
}  // namespace azoth::test
