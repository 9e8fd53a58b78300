// SPDX-License-Identifier: MIT
#include "azoth/base/shared.hpp"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace azoth::test {
namespace {

/// A value may hold further ones of its own type.
struct Holder {
    int number = 0;
    Shared<Holder> next = nullptr;
};

TEST(Shared, HasNothingUntilItIsGivenAValue) {
    const Shared<std::string> empty;
    EXPECT_FALSE(empty);
    EXPECT_EQ(empty.get(), nullptr);
    EXPECT_TRUE(empty == nullptr);
}

TEST(Shared, ShowsTheSameValueInEveryCopy) {
    const Shared<std::string> one = share(std::string("x"));
    const Shared<std::string> other = one;
    EXPECT_EQ(*one, "x");
    EXPECT_EQ(other.get(), one.get());
    EXPECT_TRUE(other == one);
    EXPECT_FALSE(one == share(std::string("x")));
}

TEST(Shared, IsEmptyAfterItWasMovedAway) {
    Shared<std::string> from = share(std::string("x"));
    const Shared<std::string> to = std::move(from);
    EXPECT_EQ(to->size(), 1U);
    EXPECT_EQ(from.get(), nullptr);  // NOLINT(bugprone-use-after-move)
}

TEST(Shared, KeepsItsValueAsLongAsOneCopyIsLeft) {
    Shared<Holder> last;
    {
        const Shared<Holder> first = share(Holder{1});
        last = share(Holder{2, first});
    }
    EXPECT_EQ(last->next->number, 1);
}

}  // namespace
}  // namespace azoth::test
