// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_numeric.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace azoth::postgresql {
namespace {

/// NUMERIC's binary format: count of groups, weight, sign, scale, groups.
struct WrittenNumber {
    std::vector<int> fields;
    std::string text;
};

std::string bytes_of(const std::vector<int>& fields) {
    std::string bytes;
    for (const int field : fields) {
        bytes += static_cast<char>(static_cast<unsigned>(field) >> 8U & 0xFFU);
        bytes += static_cast<char>(static_cast<unsigned>(field) & 0xFFU);
    }
    return bytes;
}

class PostgresqlNumeric : public testing::TestWithParam<WrittenNumber> {};

TEST_P(PostgresqlNumeric, IsWrittenAsTheServerWritesIt) {
    std::string text = "what was there before";

    write_numeric(bytes_of(GetParam().fields), text);

    EXPECT_EQ(text, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Numbers, PostgresqlNumeric, testing::Values(
    WrittenNumber{{0, 0, 0, 0}, "0"},
    WrittenNumber{{0, 0, 0, 2}, "0.00"},
    WrittenNumber{{1, 0, 0, 0, 7}, "7"},
    WrittenNumber{{2, 0, 0x4000, 2, 12, 5000}, "-12.50"},
    WrittenNumber{{2, 1, 0, 0, 1, 2345}, "12345"},
    WrittenNumber{{1, 2, 0, 0, 1}, "100000000"},
    WrittenNumber{{1, -2, 0, 8, 1}, "0.00000001"},
    WrittenNumber{{1, -1, 0, 3, 1000}, "0.100"},
    WrittenNumber{{1, 0, 0, 6, 3}, "3.000000"},
    WrittenNumber{{0, 0, 0xC000, 0}, "NaN"},
    WrittenNumber{{0, 0, 0xD000, 0}, "Infinity"},
    WrittenNumber{{0, 0, 0xF000, 0}, "-Infinity"}));

}  // namespace
}  // namespace azoth::postgresql
