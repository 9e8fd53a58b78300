// SPDX-License-Identifier: MIT
#include "engine/parameters_text.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace azoth::test {
namespace {

std::vector<ValueView> numbers(std::int64_t count) {
    std::vector<ValueView> values;
    for (std::int64_t i = 0; i < count; ++i) values.push_back(ValueView::int64(i));
    return values;
}

TEST(ParametersText, ShowsValuesAsSqlWould) {
    const std::vector values{ValueView::int64(1), ValueView::text("it's"), ValueView{}};

    EXPECT_EQ(engine::parameters_text(values, 1), "(1, 'it''s', NULL)");
}

TEST(ParametersText, IsAPairOfParenthesesWithoutValues) {
    EXPECT_EQ(engine::parameters_text({}, 1), "()");
}

TEST(ParametersText, CountsWhatIsTooMuch) {
    EXPECT_EQ(engine::parameters_text(numbers(30), 1),
              "(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, ... 6 more)");
}

TEST(ParametersText, ShowsTheFirstRowsOfABatch) {
    EXPECT_EQ(engine::parameters_text(numbers(4), 2), "[(0, 1), (2, 3)]");
    EXPECT_EQ(engine::parameters_text(numbers(100), 100), "[(0), (1), (2), (3), (4), (5), ... 94 more rows]");
}

}  // namespace
}  // namespace azoth::test
