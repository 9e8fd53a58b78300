// SPDX-License-Identifier: MIT
// Listeners that answer in the place of the database, with what it has answered before.
#include <map>
#include <memory>
#include <string>

#include "azoth/engine/events.hpp"
#include "azoth/engine/stored_result.hpp"
#include "azoth/sql/matching.hpp"
#include "azoth/sql/text.hpp"
#include "support/stock.hpp"

namespace azoth::test {
namespace {

using BackendExecutionHook = StockTest;

/// Remembers what each query has given, and gives it again.
class QueryCache final : public EngineListener {
public:
    std::unique_ptr<driver::Cursor> do_execute(const ExecuteEvent& event) override {
        const auto found = known_.find(key_of(event));
        return found == known_.end() ? nullptr : found->second.open();
    }
    std::unique_ptr<driver::Cursor> wrap_result(const ExecuteEvent& event,
                                                std::unique_ptr<driver::Cursor> cursor) override {
        if (!event.sql.starts_with("SELECT")) return cursor;
        ++stored;
        return known_.emplace(key_of(event), StoredResult(*cursor)).first->second.open();
    }
    void after_execute(const ExecuteEvent& event) override { answered += event.is_answered_by_listener ? 1 : 0; }

    int stored = 0;
    int answered = 0;

private:
    static std::string key_of(const ExecuteEvent& event) { return std::string(event.sql) + event.parameters_text(); }

    std::map<std::string, StoredResult> known_;
};

TEST_F(BackendExecutionHook, AnswersAQueryFromACache) {
    fill({"pen", "ink"});
    const auto cache = std::make_shared<QueryCache>();
    engine().add_listener(cache);
    Connection connection = engine().connect();
    const auto query = select(id, name, price).where(name == "pen");
    const auto first = connection.execute(query).all();
    connection.execute(delete_(items));
    const auto second = connection.execute(query).all();

    EXPECT_EQ(first, second);
    EXPECT_EQ(cache->stored, 1);
    EXPECT_EQ(cache->answered, 1);
    EXPECT_EQ(connection.execute(select(id).where(name == "ink")).all().size(), 0U);
}

TEST_F(BackendExecutionHook, AnswersAStreamFromACache) {
    fill({"pen", "ink", "cap"});
    const auto cache = std::make_shared<QueryCache>();
    engine().add_listener(cache);
    Connection connection = engine().connect();
    for (int i = 0; i < 2; ++i) {
        Names read;
        for (const auto& [one] : connection.stream(select(name).order_by(id), {.chunk = 1})) read.push_back(one);
        EXPECT_EQ(read, (Names{"pen", "ink", "cap"}));
    }

    EXPECT_EQ(cache->answered, 1);
}

TEST_F(BackendExecutionHook, KeepsEveryTypeOfValue) {
    const auto cache = std::make_shared<QueryCache>();
    engine().add_listener(cache);
    Connection connection = engine().connect();
    const auto query = text("SELECT 1, 2.5, 'text', NULL, 9007199254740993")
                           .columns<int, double, std::string, std::optional<int>, std::int64_t>();
    const auto first = connection.execute(query).one();
    const auto second = connection.execute(query).one();

    EXPECT_EQ(first, std::tuple(1, 2.5, std::string("text"), std::optional<int>(), std::int64_t{9007199254740993}));
    EXPECT_EQ(first, second);
    EXPECT_EQ(cache->answered, 1);
}

/// What is changed is told, but not done.
struct DryRun final : EngineListener {
    struct Nothing final : driver::Cursor {
        std::span<const driver::ResultColumn> columns() const override { return {}; }
        const ValueView* next() override { return nullptr; }
        std::int64_t affected_rows() const override { return 7; }
        std::int64_t last_insert_id() const override { return 0; }
    };
    std::unique_ptr<driver::Cursor> do_execute(const ExecuteEvent& event) override {
        if (!event.sql.starts_with("DELETE") && !event.sql.starts_with("DROP")) return nullptr;
        return std::make_unique<Nothing>();
    }
};

TEST_F(BackendExecutionHook, StandsInForChanges) {
    fill({"pen"});
    const auto dry = std::make_shared<DryRun>();
    engine().add_listener(dry);
    Connection connection = engine().connect();

    EXPECT_EQ(connection.execute(delete_(items)).rowcount, 7);
    connection.run("DROP TABLE items");
    connection.commit();
    EXPECT_EQ(names(), Names{"pen"});
}

}  // namespace
}  // namespace azoth::test
