// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <bitset>

#include "azoth/base/error.hpp"
#include "azoth/types/bit_types.hpp"
#include "azoth/types/decimal.hpp"
#include "azoth/types/hstore.hpp"
#include "azoth/types/network.hpp"
#include "azoth/types/value.hpp"
#include "azoth/types/zoned_time.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

TEST(IpAddress, ReadsWhatItWrites) {
    for (const std::string_view text :
         {"0.0.0.0", "10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32", "::ffff:1.2.3.4"}) {
        EXPECT_EQ(to_string(IpAddress(text)), text);
        EXPECT_EQ(Value(IpAddress(text)).as<IpAddress>(), IpAddress(text));
    }
    EXPECT_EQ(to_string(IpAddress("10.1/16")), "10.1.0.0/16");
    EXPECT_LT(IpAddress("255.0.0.1"), IpAddress("::1"));
}

TEST(IpAddress, RefusesOtherTexts) {
    for (const std::string_view text : {"", "10.0.0", "10.0.0.256", "10.0.0.1/33", "::1/129", "10.0.0.1/", "x"})
        expect_error<ArgumentError>("bad_address", "is no address", [&] { IpAddress{text}; });
    expect_error<DataError>("bad_address", "'x' is no address", [] { Value("x").as<IpAddress>(); });
}

TEST(MacAddress, ReadsTheUsualSpellings) {
    for (const std::string_view text : {"08:00:2b:01:02:03", "08-00-2B-01-02-03", "0800.2b01.0203", "08002b010203"})
        EXPECT_EQ(to_string(MacAddress(text)), "08:00:2b:01:02:03");
    EXPECT_EQ(to_string(MacAddress("08:00:2b:01:02:03:04:05")), "08:00:2b:01:02:03:04:05");
    for (const std::string_view text : {"", "08:00", "08:00:2b:01:02:03:04:05:06", "gg:00:2b:01:02:03"})
        expect_error<ArgumentError>("bad_address", "is no MAC address", [&] { MacAddress{text}; });
}

TEST(Hstore, ReadsWhatItWrites) {
    const Hstore value({{"b", "2"}, {"a", std::nullopt}, {"q\"\\", "x, y=>z"}, {"b", "3"}, {"n", "NULL"}});

    EXPECT_EQ(to_string(value), R"("a"=>NULL, "b"=>"3", "n"=>"NULL", "q\"\\"=>"x, y=>z")");
    EXPECT_EQ(Value(value).as<Hstore>(), value);
    EXPECT_EQ(*value.find("a"), std::nullopt);
    EXPECT_EQ(value.find("x"), nullptr);
    EXPECT_EQ(Value("").as<Hstore>(), Hstore());
    EXPECT_EQ(Value("a=>1,b => NULL").as<Hstore>(), Hstore({{"a", "1"}, {"b", std::nullopt}}));
    for (const char* text : {"a", "\"a", "a=>", "a=>1,,b=>2", "=>"})
        expect_error<DataError>("bad_hstore", "is no hstore", [&] { Value(text).as<Hstore>(); });
}

TEST(ZonedTime, ReadsWhatServersWrite) {
    const ZonedTime time{43'200'500'000, 7200};

    EXPECT_EQ(to_string(time), "12:00:00.500000+02:00");
    EXPECT_EQ(Value(time).as<ZonedTime>(), time);
    EXPECT_EQ(Value("12:00:00.5+02").as<ZonedTime>(), time);
    EXPECT_EQ(Value("00:00:00-03:30").as<ZonedTime>(), (ZonedTime{0, -12'600}));
    EXPECT_EQ(Value("00:00:00+00:19:32").as<ZonedTime>(), (ZonedTime{0, 1172}));
    expect_error<DataError>("bad_date", "is not a time with a time zone", [] { Value("12:00").as<ZonedTime>(); });
    expect_error<DataError>("out_of_range", "is no time of day", [] { Value(ZonedTime{0, 57'600}); });
}

TEST(Bitset, IsATextOfDigitsOrANumber) {
    const std::bitset<5> bits(0b10110);

    EXPECT_EQ(Value(bits), Value("10110"));
    EXPECT_EQ(Value(bits).as<std::bitset<5>>(), bits);
    EXPECT_EQ(Value(22).as<std::bitset<5>>(), bits);
    EXPECT_EQ(cpp_type<std::bitset<5>>().sql_type(), Bit{5});
    EXPECT_EQ(Value(Decimal("18446744073709551615")).as<std::bitset<64>>().count(), 64U);
    EXPECT_THROW(Value(32).as<std::bitset<5>>(), DataError);
    EXPECT_THROW(Value("1011").as<std::bitset<5>>(), DataError);
    EXPECT_THROW(Value("1012x").as<std::bitset<5>>(), DataError);
}

TEST(Decimal, HoldsWhatIsNoNumber) {
    const Decimal nan("NaN");
    const Decimal infinity("Infinity");

    EXPECT_FALSE(nan.is_finite());
    EXPECT_TRUE(Decimal("1.5").is_finite());
    EXPECT_EQ(nan, Decimal("NaN"));
    EXPECT_GT(nan, infinity);
    EXPECT_GT(infinity, Decimal("9e1000"));
    EXPECT_LT(Decimal("-Infinity"), Decimal("-9e1000"));
    EXPECT_EQ(Value(nan).as<Decimal>(), nan);
    EXPECT_EQ(infinity.to_double(), std::numeric_limits<double>::infinity());
    EXPECT_THROW(Value(nan).as<int>(), DataError);
}

}  // namespace
}  // namespace azoth::test
