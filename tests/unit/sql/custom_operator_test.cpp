// SPDX-License-Identifier: MIT
#include "azoth/sql/custom_operator.hpp"

#include <gtest/gtest.h>

#include "azoth/base/error.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/full_text.hpp"
#include "azoth/sql/json.hpp"
#include "azoth/sql/regexp.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

class BadOperators : public testing::TestWithParam<std::string> {};

TEST_P(BadOperators, AreRefused) {
    expect_error<ArgumentError>("bad_operator", "is no operator", [] { op<bool>(literal(1), GetParam(), literal(2)); });
}

INSTANTIATE_TEST_SUITE_P(CustomOperators, BadOperators,
                         testing::Values("", " ", "; DROP TABLE t", "--", "->--", "/*", "= 1 OR 1 =", "'", "(", "a;b",
                                         "LIKE ", " LIKE", "IS  NOT", "OR 1"));

class GoodOperators : public testing::TestWithParam<std::string> {};

TEST_P(GoodOperators, AreTaken) {
    EXPECT_NO_THROW(op<bool>(literal(1), GetParam(), literal(2)));
}

INSTANTIATE_TEST_SUITE_P(CustomOperators, GoodOperators,
                         testing::Values("->>", "@>", "?|", "<->", "SIMILAR TO", "GLOB", "-|-", "~*", "::"));

TEST(CustomOperators, RefuseABadNegation) {
    expect_error<ArgumentError>("bad_operator", "'no!' is no operator",
                                [] { op<bool>(literal(1), "@>", literal(2), {.negation = "no!"}); });
}

TEST(Regexps, RefuseUnknownFlags) {
    expect_error<ArgumentError>("bad_regexp_flags", "'g' are no flags", [] { regexp_match(literal("a"), "a", "g"); });
    expect_error<ArgumentError>("bad_regexp_flags", "'i') --' are no flags",
                                [] { regexp_replace(literal("a"), "a", "b", "i') --"); });
}

TEST(FullText, RefusesAConfigurationThatIsNoName) {
    expect_error<ArgumentError>("bad_name", "is no name of a text search configuration",
                                [] { match(literal("a"), "a", {.config = "x', 'y"}); });
}

TEST(JsonTests, NeedAKey) {
    expect_error<ArgumentError>("empty_key_list", "one key at least", [] { as_json(literal("{}")).has_any_key({}); });
    expect_error<ArgumentError>("empty_key_list", "needs the path", [] { as_json(literal("{}")).remove({}); });
}

}  // namespace
}  // namespace azoth::test
