// SPDX-License-Identifier: MIT
#include "azoth/types/packed_values.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "azoth/base/error.hpp"
#include "azoth/types/array_types.hpp"
#include "azoth/types/calendar_types.hpp"
#include "azoth/types/value.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

std::string array(const Value& value) {
    return std::string(value.view().as_text());
}

TEST(PackedArray, KeepsValuesOfEveryKind) {
    const Value values[] = {{}, true, 7, 0.5, "text", Value(Interval{1, 2, 3}), Value(std::vector<int>{1})};
    ArrayPacker packer;
    for (const Value& value : values) packer.add(value.view());
    const std::string packed = packer.take();

    ArrayReader reader(packed);
    EXPECT_EQ(reader.size(), std::size(values));
    for (const Value& value : values) EXPECT_EQ(Value(reader.next()), value);
    EXPECT_TRUE(reader.at_end());
}

TEST(PackedArray, RefusesDamagedBytes) {
    const std::string packed = array(Value(std::vector<std::string>{"abc"}));

    for (std::size_t size = 0; size < packed.size(); ++size)
        expect_error<DataError>("bad_value", "damaged", [&] {
            ArrayReader reader(std::string_view(packed).substr(0, size));
            reader.next();
        });
}

TEST(PackedArray, IsJsonWhereThereAreNoArrays) {
    const Value value(std::vector<std::vector<std::optional<int>>>{{1, std::nullopt}, {}});

    EXPECT_EQ(json_of_array(array(value)), "[[1,null],[]]");
    EXPECT_EQ(pack_json_array("[[1,null],[]]"), array(value));
    EXPECT_EQ(json_of_array(array(Value(std::vector<std::string>{"a\"b", ""}))), R"(["a\"b",""])");
}

TEST(PackedArray, RefusesJsonThatIsNoArray) {
    expect_error<DataError>("bad_json", "is no JSON array", [] { pack_json_array("{}"); });
    expect_error<DataError>("bad_json", "is no JSON array", [] { pack_json_array("[1,"); });
}

TEST(PackedArray, RefusesDoublesThatJsonDoesNotHave) {
    const Value value(std::vector<double>{std::numeric_limits<double>::infinity()});

    expect_error<DataError>("bad_value", "inf", [&] { json_of_array(array(value)); });
}

TEST(PackedRange, KeepsItsBounds) {
    const std::string bytes = pack_range({.is_empty = false,
                                          .includes_lower = false,
                                          .includes_upper = true,
                                          .lower = ValueView::int64(1),
                                          .upper = {}});
    const PackedRange range = read_packed_range(bytes);

    EXPECT_FALSE(range.is_empty);
    EXPECT_FALSE(range.includes_lower);
    EXPECT_TRUE(range.includes_upper);
    EXPECT_EQ(range.lower, ValueView::int64(1));
    EXPECT_TRUE(range.upper.is_null());
    EXPECT_THROW(read_packed_range(std::string_view(bytes).substr(1)), DataError);
}

}  // namespace
}  // namespace azoth::test
