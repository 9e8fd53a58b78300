// SPDX-License-Identifier: MIT
#include "dialects/sqlite/types.hpp"

#include <gtest/gtest.h>

#include "azoth/base/error.hpp"
#include "dialects/sqlite/compiler.hpp"
#include "support/expect_error.hpp"
#include "support/type_names.hpp"

namespace azoth::sqlite {
namespace {

using azoth::test::expect_error;

std::string name_of(const SqlType& type) {
    return azoth::test::name_in_ddl(SqliteDialect(34001), type);
}

TEST(SqliteTypeNames, KeepTextsFromBecomingNumbers) {
    EXPECT_EQ(name_of(Array{Integer{}}), "JSON_TEXT");
    EXPECT_EQ(name_of(Bit{8}), "BIT_TEXT(8)");
    EXPECT_EQ(name_of(VarBit{}), "BIT_TEXT");
    EXPECT_EQ(name_of(Set{{"1", "2"}}), "VARCHAR(3)");
    EXPECT_EQ(name_of(Char{36}), "CHAR(36)");
}

TEST(SqliteTypeNames, AreIntegersWhereNumbersAreStored) {
    EXPECT_EQ(name_of(IntervalType{}), "BIGINT");
    EXPECT_EQ(name_of(Unsigned{BigInteger{}}), "BIGINT");
    EXPECT_EQ(name_of(TinyInteger{}), "SMALLINT");
    EXPECT_EQ(name_of(MediumInteger{}), "INTEGER");
    EXPECT_EQ(name_of(Year{}), "SMALLINT");
}

TEST(SqliteTypeNames, AreFiveInStrictTables) {
    const auto strict_name_of = [](const SqlType& type) {
        MetaData metadata;
        const Table table("t", metadata, Column("v", type));
        return strict_type_name(type, table.definition(), table.definition().definitions()[0]);
    };

    EXPECT_EQ(strict_name_of(TinyInteger{}), "INTEGER");
    EXPECT_EQ(strict_name_of(IntervalType{}), "INTEGER");
    EXPECT_EQ(strict_name_of(Binary{16}), "BLOB");
    EXPECT_EQ(strict_name_of(Array{Integer{}}), "TEXT");
    expect_error<CompileError>("unsupported", "column t.v has the type", [&] { strict_name_of(Time{true}); });
}

TEST(SqliteTypeNames, RefuseWhatWouldNotComeBack) {
    for (const SqlType& type : {SqlType(RangeType{Integer{}}), SqlType(MultiRangeType{Date{}}), SqlType(Time{true})})
        expect_error<CompileError>("unsupported", "column t.v has the type", [&] { name_of(type); });
}

}  // namespace
}  // namespace azoth::sqlite
