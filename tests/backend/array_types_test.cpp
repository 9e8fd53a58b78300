// SPDX-License-Identifier: MIT
#include <boost/uuid/uuid.hpp>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "azoth/types/array_types.hpp"
#include "azoth/types/decimal.hpp"
#include "azoth/types/range.hpp"
#include "azoth/types/uuid.hpp"
#include "support/expect_error.hpp"
#include "support/type_round_trip.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using LocalTime = std::chrono::local_time<std::chrono::microseconds>;
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

template <class T>
using Nullable = std::vector<std::optional<T>>;

struct ArrayTypes : TypeRoundTrip {};
struct RangeTypes : TypeRoundTrip {};

TEST_F(ArrayTypes, KeepNumbers) {
    constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
    expect_same<std::vector<std::int16_t>>({{}, {1, -1}});
    expect_same<std::vector<int>>({{}, {1}, {1, 2, 3}, std::vector<int>(1000, 7)});
    expect_same<std::vector<std::int64_t>>({{kMax, -kMax - 1}});
    expect_same<std::vector<std::uint64_t>>({{0, std::numeric_limits<std::uint64_t>::max()}});
    expect_same<std::vector<std::uint8_t>>({{0, 255}});
    expect_same<std::vector<double>>({{0.1, -1.5, 1e300}});
    expect_same<std::vector<float>>({{0.1F, -1.5F}});
    expect_same<std::vector<bool>>({{}, {true, false, true}});
    expect_same<std::vector<Decimal>>(
        {{Decimal("1.50"), Decimal("-0.001"), Decimal("123456789012345678901234567890")}});
}

TEST_F(ArrayTypes, KeepTexts) {
    expect_same<std::vector<std::string>>(
        {{}, {""}, {"NULL", "null", "a,b", "{c}", "\"q\" \\ 'x'", " ", "Ångström \U0001F600"}});
}

TEST_F(ArrayTypes, KeepNullsAmongTheirElements) {
    expect_same<Nullable<int>>({{}, {std::nullopt}, {1, std::nullopt, 3}});
    expect_same<Nullable<std::string>>({{std::nullopt, "NULL", ""}});
    expect_same<Nullable<bool>>({{true, std::nullopt}});
}

TEST_F(ArrayTypes, KeepArraysOfArrays) {
    expect_same<std::vector<std::vector<int>>>({{}, {{1, 2, 3}, {4, 5, 6}}, {{7}}});
    expect_same<std::vector<std::vector<Nullable<std::string>>>>({{{{"a", std::nullopt}}, {{"b", "c"}}}});
}

TEST_F(ArrayTypes, KeepDatesAndTheLike) {
    expect_same<std::vector<year_month_day>>({{2024y / 2 / 29, 1969y / 12 / 31}});
    expect_same<std::vector<LocalTime>>({{LocalTime(0us), LocalTime(-1us)}});
    expect_same<std::vector<Instant>>({{Instant(0us), sys_days(2500y / 1 / 1) + 1us}});
    expect_same<std::vector<boost::uuids::uuid>>({{boost::uuids::uuid{}, boost::uuids::uuid{{1, 2, 3}}}});
}

TEST_F(ArrayTypes, RefuseRowsOfUnequalLengthOrKeepThem) {
    try {
        expect_same<std::vector<std::vector<int>>>({{{1, 2}, {3}}});
    } catch (const DataError& error) {
        EXPECT_EQ(error.code(), "bad_value");
    }
}

TEST_F(RangeTypes, KeepBoundsOfEveryKind) {
    if (!has_type(RangeType{Integer{}})) GTEST_SKIP() << "no ranges";
    expect_same<Range<int>>({{}, {1, 5}, {1, std::nullopt}, {std::nullopt, 5}, Range<int>::empty()});
    expect_same<Range<Decimal>>({{Decimal("1.5"), Decimal("2.50"), Bounds::Open},
                                 {Decimal(1), Decimal(2), Bounds::Closed},
                                 {Decimal(1), Decimal(2), Bounds::OpenClosed},
                                 {Decimal(1), Decimal(2), Bounds::ClosedOpen}});
}

TEST_F(RangeTypes, KeepDatesAndTimes) {
    if (!has_type(RangeType{Date{}})) GTEST_SKIP() << "no ranges";
    expect_same<Range<std::int64_t>>({{std::numeric_limits<std::int64_t>::min(), 5}});
    expect_same<Range<year_month_day>>({{2024y / 1 / 1, 2024y / 2 / 29}, {year_month_day(1y / 1 / 1), std::nullopt}});
    expect_same<Range<LocalTime>>({{LocalTime(-1us), LocalTime(1us), Bounds::Closed}});
    expect_same<Range<Instant>>({{Instant(0us), std::nullopt, Bounds::Open}});
}

TEST_F(RangeTypes, KeepSetsOfRanges) {
    if (!has_type(MultiRangeType{Integer{}})) GTEST_SKIP() << "no multiranges";
    expect_same<MultiRange<int>>({{}, {{{1, 3}, {5, std::nullopt}}}});
    expect_same<MultiRange<Decimal>>({{{{Decimal("0.5"), Decimal(1), Bounds::Open}}}});
    expect_same<MultiRange<Instant>>({{{{Instant(0us), Instant(1us)}}}});
}

}  // namespace
}  // namespace azoth::test
