// SPDX-License-Identifier: MIT
#include "azoth/azoth.hpp"
#include "support/stock.hpp"

namespace azoth::test {
namespace {

struct Priced {
    std::string name;
    std::optional<int> price;
};

struct StockItem {
    std::int64_t id = 0;
    std::string name;
    std::optional<int> price;
};

void mapping(Mapper<StockItem>& m) {
    m.table("items");
    m.columns<&StockItem::id, &StockItem::name, &StockItem::price>();
    m.primary_key(&StockItem::id);
}

struct BackendResults : StockTest {
    Connection connect() {
        Connection connection = engine().connect();
        fill(connection, {"pen", "ink", "nib"});
        connection.execute(update(items).set(price = 5).where(name != "nib"));
        return connection;
    }
};

TEST_F(BackendResults, ComeInPartitions) {
    Connection connection = connect();
    std::vector<std::size_t> sizes;
    for (const auto& part : connection.execute(select(id, name)).partitions(2)) sizes.push_back(part.size());
    EXPECT_EQ(sizes, (std::vector<std::size_t>{2, 1}));
}

TEST_F(BackendResults, AreFetchedSoManyAtATime) {
    Connection connection = connect();
    auto result = connection.scalars(select(name).order_by(id));
    EXPECT_EQ(result.fetch_many(2), (Names{"pen", "ink"}));
    EXPECT_EQ(result.fetch_many(2), Names{"nib"});
    EXPECT_EQ(result.fetch_many(2), Names());
}

TEST_F(BackendResults, LeaveOutRepeatedRows) {
    Connection connection = connect();
    EXPECT_EQ(connection.execute(select(price)).unique().all().size(), 2U);
    EXPECT_EQ(connection.scalars(select(price)).unique().all().size(), 2U);
    EXPECT_EQ(connection.execute(select(price, name)).unique().all().size(), 3U);
    EXPECT_EQ(connection.execute(select(items["price"])).unique().all().size(), 2U);
}

TEST_F(BackendResults, AreReadByName) {
    Connection connection = connect();
    for (const azoth::Row& row : connection.execute(select(id, name, price).where(id == 1)).mappings()) {
        EXPECT_EQ(row.get<std::string>("name"), "pen");
        EXPECT_EQ(row.get<int>("price"), 5);
        EXPECT_EQ(row.get<std::int64_t>(0), 1);
        EXPECT_EQ(row.get(name), "pen");
        EXPECT_EQ(row.get(price), 5);
    }
}

TEST_F(BackendResults, FindColumnsOfOneNameByTheirTable) {
    Connection connection = connect();
    const FromHandle other = alias(items, "other");
    const auto query = select(items["id"], other["id"], other["name"].label("called"), items["name"])
                           .join(other, other["id"] == items["id"] + 1)
                           .where(items["id"] == 1);
    const azoth::Row row = connection.execute(query).one();

    EXPECT_EQ(row.get(id), 1);
    EXPECT_EQ(row.get(other.c<std::int64_t>("id")), 2);
    EXPECT_EQ(row.get(other.c<std::string>("name").label("called")), "ink");
    EXPECT_EQ(row.get(name), "pen");
    expect_error<ArgumentError>("ambiguous_column", "'id'", [&] { row.get<int>("id"); });
}

TEST_F(BackendResults, NameTheColumnThatHasAnotherType) {
    Connection connection = connect();
    const azoth::Row row = connection.execute(select(items["name"], items["price"]).where(id == 3)).one();
    expect_error<DataError>("wrong_type", "column 'name'", [&] { row.get<bool>("name"); });
    expect_error<DataError>("null_value", "column 'price'", [&] { row.get<int>("price"); });
    expect_error<ArgumentError>("no_such_column", "its columns are: name, price", [&] { row.get<int>("cost"); });
}

TEST_F(BackendResults, FillObjectsByName) {
    Connection connection = connect();
    const auto rows = connection.execute(select(price, name).order_by(id)).into<&Priced::name, &Priced::price>().all();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].name, "pen");
    EXPECT_EQ(rows[0].price, 5);
    EXPECT_EQ(rows[2].price, std::nullopt);
}

