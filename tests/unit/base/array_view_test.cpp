// SPDX-License-Identifier: MIT
#include "azoth/base/array_view.hpp"

#include <span>
#include <vector>

#include <gtest/gtest.h>

namespace azoth::test {
namespace {

int sum(ArrayView<int> numbers) {
    int sum = 0;
    for (const int number : numbers) sum += number;
    return sum;
}

TEST(ArrayView, ShowsAnArrayOrSoManyElements) {
    const int numbers[] = {1, 2, 3};
    EXPECT_EQ(sum(numbers), 6);
    EXPECT_EQ(sum({numbers, 2}), 3);
    EXPECT_TRUE(ArrayView<int>().empty());
}

TEST(ArrayView, IsAStdSpanWhereOneIsWanted) {
    const std::vector<int> numbers{4, 5};
    const ArrayView<int> view{numbers.data(), numbers.size()};
    const std::span<const int> span = view;
    EXPECT_EQ(span.data(), view.data());
    EXPECT_EQ(span.size(), view.size());
    EXPECT_EQ(view[1], 5);
}

}  // namespace
}  // namespace azoth::test
