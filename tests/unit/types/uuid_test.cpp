// SPDX-License-Identifier: MIT
#include "azoth/types/uuid.hpp"

#include <gtest/gtest.h>

#include <boost/uuid/string_generator.hpp>

#include "azoth/types/standard_types.hpp"
#include "azoth/types/value.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

using boost::uuids::uuid;

uuid example() {
    return boost::uuids::string_generator()("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
}

class UuidTexts : public testing::TestWithParam<std::string_view> {};

TEST_P(UuidTexts, AreRead) {
    EXPECT_EQ(Value(GetParam()).as<uuid>(), example());
}

INSTANTIATE_TEST_SUITE_P(Uuid, UuidTexts,
                         testing::Values("f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
                                         "f81d4fae7dec11d0a76500a0c91e6bf6", "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}"));

class BadUuids : public testing::TestWithParam<std::string_view> {};

TEST_P(BadUuids, AreRefused) {
    expect_error<DataError>("bad_uuid", "is not a UUID; expected text like 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6'",
                            [] { Value(GetParam()).as<uuid>(); });
}

INSTANTIATE_TEST_SUITE_P(Uuid, BadUuids,
                         testing::Values("", "f81d4fae", "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
                                         "f81d4fae-7dec-11d0-a765-00a0c91e6bf66",
                                         "g81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                                         "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6"));

TEST(Uuid, TravelsAsSixteenBytes) {
    const Value value(example());

    EXPECT_EQ(value.kind(), ValueKind::Uuid);
    EXPECT_EQ(value.view().as_text().size(), 16U);
    EXPECT_EQ(value.as<uuid>(), example());
}

TEST(Uuid, IsReadFromSixteenBytesAndNoOtherNumber) {
    EXPECT_EQ(Value(Bytes(16)).as<uuid>(), uuid{});
    expect_error<DataError>("bad_uuid", "x'000000' is not a UUID", [] { Value(Bytes(3)).as<uuid>(); });
}

TEST(Uuid, RefusesOtherKinds) {
    expect_error<DataError>("wrong_type", "cannot read the integer 5 as boost::uuids::uuid",
                            [] { Value(5).as<uuid>(); });
}

TEST(Uuid, IsAUuidColumn) {
    EXPECT_EQ(cpp_type<uuid>().sql_type(), Uuid{});
    EXPECT_EQ(Value().as<std::optional<uuid>>(), std::nullopt);
}

}  // namespace
}  // namespace azoth::test
