// SPDX-License-Identifier: MIT
#include "azoth/types/standard_types.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "azoth/types/decimal.hpp"
#include "azoth/types/value.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Value date() {
    return Value(ValueView::scalar(ValueKind::Date, 0));
}
Value uuid() {
    return Value(ValueView::data(ValueKind::Uuid, "0123456789abcdef", 16));
}
Value json(std::string_view text) {
    return Value(ValueView::data(ValueKind::Json, text.data(), text.size()));
}
Value decimal_text(std::string_view text) {
    return Value(ValueView::data(ValueKind::Decimal, text.data(), text.size()));
}

template <class T>
class Integers : public testing::Test {};

using IntegerTypes = testing::Types<std::int8_t, std::uint8_t, std::int16_t, std::uint16_t, std::int32_t, std::uint32_t,
                                    std::int64_t, long long>;
TYPED_TEST_SUITE(Integers, IntegerTypes);

TYPED_TEST(Integers, KeepTheirLowestAndHighestValue) {
    using Limits = std::numeric_limits<TypeParam>;

    EXPECT_EQ(Value(Limits::lowest()).template as<TypeParam>(), Limits::lowest());
    EXPECT_EQ(Value(Limits::max()).template as<TypeParam>(), Limits::max());
}

TYPED_TEST(Integers, RefuseWhatIsOneBeyond) {
    using Limits = std::numeric_limits<TypeParam>;
    if constexpr (sizeof(TypeParam) < 8) {
        EXPECT_THROW(Value(std::int64_t{Limits::max()} + 1).template as<TypeParam>(), DataError);
        EXPECT_THROW(Value(std::int64_t{Limits::lowest()} - 1).template as<TypeParam>(), DataError);
    } else {
        EXPECT_THROW(Value(Decimal("9223372036854775808")).template as<TypeParam>(), DataError);
        EXPECT_THROW(Value(Decimal("-9223372036854775809")).template as<TypeParam>(), DataError);
    }
}

TEST(IntegerTypes, HaveAColumnTypeOfTheirWidth) {
    EXPECT_EQ(cpp_type<std::int8_t>().sql_type(), TinyInteger{});
    EXPECT_EQ(cpp_type<std::uint8_t>().sql_type(), Unsigned{TinyInteger{}});
    EXPECT_EQ(cpp_type<std::int16_t>().sql_type(), SmallInteger{});
    EXPECT_EQ(cpp_type<std::uint16_t>().sql_type(), Unsigned{SmallInteger{}});
    EXPECT_EQ(cpp_type<std::int32_t>().sql_type(), Integer{});
    EXPECT_EQ(cpp_type<std::uint32_t>().sql_type(), Unsigned{Integer{}});
    EXPECT_EQ(cpp_type<std::int64_t>().sql_type(), BigInteger{});
    EXPECT_EQ(cpp_type<std::uint64_t>().sql_type(), Unsigned{BigInteger{}});
}

TEST(IntegerTypes, SayWhichValueDoesNotFitIntoWhat) {
    expect_error<DataError>("out_of_range", "300 does not fit into std::int8_t", [] { Value(300).as<std::int8_t>(); });
    expect_error<DataError>("out_of_range", "-1 does not fit into unsigned", [] { Value(-1).as<unsigned>(); });
}

TEST(IntegerTypes, CarryEveryUint64) {
    constexpr std::uint64_t kLast = std::numeric_limits<std::int64_t>::max();
    constexpr std::uint64_t kGreatest = std::numeric_limits<std::uint64_t>::max();

    EXPECT_EQ(Value(kLast), Value(std::int64_t{std::numeric_limits<std::int64_t>::max()}));
    EXPECT_EQ(Value(kGreatest), decimal_text("18446744073709551615"));
    EXPECT_EQ(Value(kGreatest).as<std::uint64_t>(), kGreatest);
    EXPECT_THROW(decimal_text("18446744073709551616").as<std::uint64_t>(), DataError);
    EXPECT_THROW(decimal_text("-1").as<std::uint64_t>(), DataError);
    EXPECT_THROW(Value(-1).as<std::uint64_t>(), DataError);
}

