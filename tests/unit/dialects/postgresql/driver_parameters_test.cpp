// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_parameters.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "azoth/base/error.hpp"
#include "support/expect_error.hpp"

namespace azoth::postgresql {
namespace {

struct Choice {
    ParameterType declared;
    ValueKind value;
    WireForm form;
};

class PostgresqlWireForm : public testing::TestWithParam<Choice> {};

TEST_P(PostgresqlWireForm, FollowsFromTheDeclaredTypeAndTheValue) {
    EXPECT_EQ(wire_form(GetParam().declared, GetParam().value), GetParam().form);
}

INSTANTIATE_TEST_SUITE_P(ValuesThatFitTheirType, PostgresqlWireForm, testing::Values(
    Choice{TypeKind::Integer, ValueKind::Int64, WireForm::Int4},
    Choice{TypeKind::SmallInteger, ValueKind::Bool, WireForm::Int2},
    Choice{TypeKind::Boolean, ValueKind::Int64, WireForm::Bool},
    Choice{TypeKind::Double, ValueKind::Int64, WireForm::Float8},
    Choice{TypeKind::Numeric, ValueKind::Double, WireForm::Numeric},
    Choice{TypeKind::LargeBinary, ValueKind::Text, WireForm::Bytes},
    Choice{TypeKind::Date, ValueKind::Null, WireForm::Date}));

INSTANTIATE_TEST_SUITE_P(TextsForOtherTypesAreLiterals, PostgresqlWireForm, testing::Values(
    Choice{TypeKind::Date, ValueKind::Text, WireForm::Literal},
    Choice{TypeKind::Double, ValueKind::Decimal, WireForm::Literal},
    Choice{TypeKind::Json, ValueKind::Json, WireForm::Literal},
    Choice{TypeKind::Enum, ValueKind::Text, WireForm::Literal},
    Choice{TypeKind::Null, ValueKind::Text, WireForm::Literal}));

INSTANTIATE_TEST_SUITE_P(OthersGoAsTheyAre, PostgresqlWireForm, testing::Values(
    Choice{TypeKind::Integer, ValueKind::Double, WireForm::Float8},
    Choice{TypeKind::DateTimeTz, ValueKind::Timestamp, WireForm::Timestamp},
    Choice{TypeKind::Null, ValueKind::Int64, WireForm::Int8},
    Choice{TypeKind::Null, ValueKind::Decimal, WireForm::Numeric}));

void encode(ParameterType type, const ValueView& value) {
    Parameters().encode({&type, 1}, {&value, 1});
}

TEST(PostgresqlParameters, RefusesNumbersThatTheDeclaredTypeCannotHold) {
    test::expect_error<DataError>("value_out_of_range",
                                  "parameter 1 is 32768, which does not fit into PostgreSQL's "
                                  "type smallint",
                                  [] { encode(TypeKind::SmallInteger, ValueView::int64(32'768)); });
    test::expect_error<DataError>("value_out_of_range", "-2147483649",
                                  [] { encode(TypeKind::Integer, ValueView::int64(-2'147'483'649)); });
    test::expect_error<DataError>("value_out_of_range", "type real",
                                  [] { encode(TypeKind::Float, ValueView::real(1e39)); });
}

TEST(PostgresqlParameters, RefusesDatesThatWouldMeanInfinity) {
    constexpr std::int64_t kFirstDay = std::numeric_limits<std::int32_t>::min() + std::int64_t{10'957};
    test::expect_error<DataError>("value_out_of_range", "type date",
                                  [] { encode(TypeKind::Date, ValueView::scalar(ValueKind::Date, kFirstDay)); });
    test::expect_error<DataError>("value_out_of_range", "type timestamp", [] {
        encode(TypeKind::DateTime,
               ValueView::scalar(ValueKind::Timestamp, std::numeric_limits<std::int64_t>::min() + 1));
    });
}

TEST(PostgresqlParameters, RefusesZeroCharactersInsteadOfCuttingTheText) {
    test::expect_error<DataError>("bad_value", "U+0000",
                                  [] { encode(TypeKind::Json, ValueView::data(ValueKind::Json, "\"a\0b\"", 5)); });
}

TEST(PostgresqlParameters, RefusesMoreThanTheProtocolCanCount) {
    test::expect_error<ProgrammingError>("too_many_parameters", "65536 parameters",
                                         [] { Parameters().encode({}, std::vector<ValueView>(65'536)); });
}

TEST(PostgresqlParameters, WritesNumbersInNetworkOrder) {
    const ParameterType type = TypeKind::Integer;
    const ValueView value = ValueView::int64(-2);
    Parameters parameters;

    parameters.encode({&type, 1}, {&value, 1});

    EXPECT_EQ(std::string(parameters.values()[0], 4), "\xff\xff\xff\xfe");
}

}  // namespace
}  // namespace azoth::postgresql
