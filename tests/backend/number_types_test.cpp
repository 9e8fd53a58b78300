// SPDX-License-Identifier: MIT
#include <bitset>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "azoth/types/bit_types.hpp"
#include "azoth/types/decimal.hpp"
#include "support/expect_error.hpp"
#include "support/type_round_trip.hpp"

namespace azoth::test {
namespace {

struct NumberTypes : TypeRoundTrip {
    template <class T>
    void expect_refused(const SqlType& type, const T& value) {
        EXPECT_THROW(expect_same<T>(type, {value}), DataError) << to_string(type) << " takes " << cpp_type<T>().name;
    }
};

TEST_F(NumberTypes, KeepSignedIntegersOfEveryWidth) {
    expect_extremes<std::int8_t>();
    expect_extremes<std::int16_t>();
    expect_extremes<std::int32_t>();
    expect_extremes<std::int64_t>();
    expect_same<std::int32_t>(MediumInteger{}, {-8'388'608, 8'388'607});
}

TEST_F(NumberTypes, KeepUnsignedIntegers) {
    expect_extremes<std::uint8_t>();
    expect_extremes<std::uint16_t>();
    expect_extremes<std::uint32_t>();
    expect_same<std::uint32_t>(Unsigned{MediumInteger{}}, {0, 16'777'215});
    expect_same<std::uint64_t>({0, 1, std::uint64_t{std::numeric_limits<std::int64_t>::max()}});
}

TEST_F(NumberTypes, KeepEveryUint64OrRefuseIt) {
    constexpr std::uint64_t kGreatest = std::numeric_limits<std::uint64_t>::max();
    expect_same<std::uint64_t>(Numeric{20, 0}, {0, kGreatest, kGreatest - 1, kGreatest / 2 + 1});
    try {
        expect_same<std::uint64_t>({kGreatest, kGreatest / 2 + 1});
    } catch (const DataError& error) {
        EXPECT_EQ(error.code(), "value_out_of_range");
    }
}

TEST_F(NumberTypes, GenerateUnsignedKeys) {
    MetaData metadata;
    const Table parents("parents", metadata, Column("id", Unsigned{BigInteger{}}).primary_key());
    const Table children("children", metadata, Column("id", Unsigned{BigInteger{}}).primary_key(),
                         Column("parent_id", Unsigned{BigInteger{}}).references("parents.id"));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(parents));
    connection.execute(insert(children).values(children.c<std::uint64_t>("parent_id") = std::uint64_t{1}));

    EXPECT_EQ(connection.scalars(select(parents.c<std::uint64_t>("id"))).one(), 1U);
    EXPECT_EQ(connection.scalars(select(children.c<std::uint64_t>("parent_id"))).one(), 1U);
}

TEST_F(NumberTypes, RefuseNumbersThatTheirColumnsDoNotHold) {
    if (dialect().name() == "sqlite") GTEST_SKIP() << "its columns hold any number";
    expect_refused<std::int32_t>(SmallInteger{}, 40'000);
    expect_refused<std::int64_t>(Integer{}, std::int64_t{1} << 40);
}

TEST_F(NumberTypes, KeepDoublesToTheLastBit) {
    using Limits = std::numeric_limits<double>;
    expect_same<double>({0.0, 0.1, -1.5, 1.0 / 3, Limits::max(), Limits::lowest(), Limits::min(), 123456789.123456789});
}

TEST_F(NumberTypes, KeepFloats) {
    expect_same<float>({0.0F, 0.1F, -1.5F, 3.4e38F, 1.2e-38F, 16777217.0F});
}

TEST_F(NumberTypes, KeepNanAndInfinitiesWhereTheDatabaseHasThem) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    if (capabilities().float_nan)
        expect_same<double>({nan});
    else
        expect_error<DataError>("bad_value", "cannot store", [&] { expect_same<double>({nan}); });
    if (capabilities().float_infinity)
        expect_same<double>({infinity, -infinity});
    else
        expect_error<DataError>("bad_value", "inf", [&] { expect_same<double>({infinity}); });
}

TEST_F(NumberTypes, KeepDecimalsExactly) {
    expect_same<Decimal>(
        Numeric{38, 10},
        {Decimal(0), Decimal("0.1"), Decimal("-12.50"), Decimal("1234567890123456789012345678.0123456789"),
         Decimal("-9999999999999999999999999999.9999999999"), Decimal("0.0000000001")});
}

TEST_F(NumberTypes, KeepDecimalsOfAThousandDigits) {
    if (!has_type(Numeric{1000, 500})) {
        expect_same<Decimal>(Numeric{65, 30}, {Decimal(std::string(35, '9') + "." + std::string(30, '9'))});
        return;
    }
    expect_same<Decimal>(Numeric{1000, 500},
                         {Decimal("-" + std::string(500, '9') + "." + std::string(499, '0') + "1")});
    expect_same<Decimal>({Decimal(std::string(1000, '7')), Decimal("0." + std::string(1000, '3')), Decimal("1.50")});
}

TEST_F(NumberTypes, KeepDecimalsThatAreNoNumbersWhereTheDatabaseHasThem) {
    const std::vector<Decimal> values = {Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity")};
    if (capabilities().decimal_nan)
        expect_same<Decimal>(values);
    else
        expect_error<DataError>("bad_value", "NaN", [&] { expect_same<Decimal>(Numeric{10, 2}, {values[0]}); });
}

TEST_F(NumberTypes, KeepBits) {
    expect_same<std::bitset<1>>({0, 1});
    expect_same<std::bitset<13>>({0, 1, 0b1'0000'0000'0001, 0b1'1111'1111'1111});
    expect_same<std::bitset<64>>({0, 1, std::numeric_limits<std::uint64_t>::max()});
    expect_same<std::string>(VarBit{}, {"", "0", "0101", std::string(200, '1')});
}

TEST_F(NumberTypes, KeepLongRowsOfBits) {
    if (!has_type(Bit{200})) return expect_same<std::bitset<200>>(VarBit{200}, {std::bitset<200>().set(199)});
    expect_same<std::bitset<200>>({0, std::bitset<200>().set(0).set(199)});
}

TEST_F(NumberTypes, KeepYears) {
    expect_same<std::int16_t>(Year{}, {1901, 2024, 2155});
}

}  // namespace
}  // namespace azoth::test
