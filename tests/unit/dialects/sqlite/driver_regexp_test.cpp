// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver_regexp.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace azoth::sqlite {
namespace {

TEST(RegexpCache, SearchesWithinATextByCharacters) {
    RegexpCache regexps;

    EXPECT_TRUE(regexps.matches("Emma", "m+", ""));
    EXPECT_FALSE(regexps.matches("Emma", "^m", ""));
    EXPECT_TRUE(regexps.matches("Gödel", "^G.del$", ""));
    EXPECT_TRUE(regexps.matches("a😀b", "^a.b$", ""));
}

TEST(RegexpCache, KnowsItsFlags) {
    RegexpCache regexps;

    EXPECT_TRUE(regexps.matches("EMMA", "emma", "i"));
    EXPECT_FALSE(regexps.matches("EMMA", "emma", "c"));
    EXPECT_TRUE(regexps.matches("a\nb", "^b$", "m"));
    EXPECT_FALSE(regexps.matches("a\nb", "^b$", ""));
    EXPECT_TRUE(regexps.matches("a\nb", "a.b", "s"));
    EXPECT_FALSE(regexps.matches("a\nb", "a.b", ""));
    EXPECT_TRUE(regexps.matches("ab", "a b", "x"));
}

TEST(RegexpCache, ReplacesEveryMatch) {
    RegexpCache regexps;

    EXPECT_EQ(regexps.replaced("banana", "an", "<>", ""), "b<><>a");
    EXPECT_EQ(regexps.replaced("2024-02-29", "(\\d+)-(\\d+)-(\\d+)", "\\3.\\2.\\1", ""), "29.02.2024");
    EXPECT_EQ(regexps.replaced("a", "a", "\\\\", ""), "\\");
    EXPECT_EQ(regexps.replaced("größe", "ö", "oe", ""), "groeße");
    EXPECT_EQ(regexps.replaced("abc", "x", "y", ""), "abc");
}

TEST(RegexpCache, KeepsBytesThatAreNoCharacters) {
    RegexpCache regexps;

    EXPECT_EQ(regexps.replaced("\xff-\xc3", "-", "+", ""), "\xff+\xc3");
}

TEST(RegexpCache, RefusesWhatIsNoPattern) {
    RegexpCache regexps;

    EXPECT_THROW(regexps.matches("a", "(", ""), std::exception);
    EXPECT_TRUE(regexps.matches("a", "a", ""));
}

TEST(RegexpCache, ForgetsWhatWasUsedLongAgo) {
    RegexpCache regexps;
    for (int i = 0; i < 100; ++i) EXPECT_TRUE(regexps.matches(std::to_string(i), "^" + std::to_string(i) + "$", ""));

    EXPECT_TRUE(regexps.matches("0", "^0$", ""));
}

}  // namespace
}  // namespace azoth::sqlite
