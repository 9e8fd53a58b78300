// SPDX-License-Identifier: MIT
// Random expressions on SQLite, compared with what they must be. A failure names its seed.
#include <gtest/gtest.h>

#include <cstdint>

#include "azoth/compile/dialect.hpp"
#include "azoth/engine/create_all.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/select.hpp"
#include "azoth/sql/text.hpp"
#include "property/random_expression.hpp"

namespace azoth::test {
namespace {

constexpr std::uint64_t kSeeds = 8;
constexpr int kExpressionsPerSeed = 120;

template <class T>
std::optional<T> value_of(const Cell& cell) {
    return is_null(cell) ? std::nullopt : std::optional<T>(std::get<T>(cell));
}

Cell cell_of(const ValueView& view) {
    switch (view.kind()) {
        case ValueKind::Null: return {};
        case ValueKind::Bool:
        case ValueKind::Int64: return view.as_int64();
        case ValueKind::Text: return std::string(view.as_text());
        default: return "a value of kind " + std::string(to_string(view.kind()));
    }
}

struct ExpressionProperties : testing::TestWithParam<std::uint64_t> {
    ExpressionProperties() {
        for (const SampleRow& row : rows)
            connection.execute(insert(samples.table)
                                   .values(samples.id = row.id, samples.n = value_of<std::int64_t>(row.n),
                                           samples.m = value_of<std::int64_t>(row.m),
                                           samples.s = value_of<std::string>(row.s),
                                           samples.t = value_of<std::string>(row.t)));
    }

    /// A database in memory with the table in it.
    static Engine make_engine(const MetaData& metadata) {
        Engine engine = create_engine("sqlite://");
        create_all(metadata, engine);
        return engine;
    }

    template <class T>
    auto query(const Expr<T>& expression) const {
        return select(expression.label("value")).select_from(samples.table).order_by(samples.id);
    }
    std::vector<Cell> cells_of(const sql::StatementNode& statement) {
        std::vector<Cell> cells;
        Execution execution = connection.run_statement(statement);
        while (const ValueView* row = execution.cursor->next()) cells.push_back(cell_of(row[0]));
        return cells;
    }
    template <class T>
    std::string sql_of(const Expr<T>& expression) {
        return to_string(query(expression), connection.dialect(), true);
    }

    /// Every form of the expression has the values that it must have.
    template <class T>
    void expect_values(const Sample<T>& sample) {
        std::vector<Cell> expected;
        for (const SampleRow& row : rows) expected.push_back(sample.value(row));
        const std::string sql = sql_of(sample.plain);
        EXPECT_EQ(cells_of(*query(sample.plain).node()), expected) << sql;
        EXPECT_EQ(cells_of(*query(sample.parenthesised).node()), expected) << sql_of(sample.parenthesised);
        EXPECT_EQ(cells_of(*text(sql).node()), expected) << "with its values written in: " << sql;
    }

    SampleTable samples;
    std::vector<SampleRow> rows = SampleTable::rows();
    Engine engine = make_engine(samples.metadata);
    Connection connection = engine.connect();
};

TEST_P(ExpressionProperties, NumbersAreWhatTheyMustBe) {
    RandomExpressions random(samples, GetParam());
    for (int i = 0; i < kExpressionsPerSeed && !HasFailure(); ++i) expect_values(random.number(1 + i % 5));
}

TEST_P(ExpressionProperties, TextsAreWhatTheyMustBe) {
    RandomExpressions random(samples, GetParam() + 1000);
    for (int i = 0; i < kExpressionsPerSeed && !HasFailure(); ++i) expect_values(random.text(1 + i % 4));
}

TEST_P(ExpressionProperties, ConditionsAreWhatTheyMustBe) {
    RandomExpressions random(samples, GetParam() + 2000);
    for (int i = 0; i < kExpressionsPerSeed && !HasFailure(); ++i) expect_values(random.truth(1 + i % 5));
}

TEST_P(ExpressionProperties, NegatedTwiceConditionsAreTheSame) {
    RandomExpressions random(samples, GetParam() + 3000);
    for (int i = 0; i < kExpressionsPerSeed && !HasFailure(); ++i) {
        Sample<bool> sample = random.truth(1 + i % 4);
        sample.plain = !!sample.plain;
        sample.parenthesised = not_(!sample.parenthesised);
        expect_values(sample);
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ExpressionProperties, testing::Range(std::uint64_t{1}, kSeeds + 1));

}  // namespace
}  // namespace azoth::test
