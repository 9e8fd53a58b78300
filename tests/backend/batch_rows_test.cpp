// SPDX-License-Identifier: MIT
#include "support/stock.hpp"

namespace azoth::test {
namespace {

using BatchRows = std::vector<Parameters>;

struct BackendBatchRows : StockTest {
    bool can_return() { return capabilities().insert_returning; }
    const BatchRows three = {{{"name", "pen"}}, {{"name", "ink"}}, {{"name", "nib"}}};
};

TEST_F(BackendBatchRows, OfAnInsertComeInTheOrderOfTheirParameters) {
    if (!can_return()) GTEST_SKIP() << "this database has no RETURNING";
    BatchRows many;
    for (int i = 0; i < 500; ++i) many.push_back({{"name", "item " + std::to_string(i * 7919 % 500)}});
    Connection connection = engine().connect();
    auto result = connection.execute(insert(items).returning(id, name), many);

    int row = 0;
    for (const auto& [key, text] : result) {
        EXPECT_EQ(text, "item " + std::to_string(row * 7919 % 500));
        ++row;
        EXPECT_EQ(connection.get_execution_options().yield_per, std::nullopt);
        EXPECT_GT(key, 0);
    }
    EXPECT_EQ(row, 500);
}

TEST_F(BackendBatchRows, OfADeleteAreThoseThatItMet) {
    if (!capabilities().delete_returning) GTEST_SKIP() << "this database has no RETURNING";
    fill({"pen", "ink", "nib"});
    Connection connection = engine().connect();
    const BatchRows wanted = {{{"which", "nib"}}, {{"which", "none"}}, {{"which", "pen"}}};
    auto gone = delete_(items).where(name == bindparam<std::string>("which")).returning(name);

    std::vector<std::string> texts;
    for (const auto& [text] : connection.execute(gone, wanted)) texts.push_back(text);
    EXPECT_EQ(texts, (Names{"nib", "pen"}));
}

TEST_F(BackendBatchRows, OfNoParametersAreNone) {
    if (!can_return()) GTEST_SKIP() << "this database has no RETURNING";
    Connection connection = engine().connect();

    EXPECT_TRUE(connection.execute(insert(items).returning(id), BatchRows{}).all().empty());
}

TEST_F(BackendBatchRows, FailAsTheStatementDoes) {
    if (!can_return()) GTEST_SKIP() << "this database has no RETURNING";
    Connection connection = engine().connect();
    const BatchRows twice = {{{"name", "pen"}}, {{"name", "pen"}}};

    EXPECT_THROW(connection.execute(insert(items).returning(id), twice), UniqueViolation);
    connection.rollback();
    EXPECT_EQ(names(), Names{});
}

TEST_F(BackendBatchRows, AreRefusedWhereTheDatabaseHasNone) {
    if (capabilities().update_returning) GTEST_SKIP() << "this database has RETURNING";
    Connection connection = engine().connect();
    const BatchRows one = {{{"which", "pen"}}};
    auto change = update(items).set(price = 1).where(name == bindparam<std::string>("which")).returning(id);

    expect_error<CompileError>("unsupported", "RETURNING", [&] { connection.execute(change, one); });
}

TEST_F(BackendBatchRows, TellTheKeysThatWereGenerated) {
    Connection connection = engine().connect();
    const DmlResult result = connection.execute(insert(items), three, {.return_defaults = true});

    EXPECT_EQ(result.rowcount, 3);
    const auto keys = result.inserted_primary_key_rows();
    ASSERT_EQ(keys.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(connection.scalar(select(name).where(id == keys[i].front().view().as_int64())),
                  three[i].find("name")->values().front().view().as_text());
}

TEST_F(BackendBatchRows, TellWhatTheDatabaseFilledIn) {
    if (!can_return()) GTEST_SKIP() << "this database has no RETURNING";
    MetaData more;
    const Table notes("notes", more, Column("id", BigInteger{}).primary_key(), Column("body", String{20}),
                      Column("state", String{20}).server_default("'new'"));
    create_all(more, engine());
    Connection connection = engine().connect();
    const BatchRows rows = {{{"body", "a"}}, {{"body", "b"}}};
    const DmlResult result = connection.execute(insert(notes), rows, {.return_defaults = true});

    ASSERT_EQ(result.returned_defaults_rows().size(), 2U);
    EXPECT_EQ(result.returned_defaults()->get<std::string>("state"), "new");
    EXPECT_EQ(result.returned_defaults_rows()[1].get<std::int64_t>("id"),
              result.inserted_primary_key_rows()[1].front().view().as_int64());
}

TEST_F(BackendBatchRows, OfOneRowHaveOneKey) {
    Connection connection = engine().connect();
    const DmlResult result = connection.execute(insert(items).values(name = "pen"));

    EXPECT_EQ(result.inserted_primary_key_rows(), (std::vector<std::vector<Value>>{result.inserted_primary_key}));
    EXPECT_EQ(result.returned_defaults(), nullptr);
}

TEST_F(BackendBatchRows, CannotTellTheKeysOfAnUpsert) {
    Connection connection = engine().connect();
    auto upsert = insert(items).on_conflict(name).do_nothing();

    expect_error<ArgumentError>("bad_option", "return_defaults",
                                [&] { connection.execute(upsert, three, {.return_defaults = true}); });
}

}  // namespace
}  // namespace azoth::test