TEST(IntegerTypes, AreReadFromBooleansAndWholeDecimals) {
    EXPECT_EQ(Value(true).as<int>(), 1);
    EXPECT_EQ(Value(Decimal("12")).as<int>(), 12);
    EXPECT_EQ(Value(Decimal("-12.00")).as<int>(), -12);
    EXPECT_EQ(Value(Decimal("-9223372036854775808")).as<std::int64_t>(), std::numeric_limits<std::int64_t>::min());
}

TEST(IntegerTypes, RefuseADecimalWithAFraction) {
    expect_error<DataError>("out_of_range", "1.5 does not fit into int", [] { Value(Decimal("1.5")).as<int>(); });
    expect_error<DataError>("out_of_range", "NaN does not fit into int", [] { decimal_text("NaN").as<int>(); });
}

TEST(IntegerTypes, NeverReadText) {
    expect_error<DataError>("wrong_type", "cannot read the text 'abc' as int", [] { Value("abc").as<int>(); });
    expect_error<DataError>("wrong_type", "cannot read the text '12' as int", [] { Value("12").as<int>(); });
}

TEST(IntegerTypes, RefuseADouble) {
    expect_error<DataError>("wrong_type", "cannot read the double 3 as std::int64_t",
                            [] { Value(3.0).as<std::int64_t>(); });
}

TEST(IntegerTypes, AreNoCharacters) {
    EXPECT_FALSE(SqlValue<char>);
    EXPECT_FALSE(SqlValue<wchar_t>);
    EXPECT_FALSE(SqlValue<char8_t>);
    EXPECT_FALSE(SqlValue<char32_t>);
}

TEST(Bool, IsReadFromABooleanAndTheIntegers0And1) {
    EXPECT_TRUE(Value(true).as<bool>());
    EXPECT_FALSE(Value(false).as<bool>());
    EXPECT_TRUE(Value(1).as<bool>());
    EXPECT_FALSE(Value(0).as<bool>());
}

TEST(Bool, RefusesEverythingElse) {
    expect_error<DataError>("out_of_range", "2 does not fit into bool", [] { Value(2).as<bool>(); });
    expect_error<DataError>("wrong_type", "cannot read the text 'true' as bool", [] { Value("true").as<bool>(); });
    expect_error<DataError>("wrong_type", "cannot read the decimal 1 as bool", [] { Value(Decimal(1)).as<bool>(); });
    expect_error<DataError>("null_value", "std::optional<bool>", [] { Value().as<bool>(); });
}

TEST(Double, KeepsEveryValue) {
    for (const double value : {0.1, -1.5, kInfinity, -kInfinity, std::numeric_limits<double>::max(),
                               std::numeric_limits<double>::denorm_min()})
        EXPECT_EQ(Value(value).as<double>(), value);
    EXPECT_TRUE(std::isnan(Value(kNan).as<double>()));
    EXPECT_TRUE(std::signbit(Value(-0.0).as<double>()));
}

TEST(Double, IsReadFromIntegersAndDecimals) {
    EXPECT_EQ(Value(42).as<double>(), 42.0);
    EXPECT_EQ(Value(Decimal("-12.50")).as<double>(), -12.5);
    EXPECT_TRUE(std::isnan(decimal_text("NaN").as<double>()));
    EXPECT_EQ(decimal_text("-Infinity").as<double>(), -kInfinity);
}

TEST(Double, IsTheNearestToADecimalOfAnySize) {
    EXPECT_EQ(Value(Decimal("1e400")).as<double>(), kInfinity);
    EXPECT_EQ(Value(Decimal("-1e400")).as<double>(), -kInfinity);
    EXPECT_EQ(Value(Decimal("1e-400")).as<double>(), 0.0);
    EXPECT_TRUE(std::signbit(Value(Decimal("-1e-400")).as<double>()));
}

