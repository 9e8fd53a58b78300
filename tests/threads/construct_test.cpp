// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

#include "azoth/compile/dialect.hpp"
#include "azoth/sql/custom_function.hpp"
#include "azoth/sql/select.hpp"

namespace azoth::test {
namespace {

TEST(CustomFunctions, GetFormsWhileOthersCompile) {
    auto function = CustomFunction<int>("f");
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&function, i] {
            for (int n = 0; n < 200; ++n) function.on("database" + std::to_string(i), "g({0})");
        });
        threads.emplace_back([&function] {
            for (int n = 0; n < 200; ++n) EXPECT_EQ(to_string(select(function(literal(1)))), "SELECT f(:f_1)");
        });
    }
    for (std::thread& thread : threads) thread.join();
}

TEST(CustomFunctions, MadeInThreadsDiffer) {
    std::vector<std::uint64_t> ids(4);
    std::vector<std::thread> threads;
    for (std::uint64_t& id : ids) threads.emplace_back([&id] { id = CustomFunction<int>("f").construct()->id(); });
    for (std::thread& thread : threads) thread.join();
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace
}  // namespace azoth::test
