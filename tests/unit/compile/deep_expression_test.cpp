// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <vector>

#include "azoth/base/error.hpp"
#include "azoth/sql/cache_key.hpp"
#include "support/bookshop.hpp"
#include "support/expect_error.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

constexpr int kMany = 10'000;

struct DeepExpressions : Bookshop {
    static std::size_t key_size(const auto& statement) {
        sql::CacheKeyWriter key;
        statement.node()->write_key(key);
        return key.words().size();
    }
    static auto count(const std::string& text, char wanted) { return std::count(text.begin(), text.end(), wanted); }
};

TEST_F(DeepExpressions, AddManyNumbers) {
    Expr<int> sum = pages + 0;
    for (int i = 1; i < kMany; ++i) sum = sum + 1;
    const auto query = select(sum).where(sum > 5);

    const std::string sql = to_string(query);

    EXPECT_EQ(count(sql, '+'), 2 * kMany);
    EXPECT_EQ(count(sql, '('), 0);
    EXPECT_GT(key_size(query), static_cast<std::size_t>(kMany));
}

TEST_F(DeepExpressions, JoinManyTexts) {
    Expr<std::string> text = title + "0";
    for (int i = 1; i < kMany; ++i) text = text + "1";

    EXPECT_EQ(count(to_string(select(text)), '|'), 2 * kMany);
}

TEST_F(DeepExpressions, NestManyParentheses) {
    Expr<int> value = pages + 0;
    for (int i = 1; i < kMany; ++i) value = (value * 2) + 1;

    const std::string sql = to_string(select(value));

    EXPECT_EQ(count(sql, '('), kMany - 1);
    EXPECT_EQ(count(sql, ')'), kMany - 1);
}

TEST_F(DeepExpressions, JoinManyConditions) {
    Expr<bool> any = pages == 0;
    for (int i = 1; i < kMany; ++i) any = any || pages == i;

    EXPECT_EQ(count(to_string(select(id).where(any)), 'O'), kMany - 1 + 1);  // OR, and FROM
}

TEST_F(DeepExpressions, AreGroupedWhereTheOrderMakesNoDifference) {
    std::vector<Condition> conditions;
    for (int i = 0; i < 251; ++i) conditions.push_back(sold);
    std::string group = "(books.sold";
    for (int i = 1; i < 250; ++i) group += " OR books.sold";

    expect_expression(or_(conditions), group + ") OR books.sold");
    conditions.pop_back();
    expect_expression(or_(conditions), group.substr(1));
}

/// In a long and a short run the time for a term is about the same; twenty times would be far from linear.
TEST_F(DeepExpressions, TakeTimeInProportionToTheirLength) {
    const auto seconds = [&](int terms) {
        const auto start = std::chrono::steady_clock::now();
        Expr<bool> any = pages == 0;
        Expr<std::string> text = title + "0";
        for (int i = 1; i < terms; ++i) {
            any = any || pages == i;
            text = text + "1";
        }
        to_string(select(text).where(any));
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    seconds(1000);

    const double short_run = seconds(2000);
    EXPECT_LT(seconds(10 * 2000), 10 * 5 * short_run);
}

TEST_F(DeepExpressions, NegateManyTimes) {
    Expr<bool> condition = sold && pages > 1;
    for (int i = 0; i < kMany; ++i) condition = !condition;

    expect_expression(condition, "books.sold AND books.pages > :pages_1");
}

TEST_F(DeepExpressions, AreRefusedWhenTheyOverflowTheStack) {
    Expr<std::string> text = title;
    for (int i = 0; i < kMany; ++i) text = func::lower(text);
    const auto query = select(text);

    expect_error<CompileError>("too_deep", "nested more than 500 levels deep", [&] { to_string(query); });
}

TEST_F(DeepExpressions, AreWrittenAndDestroyedWhenTheyNestDeep) {
    Expr<std::string> text = title;
    for (int i = 0; i < 450; ++i) text = func::lower(text);

    EXPECT_EQ(count(to_string(select(text)), '('), 450);
}

TEST_F(DeepExpressions, AreDestroyedWithLittleStack) {
    Expr<std::string> text = title;
    for (int i = 0; i < 100 * kMany; ++i) text = func::lower(text);
    Expr<bool> flag = sold;
    for (int i = 0; i < kMany; ++i) flag = (flag && sold) || sold;

    SUCCEED();
}

}  // namespace
}  // namespace azoth::test
