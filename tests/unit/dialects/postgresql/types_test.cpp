// SPDX-License-Identifier: MIT
#include "dialects/postgresql/types.hpp"

#include <gtest/gtest.h>

#include "azoth/dialects/postgresql/types.hpp"
#include "azoth/types/array_types.hpp"
#include "azoth/types/network.hpp"
#include "dialects/postgresql/compiler.hpp"
#include "support/type_names.hpp"

namespace azoth::postgresql {
namespace {

std::string name_of(const SqlType& type) {
    return test::name_in_ddl(PostgresqlDialect(), type);
}

TEST(PostgresqlTypeNames, WidenWhatIsUnsigned) {
    EXPECT_EQ(name_of(TinyInteger{}), "SMALLINT");
    EXPECT_EQ(name_of(MediumInteger{}), "INTEGER");
    EXPECT_EQ(name_of(Unsigned{TinyInteger{}}), "SMALLINT");
    EXPECT_EQ(name_of(Unsigned{SmallInteger{}}), "INTEGER");
    EXPECT_EQ(name_of(Unsigned{Integer{}}), "BIGINT");
    EXPECT_EQ(name_of(Unsigned{BigInteger{}}), "NUMERIC(20)");
}

TEST(PostgresqlTypeNames, KeepGeneratedKeysAndReferencesIntegers) {
    MetaData metadata;
    const Table table("t", metadata, Column("id", Unsigned{BigInteger{}}).primary_key(),
                      Column("parent", Unsigned{BigInteger{}}).references("t.id"));
    const auto columns = table.definition().definitions();

    EXPECT_EQ(type_name(columns[0].type(), table.definition(), columns[0]), "BIGINT");
    EXPECT_EQ(type_name(columns[1].type(), table.definition(), columns[1]), "BIGINT");
}

TEST(PostgresqlTypeNames, SayHowManyDigitsSecondsHave) {
    EXPECT_EQ(name_of(Time{}), "TIME");
    EXPECT_EQ(name_of(Time{FractionDigits{3}}), "TIME(3)");
    EXPECT_EQ(name_of(Time{FractionDigits{0}, true}), "TIME(0) WITH TIME ZONE");
    EXPECT_EQ(name_of(DateTime{FractionDigits{3}, true}), "TIMESTAMP(3) WITH TIME ZONE");
    EXPECT_EQ(name_of(IntervalType{}), "INTERVAL");
}

TEST(PostgresqlTypeNames, AreMadeOfThoseOfElements) {
    EXPECT_EQ(name_of(Array{Integer{}}), "INTEGER[]");
    EXPECT_EQ(name_of(Array(String{20}, 2)), "VARCHAR(20)[][]");
    EXPECT_EQ(name_of(RangeType{Numeric{}}), "NUMRANGE");
    EXPECT_EQ(name_of(RangeType{DateTime{true}}), "TSTZRANGE");
    EXPECT_EQ(name_of(MultiRangeType{BigInteger{}}), "INT8MULTIRANGE");
    EXPECT_EQ(name_of(Array{RangeType{Date{}}}), "DATERANGE[]");
}

TEST(PostgresqlTypeNames, MayBeGiven) {
    const SqlType mood = Enum("mood", {"sad"}).native("app");

    EXPECT_EQ(PostgresqlDialect().cast_type_name(INET()), "INET");
    EXPECT_EQ(name_of(Array{INET()}), "INET[]");
    EXPECT_EQ(name_of(cpp_type<std::vector<IpAddress>>().sql_type()), "INET[]");
    EXPECT_EQ(name_of(Array(mood, 2)), "app.mood[][]");
}

TEST(PostgresqlTypeNames, KnowBitsAndBytes) {
    EXPECT_EQ(name_of(Bit{5}), "BIT(5)");
    EXPECT_EQ(name_of(VarBit{}), "BIT VARYING");
    EXPECT_EQ(name_of(Binary{16}), "BYTEA");
    EXPECT_EQ(name_of(Char{3}), "CHAR(3)");
    EXPECT_EQ(name_of(Year{}), "SMALLINT");
    EXPECT_EQ(name_of(Set{{"a", "bc"}}), "VARCHAR(4)");
}

}  // namespace
}  // namespace azoth::postgresql
