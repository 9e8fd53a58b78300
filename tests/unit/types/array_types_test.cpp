// SPDX-License-Identifier: MIT
#include "azoth/types/array_types.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "azoth/base/error.hpp"
#include "azoth/types/value.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

template <class T>
T through_value(const T& values) {
    return Value(values).template as<T>();
}

TEST(ArrayType, KeepsVectors) {
    const std::vector<std::optional<int>> with_null = {1, std::nullopt, 3};
    const std::vector<std::vector<std::string>> nested = {{"a"}, {}, {"b", "c"}};

    EXPECT_EQ(through_value(with_null), with_null);
    EXPECT_EQ(through_value(nested), nested);
    EXPECT_EQ(through_value(std::vector<bool>{true, false}), (std::vector<bool>{true, false}));
    EXPECT_EQ(through_value(std::vector<double>()), std::vector<double>());
}

TEST(ArrayType, NamesTheTypeOfItsElements) {
    EXPECT_EQ(cpp_type<std::vector<int>>().sql_type(), Array{Integer{}});
    EXPECT_EQ(cpp_type<std::vector<std::vector<std::optional<bool>>>>().sql_type(), Array(Boolean{}, 2));
    EXPECT_EQ(to_string(Array{String{5}}), "Array(String(5))");
    EXPECT_FALSE(Array{Integer{}} == Array{BigInteger{}});
}

TEST(ArrayType, IsReadFromJson) {
    EXPECT_EQ(Value("[1, 2]").as<std::vector<int>>(), (std::vector<int>{1, 2}));
    EXPECT_EQ(Value("[18446744073709551615]").as<std::vector<std::uint64_t>>()[0], 18446744073709551615U);
}

TEST(ArrayType, RefusesANullThatHasNoPlace) {
    const Value value(std::vector<std::optional<int>>{std::nullopt});

    expect_error<DataError>("null_value", "NULL cannot be read as int", [&] { value.as<std::vector<int>>(); });
    expect_error<DataError>("wrong_type", "cannot read the integer 5 as std::vector<int>",
                            [] { Value(5).as<std::vector<int>>(); });
}

TEST(ArrayType, IsShownAsAList) {
    const auto shown = [](const auto& values) { return to_display_string(Value(values).view()); };

    EXPECT_EQ(shown(std::vector<std::optional<int>>{1, std::nullopt}), "{1, NULL}");
    EXPECT_EQ(shown(std::vector<std::vector<std::string>>{{"a"}, {}}), "{{'a'}, {}}");
    EXPECT_EQ(shown(std::vector<std::string>(100, "abcdefgh")).substr(120),
              " 'abcdefgh', ...} (100 elements)");
}

TEST(ArrayType, IsEqualWhenAllElementsAre) {
    const auto equal = [](const std::vector<double>& left, const std::vector<double>& right) {
        return cpp_type<std::vector<double>>().equal(&left, &right);
    };

    EXPECT_TRUE(equal({1, 2}, {1, 2}));
    EXPECT_FALSE(equal({1}, {1, 2}));
    EXPECT_FALSE(equal({0.0}, {-0.0}));
}

}  // namespace
}  // namespace azoth::test