TEST(Double, RefusesText) {
    expect_error<DataError>("wrong_type", "cannot read the text '1.5' as double", [] { Value("1.5").as<double>(); });
    expect_error<DataError>("wrong_type", "cannot read the boolean true as double", [] { Value(true).as<double>(); });
}

TEST(Float, KeepsEveryValue) {
    EXPECT_EQ(Value(0.1F).as<float>(), 0.1F);
    EXPECT_EQ(Value(std::numeric_limits<float>::max()).as<float>(), std::numeric_limits<float>::max());
    EXPECT_EQ(Value(kInfinity).as<float>(), std::numeric_limits<float>::infinity());
    EXPECT_TRUE(std::isnan(Value(kNan).as<float>()));
}

TEST(Float, RefusesADoubleThatWouldBecomeInfinite) {
    expect_error<DataError>("out_of_range", "1e+39 does not fit into float", [] { Value(1e39).as<float>(); });
}

TEST(FloatingTypes, DoNotIncludeLongDouble) {
    EXPECT_FALSE(SqlValue<long double>);
}

TEST(FloatingTypes, AreUnchangedOnlyWhenNoBitThatMattersIs) {
    const auto equal = [](double left, double right) { return cpp_type<double>().equal(&left, &right); };

    EXPECT_TRUE(equal(1.5, 1.5));
    EXPECT_TRUE(equal(kNan, kNan));
    EXPECT_FALSE(equal(kNan, 1.5));
    EXPECT_FALSE(equal(1.5, kNan));
    EXPECT_FALSE(equal(0.0, -0.0));
}

TEST(FloatingTypes, AreUnchangedInAnOptionalAsWell) {
    const std::optional<double> nan = kNan;
    const std::optional<double> none;

    EXPECT_TRUE(cpp_type<std::optional<double>>().equal(&nan, &nan));
    EXPECT_TRUE(cpp_type<std::optional<double>>().equal(&none, &none));
    EXPECT_FALSE(cpp_type<std::optional<double>>().equal(&nan, &none));
}

TEST(StringType, KeepsEveryText) {
    for (const std::string& text : {std::string(), std::string("Le Guin"), std::string("a\0b", 3),
                                    std::string("\xe2\x82\xac"), std::string(1'000'000, 'x')})
        EXPECT_EQ(Value(text).as<std::string>(), text);
}

TEST(StringType, IsReadFromWhatHasOneTextForm) {
    EXPECT_EQ(json("{\"a\": 1}").as<std::string>(), "{\"a\": 1}");
    EXPECT_EQ(Value(Decimal("12.50")).as<std::string>(), "12.50");
    EXPECT_EQ(uuid().as<std::string>(), "30313233-3435-3637-3839-616263646566");
}

TEST(StringType, RefusesWhatHasNoOrMoreTextForms) {
    expect_error<DataError>("wrong_type", "cannot read the date '1970-01-01' as std::string",
                            [] { date().as<std::string>(); });
    expect_error<DataError>("wrong_type", "cannot read the integer 5 as std::string",
                            [] { Value(5).as<std::string>(); });
    expect_error<DataError>("wrong_type", "cannot read the bytes x'00' as std::string",
                            [] { Value(Bytes(1)).as<std::string>(); });
}

TEST(StringType, BindsWithoutACopy) {
    const std::string text = "The Dispossessed";
    Scratch scratch;

    EXPECT_EQ(cpp_type<std::string>().view(&text, scratch).as_text().data(), text.data());
}

TEST(BytesType, KeepsEveryByte) {
    Bytes bytes;
    for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<std::byte>(i));

    EXPECT_EQ(Value(bytes).as<Bytes>(), bytes);
    EXPECT_EQ(Value(Bytes()).as<Bytes>(), Bytes());
}

TEST(BytesType, ReadsTextAsItsBytes) {
    EXPECT_EQ(Value("ab").as<Bytes>(), (Bytes{std::byte{'a'}, std::byte{'b'}}));
    expect_error<DataError>("wrong_type", "cannot read the integer 5 as azoth::Bytes", [] { Value(5).as<Bytes>(); });
}

}  // namespace
}  // namespace azoth::test
