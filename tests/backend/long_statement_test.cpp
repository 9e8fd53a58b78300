// SPDX-License-Identifier: MIT
// Statements of ten thousand parts: they run, or are refused before the database sees them.
#include <chrono>
#include <string>
#include <vector>

#include "azoth/azoth.hpp"
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/dml.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

constexpr int kMany = 10'000;

class LongStatements : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        create_all(metadata_, engine());
        engine().begin([&](Connection& connection) {
            connection.execute(insert(numbers).values(id = 1, word = std::string("one")));
            connection.execute(insert(numbers).values(id = kMany, word = std::string("last")));
            connection.execute(insert(numbers).values(id = 2 * kMany, word = std::string("beyond")));
        });
    }

    std::vector<int> ids(const Condition& condition) {
        Connection connection = engine().connect();
        return connection.execute(select(id).where(condition).order_by(id)).scalars().all();
    }
    std::vector<Condition> equalities(int count) const {
        std::vector<Condition> conditions;
        for (int i = 1; i <= count; ++i) conditions.push_back(id == i);
        return conditions;
    }

private:
    MetaData metadata_;

public:
    Table numbers{"numbers", metadata_, Column("id", Integer{}).primary_key(), Column("word", String{20})};
    ColumnExpr<int> id = numbers.c<int>("id");
    ColumnExpr<std::string> word = numbers.c<std::string>("word");
};

TEST_F(LongStatements, JoinTenThousandAlternatives) {
    Expr<bool> any = id == 1;
    for (int i = 2; i <= kMany; ++i) any = any || id == i;

    EXPECT_EQ(ids(any), (std::vector{1, kMany}));
    EXPECT_EQ(ids(or_(equalities(kMany))), (std::vector{1, kMany}));
    EXPECT_EQ(ids(!or_(equalities(kMany))), (std::vector{2 * kMany}));
}

TEST_F(LongStatements, JoinTenThousandConditions) {
    Expr<bool> all = id != 2;
    auto query = select(id).where(id != 2);
    for (int i = 3; i <= kMany; ++i) {
        all = all && id != i;
        query = std::move(query).where(id != i);
    }

    EXPECT_EQ(ids(all), (std::vector{1, 2 * kMany}));
    Connection connection = engine().connect();
    EXPECT_EQ(connection.execute(query).all().size(), 2U);
}

TEST_F(LongStatements, JoinTenThousandTexts) {
    Expr<std::string> text = word + "0";
    for (int i = 1; i < kMany; ++i) text = text + "1";

    const auto joined = engine().connect().scalar(select(func::char_length(text)).where(id == 1));

    EXPECT_EQ(joined, kMany + 3);
}

/// PostgreSQL, MariaDB and MySQL tell how to give them more stack.
bool is_about_depth(const Error& error) {
    const std::string_view message = error.what();
    return error.code() == "too_deep" || message.find("stack") != std::string_view::npos;
}

TEST_F(LongStatements, AddNumbersAsFarAsTheStackGoes) {
    for (const int count : {500, kMany}) {
        Expr<int> sum = id + 0;
        for (int i = 1; i < count; ++i) sum = sum + 1;
        try {
            EXPECT_EQ(engine().connect().scalar(select(sum).where(id == 1)), count);
        } catch (const Error& error) {
            EXPECT_TRUE(count == kMany && is_about_depth(error)) << error.what();
        }
    }
}

TEST_F(LongStatements, NestAHundredSubqueriesOrAreRefused) {
    for (const int count : {5, 62, 100}) {
        Expr<bool> found = id.in({1});
        for (int i = 1; i < count; ++i) {
            const FromHandle other = alias(numbers, "other_" + std::to_string(i));
            found = exists(select(other.c<int>("id")).where(found));
        }
        const std::size_t most = capabilities().max_query_depth;
        if (most != 0 && static_cast<std::size_t>(count) > most)
            expect_error<CompileError>("too_deep", "queries within one another", [&] { ids(found); });
        else
            EXPECT_EQ(ids(found).size(), 1U) << count;
    }
}

TEST_F(LongStatements, UniteFourHundredQueries) {
    auto query = select(id).where(id == 1).union_all(select(id).where(id == 1));
    for (int i = 2; i < 400; ++i) query = query.union_all(select(id).where(id == 1));

    Connection connection = engine().connect();
    EXPECT_EQ(connection.execute(query).all().size(), 400U);
}

TEST_F(LongStatements, UniteAThousandQueriesOrAreRefused) {
    auto query = select(id).where(id == 1).union_all(select(id).where(id == 1));
    for (int i = 2; i < 1000; ++i) query = query.union_all(select(id).where(id == 1));
    Connection connection = engine().connect();
    const std::size_t most = capabilities().max_compound_members;
    if (most != 0 && most < 1000)
        expect_error<CompileError>("too_deep", "these are 1000", [&] { connection.execute(query); });
    else
        EXPECT_EQ(connection.execute(query).all().size(), 1000U);
}

TEST_F(LongStatements, LookForAHundredThousandValues) {
    std::vector<int> values;
    for (int i = 1; i <= 10 * kMany; ++i) values.push_back(i);

    EXPECT_EQ(ids(id.in(values)), (std::vector{1, kMany, 2 * kMany}));
}

}  // namespace
}  // namespace azoth::test