TEST_F(BackendResults, FillObjectsByPosition) {
    Connection connection = connect();
    const Priced ink =
        connection.execute(select(name + "!", price).where(id == 2)).into(&Priced::name, &Priced::price).one();
    EXPECT_EQ(ink.name, "ink!");
}

TEST_F(BackendResults, FillPlainStructs) {
    Connection connection = connect();
    const auto rows = connection.execute(select(price, name).order_by(id)).into<Priced>().all();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].name, "pen");
    EXPECT_EQ(rows[0].price, 5);
    EXPECT_EQ(rows[2].price, std::nullopt);
    expect_error<ArgumentError>("columns_do_not_fit", "has no column for price; nothing takes its column id",
                                [&] { connection.execute(select(id, name)).into<Priced>(); });
}

TEST_F(BackendResults, FillMappedObjects) {
    Connection connection = connect();
    const auto rows = connection.execute(text("SELECT price, name, id FROM items ORDER BY id")).into<StockItem>().all();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[1].id, 2);
    EXPECT_EQ(rows[1].name, "ink");
}

TEST_F(BackendResults, NameTheColumnsThatDoNotFitAnObject) {
    Connection connection = connect();
    expect_error<ArgumentError>("columns_do_not_fit", "has no column for price; nothing takes its column id",
                                [&] { connection.execute(select(id, name)).into<&Priced::name, &Priced::price>(); });
}

TEST_F(BackendResults, TellTheirColumns) {
    Connection connection = connect();
    const auto result = connection.execute(select(id, (price * 2).label("twice")));
    EXPECT_EQ(result.names(), (Names{"id", "twice"}));
    EXPECT_EQ(result.columns()[0].type.kind, TypeKind::BigInteger);
    EXPECT_EQ(result.columns()[1].name, "twice");
}

TEST_F(BackendResults, SayHowToReadANullOfAnOuterJoin) {
    Connection connection = connect();
    const FromHandle other(make_node<sql::AliasNode>(items.node(), "other"));
    const auto other_name = other.c<std::string>("name");
    const auto joined = [&](const auto& column) {
        return select(column).select_from(items).outerjoin(other, other.c<std::int64_t>("id") == id + 100).limit(1);
    };
    expect_error<DataError>("null_value", "select nullable(name)",
                            [&] { connection.execute(joined(other_name)).all(); });
    EXPECT_EQ(connection.execute(joined(nullable(other_name))).one(), std::tuple(std::optional<std::string>()));
}

TEST_F(BackendResults, OfDmlTellRowsAndKeys) {
    Connection connection = connect();
    const DmlResult inserted = connection.execute(insert(items).values(name = "new"));
    EXPECT_EQ(inserted.rowcount, 1);
    EXPECT_EQ(inserted.inserted_primary_key, std::vector<Value>{4});
    EXPECT_EQ(connection.execute(update(items).set(price = 1).where(id > 2)).rowcount, 2);
    EXPECT_EQ(connection.execute(delete_(items).where(id == 99)).rowcount, 0);
}

TEST_F(BackendResults, OfReturningMayBeObjects) {
    if (!capabilities().insert_returning) GTEST_SKIP() << "no RETURNING";
    Session session(engine());
    for (const auto& [item] :
         session.execute(insert<StockItem>().values(StockItem{.name = "new"}).returning<StockItem>())) {
        EXPECT_EQ(item->name, "new");
        EXPECT_EQ(session.get<StockItem>(item->id), item);
    }
}

TEST_F(BackendResults, OfASessionTakeParameters) {
    Session session(engine());
    session.connection();
    session.execute(insert(items).values(name = bindparam<std::string>("name")), {{"name", "pen"}});
    const auto query = select<StockItem>().where(c(&StockItem::name) == bindparam<std::string>("name"));
    EXPECT_EQ(session.execute(query, {{"name", "pen"}}).size(), 1U);
    EXPECT_EQ(session.execute(query, {{"name", "ink"}}).size(), 0U);
}

}  // namespace
}  // namespace azoth::test
