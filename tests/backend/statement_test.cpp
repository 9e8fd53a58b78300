// SPDX-License-Identifier: MIT
#include "azoth/base/error.hpp"
#include "azoth/sql/matching.hpp"
#include "support/statement_log.hpp"
#include "support/stock.hpp"

namespace azoth::test {
namespace {

struct BackendStatement : StockTest {
    Connection connect() { return engine().connect(); }
};

TEST_F(BackendStatement, ReadsTypedRows) {
    Connection connection = connect();
    fill(connection, {"pen", "ink"});
    connection.execute(update(items).set(price = 5).where(name == "ink"));

    std::string text;
    for (const auto& [item, cost] : connection.execute(select(name, price).order_by(id)))
        text += item + (cost ? " " + std::to_string(*cost) : std::string()) + "; ";
    EXPECT_EQ(text, "pen; ink 5; ");
}

TEST_F(BackendStatement, ReadsRowsOfRunTimeColumns) {
    Connection connection = connect();
    fill(connection, {"pen"});
    const azoth::Row row = connection.execute(select(items["id"], items["name"], items["price"])).one();

    EXPECT_EQ(row["id"].as<std::int64_t>(), 1);
    EXPECT_EQ(row["name"].as<std::string>(), "pen");
    EXPECT_TRUE(row["price"].is_null());
}

class InLists : public StockTest, public testing::WithParamInterface<std::size_t> {
protected:
    std::vector<std::int64_t> ids() const {
        std::vector<std::int64_t> values;
        for (std::size_t i = 0; i < GetParam(); ++i) values.push_back(static_cast<std::int64_t>(i) + 1);
        return values;
    }
    Names expected() const {
        const Names all{"a", "b", "c", "d", "e"};
        return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(GetParam(), all.size()))};
    }
};

TEST_P(InLists, MatchWhatTheyHold) {
    fill({"a", "b", "c", "d", "e"});
    Connection connection = engine().connect();

    EXPECT_EQ(connection.scalars(select(name).where(id.in(ids())).order_by(id)).all(), expected());
}

TEST_P(InLists, ExcludeWhatTheyHoldWhenNegated) {
    fill({"a", "b", "c", "d", "e"});
    Connection connection = engine().connect();

    EXPECT_EQ(connection.scalars(select(name).where(id.not_in(ids()))).all().size(), 5 - expected().size());
}

INSTANTIATE_TEST_SUITE_P(BackendStatement, InLists, testing::Values(0, 1, 3, 1000, 5000));

TEST_F(BackendStatement, CompilesListsOfAnyLengthOnce) {
    Connection connection = connect();
    for (const std::size_t size : {1U, 2U, 3U, 100U})
        connection.execute(select(name).where(id.in(std::vector<std::int64_t>(size, 1)))).all();

    EXPECT_EQ(engine().statistics().cache_hits, 3U);
}

TEST_F(BackendStatement, TellsTheKeyOfAnInsertedRow) {
    Connection connection = connect();
    EXPECT_EQ(connection.execute(insert(items).values(name = "pen")).inserted_primary_key, std::vector<Value>{1});
    const DmlResult second = connection.execute(insert(items).values(name = "ink"));

    EXPECT_EQ(second.rowcount, 1);
    EXPECT_EQ(second.inserted_primary_key, std::vector<Value>{2});
}

TEST_F(BackendStatement, TellsAKeyThatWasGiven) {
    Connection connection = connect();
    const auto statement = insert(items).values(id = 42, name = "pen");

    EXPECT_EQ(connection.execute(statement).inserted_primary_key, std::vector<Value>{42});
}

TEST_F(BackendStatement, LeavesARowThatIsThereAlready) {
    Connection connection = connect();
    fill(connection, {"pen"});
    const auto statement = insert(items).values(name = "pen", price = 7).on_conflict(name).do_nothing();

    EXPECT_EQ(connection.execute(statement).inserted_primary_key, std::vector<Value>{}) << "nobody knows the row's key";
    EXPECT_EQ(connection.scalars(select(price)).all(), (std::vector<std::optional<int>>{std::nullopt}));
}

TEST_F(BackendStatement, InsertsSeveralRowsAtOnce) {
    Connection connection = connect();
    const auto statement = insert(items).values(name = "pen").values(name = "ink").values(name = "nib");

    EXPECT_EQ(connection.execute(statement).rowcount, 3);
    EXPECT_EQ(connection.scalars(select(name).order_by(id)).all(), (Names{"pen", "ink", "nib"}));
}

TEST_F(BackendStatement, CountsUpdatedAndDeletedRows) {
    Connection connection = connect();
    fill(connection, {"pen", "ink", "nib"});

    EXPECT_EQ(connection.execute(update(items).set(price = 5).where(id > 1)).rowcount, 2);
    EXPECT_EQ(connection.execute(delete_(items).where(price == 5)).rowcount, 2);
    EXPECT_EQ(connection.execute(delete_(items).where(id == 99)).rowcount, 0);
}

TEST_F(BackendStatement, ReturnsRowsOfAnInsertOrSaysThatItCannot) {
    Connection connection = connect();
    const auto statement = insert(items).values(name = "pen").values(name = "ink").returning(id, name);
    if (!capabilities().insert_returning) {
        expect_error<CompileError>("unsupported", "RETURNING", [&] { connection.execute(statement); });
        return;
    }
    using Rows = std::vector<std::tuple<std::int64_t, std::string>>;

    EXPECT_EQ(connection.execute(statement).all(), (Rows{{1, "pen"}, {2, "ink"}}));
}

