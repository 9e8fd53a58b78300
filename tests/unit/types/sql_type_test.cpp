// SPDX-License-Identifier: MIT
#include "azoth/types/sql_type.hpp"

#include <gtest/gtest.h>

#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

struct Written {
    SqlType type;
    std::string text;
};

class SqlTypes : public testing::TestWithParam<Written> {};

TEST_P(SqlTypes, AreWrittenAsTheyAreMade) {
    EXPECT_EQ(to_string(GetParam().type), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(SqlType, SqlTypes,
                         testing::Values(Written{SqlType{}, "Null"}, Written{Boolean{}, "Boolean"},
                                         Written{SmallInteger{}, "SmallInteger"}, Written{Integer{}, "Integer"},
                                         Written{BigInteger{}, "BigInteger"}, Written{Float{}, "Float"},
                                         Written{Double{}, "Double"}, Written{Numeric{}, "Numeric"},
                                         Written{Numeric{10, 2}, "Numeric(10, 2)"}, Written{String{}, "String"},
                                         Written{String{100}, "String(100)"}, Written{Text{}, "Text"},
                                         Written{LargeBinary{}, "LargeBinary"},
                                         Written{LargeBinary{16}, "LargeBinary(16)"}, Written{Date{}, "Date"},
                                         Written{Time{}, "Time"}, Written{DateTime{}, "DateTime"},
                                         Written{DateTime{true}, "DateTimeTz"}, Written{Uuid{}, "Uuid"},
                                         Written{Json{}, "Json"}, Written{Enum("format", {"paper"}), "Enum(format)"}));

TEST(SqlType, IsEqualInKindAndSizes) {
    EXPECT_EQ(SqlType(String{100}), SqlType(String{100}));
    EXPECT_NE(SqlType(String{100}), SqlType(String{99}));
    EXPECT_NE(SqlType(String{100}), SqlType(LargeBinary{100}));
    EXPECT_NE(SqlType(Numeric(10, 2)), SqlType(Numeric(10, 3)));
    EXPECT_NE(SqlType(Numeric(10, 2)), SqlType(Numeric(11, 2)));
    EXPECT_NE(SqlType(DateTime{}), SqlType(DateTime{true}));
}

TEST(SqlType, ComparesEnumsByNameAndLabels) {
    const SqlType format = Enum("format", {"paper", "ebook"});

    EXPECT_EQ(format, SqlType(Enum("format", {"paper", "ebook"})));
    EXPECT_NE(format, SqlType(Enum("format", {"ebook", "paper"})));
    EXPECT_NE(format, SqlType(Enum("state", {"paper", "ebook"})));
    EXPECT_NE(format, SqlType{TypeKind::Enum});
}

TEST(Enum, RefusesAnEmptyListOfLabels) {
    expect_error<ArgumentError>("bad_enum", "the enum type 'format' has no labels", [] { Enum("format", {}); });
}

TEST(Enum, RefusesALabelThatComesTwice) {
    expect_error<ArgumentError>("bad_enum", "the enum type 'format' has the label 'paper' twice", [] {
        Enum("format", {"paper", "ebook", "paper"});
    });
}

}  // namespace
}  // namespace azoth::test
