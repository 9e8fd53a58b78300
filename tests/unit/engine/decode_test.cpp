// SPDX-License-Identifier: MIT
#include "azoth/engine/decode.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "azoth/types/decimal.hpp"
#include "azoth/types/standard_types.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

struct Item {
    std::int16_t small = -1;
    std::int32_t medium = -1;
    std::int64_t large = -1;
    bool flag = false;
    double real = -1;
    std::string text = "before";
    std::optional<std::int64_t> maybe = -1;
    Decimal price;
    float single = -1;
};

template <class T>
DecodeStep step(std::uint32_t cell, std::size_t offset) {
    return {cell, static_cast<std::uint32_t>(offset), &cpp_type<T>(), cpp_type<T>().direct};
}

const std::vector<driver::ResultColumn> columns{{"first"}, {"second"}, {"pages"}};

/// Decodes a single cell into a `T`.
template <class T>
T decode(const ValueView& cell) {
    T target{};
    const DecodeStep steps[] = {step<T>(0, 0)};
    decode_row(&cell, steps, &target, columns);
    return target;
}

TEST(DecodeRow, WritesEachCellIntoItsField) {
    const std::vector cells{ValueView::int64(1),  ValueView::int64(2),
                            ValueView::int64(3),  ValueView::boolean(true),
                            ValueView::real(1.5), ValueView::text("Le Guin"),
                            ValueView::int64(7),  ValueView::data(ValueKind::Decimal, "1.50", 4),
                            ValueView::real(0.5)};
    const DecodeStep steps[] = {step<std::int16_t>(0, offsetof(Item, small)),
                                step<std::int32_t>(1, offsetof(Item, medium)),
                                step<std::int64_t>(2, offsetof(Item, large)),
                                step<bool>(3, offsetof(Item, flag)),
                                step<double>(4, offsetof(Item, real)),
                                step<std::string>(5, offsetof(Item, text)),
                                step<std::optional<std::int64_t>>(6, offsetof(Item, maybe)),
                                step<Decimal>(7, offsetof(Item, price)),
                                step<float>(8, offsetof(Item, single))};
    Item item;
    decode_row(cells.data(), steps, &item, columns);

    EXPECT_EQ(item.small, 1);
    EXPECT_EQ(item.medium, 2);
    EXPECT_EQ(item.large, 3);
    EXPECT_TRUE(item.flag);
    EXPECT_EQ(item.real, 1.5);
    EXPECT_EQ(item.text, "Le Guin");
    EXPECT_EQ(item.maybe, 7);
    EXPECT_EQ(item.price.text(), "1.50");
    EXPECT_EQ(item.single, 0.5F);
}

TEST(DecodeRow, TakesCellsInAnyOrderAndLeavesOtherFieldsAlone) {
    const std::vector cells{ValueView::int64(1), ValueView::text("x")};
    const DecodeStep steps[] = {step<std::string>(1, offsetof(Item, text)),
                                step<std::int64_t>(0, offsetof(Item, large))};
    Item item;
    decode_row(cells.data(), steps, &item, columns);

    EXPECT_EQ(item.large, 1);
    EXPECT_EQ(item.text, "x");
    EXPECT_EQ(item.medium, -1);
}

TEST(DecodeRow, ConvertsCellsOfOtherKindsAsTheTypeDoes) {
    EXPECT_TRUE(decode<bool>(ValueView::int64(1)));
    EXPECT_EQ(decode<double>(ValueView::int64(3)), 3.0);
    EXPECT_EQ(decode<std::int32_t>(ValueView::data(ValueKind::Decimal, "12", 2)), 12);
    EXPECT_EQ(decode<std::string>(ValueView::data(ValueKind::Json, "{}", 2)), "{}");
}

TEST(DecodeRow, WritesLongLongWhichIsNotTheSameTypeAsInt64) {
    EXPECT_EQ(decode<long long>(ValueView::int64(1'234'567'890'123)), 1'234'567'890'123LL);
}

TEST(DecodeRow, TakesTheExtremesOfIntegers) {
    EXPECT_EQ(decode<std::int16_t>(ValueView::int64(-32768)), -32768);
    EXPECT_EQ(decode<std::int32_t>(ValueView::int64(2147483647)), 2147483647);
}

TEST(DecodeRow, MakesNullAnEmptyOptional) {
    EXPECT_EQ(decode<std::optional<std::string>>(ValueView{}), std::nullopt);
    std::optional<std::string> filled = "before";
    const DecodeStep steps[] = {step<std::optional<std::string>>(0, 0)};
    const ValueView null{};
    decode_row(&null, steps, &filled, columns);
    EXPECT_EQ(filled, std::nullopt);
}

TEST(DecodeRow, FillsOptionalsThatWereEmptyAndThoseThatWereNot) {
    EXPECT_EQ(decode<std::optional<std::string>>(ValueView::text("x")), "x");
    EXPECT_EQ(decode<std::optional<std::int32_t>>(ValueView::int64(-7)), -7);
    EXPECT_EQ(decode<std::optional<std::int64_t>>(ValueView::int64(1'234'567'890'123)), 1'234'567'890'123);
    EXPECT_EQ(decode<std::optional<double>>(ValueView::real(1.5)), 1.5);
    EXPECT_EQ(decode<std::optional<double>>(ValueView::int64(3)), 3.0);
    std::optional<std::string> filled = "before";
    const DecodeStep steps[] = {step<std::optional<std::string>>(0, 0)};
    const ValueView cell = ValueView::text("after");
    decode_row(&cell, steps, &filled, columns);
    EXPECT_EQ(filled, "after");
}

struct Misfit {
    std::string_view code;
    ValueView cell;
    const CppType& type;

    friend void PrintTo(const Misfit& misfit, std::ostream* out) { *out << misfit.code << " for " << misfit.type.name; }
};

class Misfits : public testing::TestWithParam<Misfit> {};

TEST_P(Misfits, AreErrorsThatNameTheColumn) {
    const ValueView cells[] = {{}, {}, GetParam().cell};
    const DecodeStep steps[] = {{2, 0, &GetParam().type, GetParam().type.direct}};
    std::string text;
    alignas(std::max_align_t) std::array<std::byte, 64> other{};
    void* const target = &GetParam().type == &cpp_type<std::string>() ? static_cast<void*>(&text) : other.data();

    const ErrorDetail error = expect_error<DataError>(
        GetParam().code, "column 'pages': ", [&] { decode_row(cells, steps, target, columns); });
    EXPECT_EQ(error.column, "pages");
}

INSTANTIATE_TEST_SUITE_P(DecodeRow, Misfits, testing::Values(
    Misfit{"null_value", ValueView{}, cpp_type<std::int64_t>()},
    Misfit{"null_value", ValueView{}, cpp_type<std::string>()},
    Misfit{"wrong_type", ValueView::text("many"), cpp_type<std::int64_t>()},
    Misfit{"wrong_type", ValueView::real(1.5), cpp_type<std::string>()},
    Misfit{"out_of_range", ValueView::int64(40'000), cpp_type<std::int16_t>()},
    Misfit{"out_of_range", ValueView::int64(1LL << 40), cpp_type<std::optional<std::int32_t>>()}));

TEST(DecodeRow, CountsAColumnFromOneThatHasNoName) {
    const ValueView cell{};
    const DecodeStep steps[] = {step<std::int64_t>(0, 0)};
    std::int64_t target = 0;

    expect_error<DataError>("null_value", "column '1': ", [&] { decode_row(&cell, steps, &target, {}); });
}

}  // namespace
}  // namespace azoth::test
