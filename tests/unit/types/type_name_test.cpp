// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <boost/uuid/uuid.hpp>
#include <chrono>
#include <nlohmann/json.hpp>

#include "azoth/types/decimal.hpp"
#include "azoth/types/standard_types.hpp"

namespace azoth::test {
namespace {

using detail::type_name;

struct Book {};

TEST(TypeName, OfAnIntegerIsThatOfItsWidth) {
    EXPECT_EQ(type_name<bool>(), "bool");
    EXPECT_EQ(type_name<std::int8_t>(), "std::int8_t");
    EXPECT_EQ(type_name<std::uint8_t>(), "std::uint8_t");
    EXPECT_EQ(type_name<std::int16_t>(), "std::int16_t");
    EXPECT_EQ(type_name<std::uint16_t>(), "std::uint16_t");
    EXPECT_EQ(type_name<int>(), "int");
    EXPECT_EQ(type_name<unsigned>(), "unsigned");
    EXPECT_EQ(type_name<std::int64_t>(), "std::int64_t");
    EXPECT_EQ(type_name<std::uint64_t>(), "std::uint64_t");
    EXPECT_EQ(type_name<long long>(), "long long");
    EXPECT_EQ(type_name<unsigned long long>(), "unsigned long long");
}

TEST(TypeName, OfATemplateIsWhatAUserWrites) {
    EXPECT_EQ(type_name<std::string>(), "std::string");
    EXPECT_EQ(type_name<std::string_view>(), "std::string_view");
    EXPECT_EQ(type_name<std::optional<std::string>>(), "std::optional<std::string>");
    EXPECT_EQ(type_name<std::optional<std::int64_t>>(), "std::optional<std::int64_t>");
    EXPECT_EQ(type_name<Bytes>(), "azoth::Bytes");
    EXPECT_EQ(type_name<nlohmann::json>(), "nlohmann::json");
    EXPECT_EQ(type_name<boost::uuids::uuid>(), "boost::uuids::uuid");
}

TEST(TypeName, OfADateOrTimeIsTheShortOne) {
    using namespace std::chrono;
    EXPECT_EQ(type_name<year_month_day>(), "std::chrono::year_month_day");
    EXPECT_EQ(type_name<sys_seconds>(), "std::chrono::sys_time<std::chrono::seconds>");
    EXPECT_EQ(type_name<sys_days>(), "std::chrono::sys_time<std::chrono::days>");
    EXPECT_EQ(type_name<local_time<microseconds>>(), "std::chrono::local_time<std::chrono::microseconds>");
    EXPECT_EQ(type_name<std::optional<hh_mm_ss<milliseconds>>>(),
              "std::optional<std::chrono::hh_mm_ss<std::chrono::milliseconds>>");
}

TEST(TypeName, OfAClassHasItsNamespace) {
    EXPECT_EQ(type_name<Decimal>(), "azoth::Decimal");
    EXPECT_EQ(type_name<Book>(), "azoth::test::Book");
}

}  // namespace
}  // namespace azoth::test
