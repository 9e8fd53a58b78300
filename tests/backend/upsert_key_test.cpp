// SPDX-License-Identifier: MIT
// Upserts whose key is a unique index on expressions, or on some of the rows.
#include "azoth/azoth.hpp"
#include "azoth/sql/dml.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

class UpsertKeys : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        if (!capabilities().ddl.expression_indexes) GTEST_SKIP() << "no indexes on expressions";
        users.add(Index("uq_users_name", func::lower(name), team).unique());
        users.add(Index("uq_users_first", team).unique().where(rank == 1));
        create_all(metadata_, engine());
        engine().begin([&](Connection& connection) {
            connection.execute(insert(users).values(name = std::string("Sandy"), team = 1, rank = 1, visits = 1));
        });
    }
    std::vector<std::tuple<std::string, int>> rows() {
        Connection connection = engine().connect();
        return connection.execute(select(name, visits).order_by(name)).all();
    }

private:
    MetaData metadata_;

public:
    Table users{"users",
                metadata_,
                Column("name", String{20}).not_null(),
                Column("team", Integer{}),
                Column("rank", Integer{}),
                Column("visits", Integer{})};
    ColumnExpr<std::string> name = users.c<std::string>("name");
    ColumnExpr<int> team = users.c<int>("team");
    ColumnExpr<int> rank = users.c<int>("rank");
    ColumnExpr<int> visits = users.c<int>("visits");
};

using Rows = std::vector<std::tuple<std::string, int>>;

TEST_F(UpsertKeys, AreExpressionsOfAnIndex) {
    const auto again = insert(users).values(name = std::string("SANDY"), team = 1, rank = 7, visits = 5);
    engine().begin([&](Connection& connection) {
        connection.execute(again.on_conflict(team, func::lower(name)).do_update(visits = visits + excluded(visits)));
    });
    EXPECT_EQ(rows(), (Rows{{"Sandy", 6}}));

    engine().begin(
        [&](Connection& connection) { connection.execute(again.on_conflict(func::lower(name), team).do_nothing()); });
    EXPECT_EQ(rows(), (Rows{{"Sandy", 6}}));
}

TEST_F(UpsertKeys, AreOfSomeOfTheRows) {
    const auto first = [&](std::string_view who) {
        return insert(users).values(name = std::string(who), team = 1, rank = 1, visits = 9);
    };
    engine().begin([&](Connection& connection) {
        connection.execute(first("Squid").on_conflict(team).where(rank == 1).do_update(visits = 2).where(visits == 1));
        connection.execute(
            first("Patrick").on_conflict(team).where(rank == 1).do_update(visits = 3).where(visits == 1));
    });
    EXPECT_EQ(rows(), (Rows{{"Sandy", 2}}));
}

}  // namespace
}  // namespace azoth::test