TEST_F(BackendStatement, ReturnsRowsOfAnUpdateOrSaysThatItCannot) {
    Connection connection = connect();
    fill(connection, {"pen"});
    const auto statement = update(items).set(price = 5).returning(id, price);
    if (!capabilities().update_returning) {
        expect_error<CompileError>("unsupported", "RETURNING", [&] { connection.execute(statement); });
        return;
    }

    EXPECT_EQ(connection.execute(statement).one(), std::tuple(1, 5));
}

TEST_F(BackendStatement, ReturnsRowsOfADeleteOrSaysThatItCannot) {
    Connection connection = connect();
    fill(connection, {"pen"});
    const auto statement = delete_(items).returning(name);
    if (!capabilities().delete_returning) {
        expect_error<CompileError>("unsupported", "RETURNING", [&] { connection.execute(statement); });
        return;
    }

    EXPECT_EQ(connection.scalars(statement).all(), Names{"pen"});
    EXPECT_EQ(connection.scalar(select(func::count()).select_from(items)), 0);
}

TEST_F(BackendStatement, UpdatesARowThatIsThereAlready) {
    Connection connection = connect();
    fill(connection, {"pen"});
    connection.execute(
        insert(items).values(name = "pen", price = 7).on_conflict(name).do_update(price = excluded(price)));

    EXPECT_EQ(connection.execute(select(name, price)).all(),
              (std::vector<std::tuple<std::string, std::optional<int>>>{{"pen", 7}}));
}

TEST_F(BackendStatement, RunsHandWrittenSql) {
    Connection connection = connect();
    fill(connection, {"pen", "ink"});
    const auto query = text("SELECT id FROM items WHERE name = :name AND id > :least").bind("name", "ink");

    EXPECT_EQ(connection.scalar(query.bind("least", 1).columns<std::int64_t>()), 2);
    EXPECT_EQ(connection.execute(query.bind("least", 0)).one()["id"].as<int>(), 2);
}

TEST_F(BackendStatement, CountsRowsThatHandWrittenSqlChanges) {
    Connection connection = connect();
    fill(connection, {"pen", "ink"});

    EXPECT_EQ(connection.execute(text("UPDATE items SET price = 3")).rowcount(), 2);
}

TEST_F(BackendStatement, RunsHandWrittenSqlWithAList) {
    Connection connection = connect();
    fill(connection, {"pen", "ink", "nib"});
    const auto query = text("SELECT name FROM items WHERE id IN (:ids) ORDER BY id").columns<std::string>();

    EXPECT_EQ(connection.scalars(query.bind("ids", std::vector{1, 3})).all(), (Names{"pen", "nib"}));
}

TEST_F(BackendStatement, RunsABatch) {
    Connection connection = connect();
    auto node = make_node<sql::InsertNode>(items.table_node());
    node->columns = {1, 2};
    node->rows = {{make_node<sql::ParameterNode>(0, String{50}), make_node<sql::ParameterNode>(1, Integer{})}};
    const std::vector rows{ValueView::text("pen"), ValueView::int64(1), ValueView::text("ink"), ValueView{}};
    std::vector<std::int64_t> affected(2);
    const StatementLog log(engine());
    connection.run_many(*node, rows, 2, affected);

    EXPECT_EQ(affected, (std::vector<std::int64_t>{1, 1}));
    expect_statements(log, 1);
    EXPECT_EQ(connection.scalars(select(price).order_by(id)).all(), (std::vector<std::optional<int>>{1, std::nullopt}));
}

TEST_F(BackendStatement, RunsABatchWhoseCountsNobodyWants) {
    Connection connection = connect();
    auto node = make_node<sql::InsertNode>(items.table_node());
    node->columns = {1};
    node->rows = {{make_node<sql::ParameterNode>(0, String{50})}};
    const std::vector rows{ValueView::text("pen"), ValueView::text("ink"), ValueView::text("nib")};
    connection.run_many(*node, rows, 3, {});

    EXPECT_EQ(connection.scalars(select(name).order_by(id)).all(), (Names{"pen", "ink", "nib"}));
}

TEST_F(BackendStatement, ReadsTwoResultsByTurns) {
    Connection connection = connect();
    fill(connection, {"a", "b", "c"});
    auto outer = connection.scalars(select(id).order_by(id));
    std::string text;
    for (const std::int64_t number : outer)
        for (const std::string& item : connection.scalars(select(name).where(id == number))) text += item;

    EXPECT_EQ(text, "abc");
}

TEST_F(BackendStatement, RefusesToReadAResultAfterItsConnection) {
    fill({"a", "b", "c"});
    std::optional<ScalarResult<std::string>> leaked;
    {
        Connection connection = connect();
        leaked = connection.scalars(select(name).order_by(id));
        leaked->begin();
    }

    expect_error<ArgumentError>("result_closed", "its connection was closed", [&] { leaked->all(); });
    EXPECT_EQ(names(), (Names{"a", "b", "c"})) << "and the connection is not harmed";
}

TEST_F(BackendStatement, GivesTheConnectionBackWhileAResultIsHalfRead) {
    fill({"a", "b", "c"});
    const Engine single = make_engine({.pool_size = 1, .max_overflow = 0});
    for (int i = 0; i < 3; ++i) {
        auto result = single.connect().scalars(select(name));
    }
    single.begin([&](Connection& connection) { connection.execute(delete_(items)); });

    EXPECT_EQ(names(), Names{});
}

}  // namespace
}  // namespace azoth::test
