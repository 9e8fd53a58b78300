// SPDX-License-Identifier: MIT
#include "dialects/mysql/types.hpp"

#include <gtest/gtest.h>

#include "azoth/base/error.hpp"
#include "dialects/mysql/compiler.hpp"
#include "support/expect_error.hpp"
#include "support/type_names.hpp"

namespace azoth::mysql {
namespace {

using azoth::test::expect_error;

std::string name_of(const SqlType& type) {
    return azoth::test::name_in_ddl(MysqlDialect(Product{Product::Family::Mariadb, 101105}), type);
}

TEST(MysqlTypeNames, KnowUnsignedIntegers) {
    EXPECT_EQ(name_of(TinyInteger{}), "TINYINT");
    EXPECT_EQ(name_of(Unsigned{TinyInteger{}}), "TINYINT UNSIGNED");
    EXPECT_EQ(name_of(Unsigned{MediumInteger{}}), "MEDIUMINT UNSIGNED");
    EXPECT_EQ(name_of(Unsigned{BigInteger{}}), "BIGINT UNSIGNED");
}

TEST(MysqlTypeNames, AreTheSmallestThatHoldSoMuch) {
    EXPECT_EQ(name_of(Text{255}), "TINYTEXT");
    EXPECT_EQ(name_of(Text{256}), "TEXT");
    EXPECT_EQ(name_of(Text{65'536}), "MEDIUMTEXT");
    EXPECT_EQ(name_of(Text{16'777'216}), "LONGTEXT");
    EXPECT_EQ(name_of(Text{}), "LONGTEXT");
    EXPECT_EQ(name_of(LargeBinary{300}), "VARBINARY(300)");
    EXPECT_EQ(name_of(LargeBinary{65'001}), "BLOB");
    EXPECT_EQ(name_of(LargeBinary{100'000}), "MEDIUMBLOB");
    EXPECT_EQ(name_of(Binary{16}), "BINARY(16)");
}

TEST(MysqlTypeNames, SayHowManyDigitsSecondsHave) {
    EXPECT_EQ(name_of(Time{}), "TIME(6)");
    EXPECT_EQ(name_of(DateTime{FractionDigits{0}}), "DATETIME(0)");
    EXPECT_EQ(name_of(IntervalType{}), "BIGINT");
}

TEST(MysqlTypeNames, KnowSetsBitsAndYears) {
    EXPECT_EQ(name_of(Set{{"a", "it's"}}), "SET('a','it''s')");
    EXPECT_EQ(name_of(Bit{64}), "BIT(64)");
    EXPECT_EQ(name_of(VarBit{9}), "VARCHAR(9)");
    EXPECT_EQ(name_of(Year{}), "YEAR");
    EXPECT_EQ(name_of(Array{Integer{}}), "JSON");
}

TEST(MysqlTypeNames, RefuseWhatTheServerDoesNotHave) {
    for (const SqlType& type : {SqlType(RangeType{Integer{}}), SqlType(MultiRangeType{Date{}}), SqlType(Time{true}),
                                SqlType(Bit{65}), SqlType(Numeric{66, 2}), SqlType(Numeric{60, 31})})
        expect_error<CompileError>("unsupported", "column t.v ", [&] { name_of(type); });
}

}  // namespace
}  // namespace azoth::mysql
