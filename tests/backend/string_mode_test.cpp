// SPDX-License-Identifier: MIT
#include "support/stock.hpp"

namespace azoth::test {
namespace {

class ModeSetter final : public EngineListener {
public:
    explicit ModeSetter(std::string mode) : mode_(std::move(mode)) {}
    void after_connect(driver::Connection& connection) override { connection.run("SET sql_mode = '" + mode_ + "'"); }

private:
    const std::string mode_;
};

struct BackendStringMode : BackendTest, testing::WithParamInterface<std::string> {
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        if (url().dialect != "mysql") GTEST_SKIP() << "backslashes are nothing special to this database";
        engine().add_listener(std::make_shared<ModeSetter>(GetParam()));
    }
    std::string one(Connection& connection, const std::string& sql) {
        return connection.scalar(text(sql).columns<std::string>()).value_or("no row");
    }
};

constexpr std::string_view kNasty = R"(c:\dir\', it's \)";

TEST_P(BackendStringMode, MakesNoDifferenceToWhatTablesAreMadeOf) {
    MetaData metadata;
    const std::vector<std::string> labels = {"fine", R"(a\b)", R"(\')", "it's"};
    Table table("moods", metadata, Column("id", Integer{}).primary_key(),
                Column("mood", Enum("mood", labels)).comment(std::string(kNasty)),
                Column("native", Enum("native", labels).native()),
                Column("given", String{20}).server_default(literal(R"(a\b)")));
    table.comment(std::string(kNasty));
    table.add(Index("by_mood", "mood").comment(std::string(kNasty)));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    const auto mood = table.c<std::string>("mood");
    int key = 0;
    const auto native = table.c<std::string>("native");
    for (const std::string& label : labels)
        connection.execute(insert(table).values(table.c<int>("id") = ++key, mood = label, native = label));

    EXPECT_EQ(connection.scalars(select(mood).order_by(table["id"])).all(), labels);
    EXPECT_EQ(connection.scalars(select(native).order_by(table["id"])).all(), labels);
    EXPECT_EQ(connection.scalar(select(table.c<std::string>("given"))), R"(a\b)");
    EXPECT_EQ(one(connection, "SELECT table_comment FROM information_schema.tables WHERE table_name = 'moods' AND "
                              "table_schema = DATABASE()"),
              kNasty);
    EXPECT_EQ(one(connection, "SELECT column_comment FROM information_schema.columns WHERE column_name = 'mood' AND "
                              "table_schema = DATABASE()"),
              kNasty);
    EXPECT_EQ(one(connection, "SELECT index_comment FROM information_schema.statistics WHERE index_name = 'by_mood' "
                              "AND table_schema = DATABASE()"),
              kNasty);
    EXPECT_EQ(connection.scalar(select(func::aggregate_strings(mood, R"(\')").order_by(table["id"]))),
              R"(fine\'a\b\'\'\'it's)");
}

INSTANTIATE_TEST_SUITE_P(, BackendStringMode,
                         testing::Values("STRICT_ALL_TABLES", "STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES"),
                         [](const auto& mode) { return mode.index == 0 ? "Usual" : "NoEscapes"; });

}  // namespace
}  // namespace azoth::test
