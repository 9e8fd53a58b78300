// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_cells.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "azoth/base/error.hpp"
#include "azoth/types/array_types.hpp"
#include "azoth/types/range.hpp"
#include "azoth/types/value.hpp"
#include "dialects/postgresql/driver_parameter_bytes.hpp"
#include "support/expect_error.hpp"

namespace azoth::postgresql::test {
namespace {

using azoth::test::expect_error;

Value read(CellForm form, std::string_view bytes) {
    std::string buffer;
    return Value(read_checked_cell(form, bytes, buffer));
}

std::string display(CellForm form, std::string_view bytes) {
    return to_display_string(read(form, bytes).view());
}

std::string array_bytes(const Value& array, WireForm element) {
    std::string bytes;
    append_array(bytes, element, 23, array.view().as_text());
    return bytes;
}

template <class... Containers>
std::vector<CellForm> all_forms(Containers... containers) {
    std::vector<CellForm> forms;
    for (const Container container : {containers...})
        for (auto form = 0U; form <= static_cast<unsigned>(CellForm::UuidText); ++form)
            forms.push_back(make_form(container, static_cast<CellForm>(form)));
    return forms;
}

std::vector<CellForm> all_forms() {
    return all_forms(Container::None, Container::Array, Container::ArrayText, Container::Range, Container::RangeText,
                     Container::MultiRange, Container::MultiRangeText);
}

/// Either a value or a DataError; anything else is a crash.
void read_anything(CellForm form, const std::string& bytes) {
    try {
        display(form, bytes);
    } catch (const DataError& error) {
        EXPECT_TRUE(error.code() == "bad_value" || error.code() == "out_of_range") << error.what();
    }
}

TEST(PostgresqlCells, NeverReadBeyondGarbage) {
    std::mt19937 random(17);
    for (const CellForm form : all_forms()) {
        for (std::size_t size = 0; size < 40; ++size) {
            std::string bytes(size, '\0');
            for (char& byte : bytes) byte = static_cast<char>(random() % 4 == 0 ? random() : random() % 3);
            read_anything(form, bytes);
        }
    }
}

TEST(PostgresqlCells, NeverReadBeyondGarbageInTexts) {
    constexpr std::string_view kMarks = "{}[](),\"\\ 0123456789-+:.NULemptyPTinfBCyrmosd=>";
    std::mt19937 random(4);
    for (const CellForm form : all_forms()) {
        for (std::size_t size = 0; size < 30; ++size) {
            std::string text(size, ' ');
            for (char& character : text) character = kMarks[random() % kMarks.size()];
            read_anything(form, text);
        }
    }
}

TEST(PostgresqlCells, RefuseArraysThatAreCutOff) {
    const std::string whole = array_bytes(Value(std::vector<int>{1, 2, 3}), WireForm::Int4);
    const CellForm form = make_form(Container::Array, CellForm::Int4);

    EXPECT_EQ(display(form, whole), "{1, 2, 3}");
    for (std::size_t size = 0; size < whole.size(); ++size)
        expect_error<DataError>("bad_value", "whose bytes cannot be read", [&] { read(form, whole.substr(0, size)); });
    expect_error<DataError>("bad_value", "whose bytes cannot be read", [&] { read(form, whole + "x"); });
}

TEST(PostgresqlCells, RefuseArraysThatPromiseMoreThanTheyHold) {
    const std::string huge("\0\0\0\2\0\0\0\0\0\0\0\x17\x7f\xff\xff\xff\0\0\0\1\x7f\xff\xff\xff\0\0\0\1", 28);

    expect_error<DataError>("bad_value", "an array", [&] { read(make_form(Container::Array, CellForm::Int4), huge); });
}

TEST(PostgresqlCells, ReadTheTextOfArrays) {
    const auto ints = [](std::string_view text) {
        return display(make_form(Container::ArrayText, CellForm::IntegerText), text);
    };
    const auto texts = [](std::string_view text) {
        return display(make_form(Container::ArrayText, CellForm::Text), text);
    };

    EXPECT_EQ(ints("{}"), "{}");
    EXPECT_EQ(ints("{1,NULL,-3}"), "{1, NULL, -3}");
    EXPECT_EQ(ints("{{1,2},{3,4}}"), "{{1, 2}, {3, 4}}");
    EXPECT_EQ(ints("[0:1]={7,8}"), "{7, 8}");
    EXPECT_EQ(texts(R"({a,"b,c","d\"e\\f","NULL",NULL,""})"), R"({'a', 'b,c', 'd"e\f', 'NULL', NULL, ''})");
    EXPECT_THROW(ints("{1,2"), DataError);
    EXPECT_THROW(ints("1,2}"), DataError);
    EXPECT_THROW(ints("{1}x"), DataError);
}

TEST(PostgresqlCells, ReadTheTextOfRanges) {
    const auto ints = [](std::string_view text) {
        return display(make_form(Container::RangeText, CellForm::IntegerText), text);
    };
    const CellForm many = make_form(Container::MultiRangeText, CellForm::IntegerText);

    EXPECT_EQ(ints("empty"), "empty");
    EXPECT_EQ(ints("[1,5)"), "[1, 5)");
    EXPECT_EQ(ints("(,5]"), "(, 5]");
    EXPECT_EQ(display(make_form(Container::RangeText, CellForm::TimestampText),
                      "[\"2024-01-01 00:00:00\",infinity)"),
              "['2024-01-01 00:00:00', 'infinity')");
    EXPECT_EQ(display(many, "{[1,3),[5,)}"), "{[1, 3), [5, )}");
    EXPECT_EQ(display(many, "{}"), "{}");
    EXPECT_THROW(ints("[1,5"), DataError);
    EXPECT_THROW(ints("[1)"), DataError);
}

TEST(PostgresqlCells, ReadTheTextOfIntervals) {
    const auto interval = [](std::string_view text) { return read(CellForm::IntervalText, text).as<Interval>(); };

    EXPECT_EQ(interval("00:00:00"), Interval{});
    EXPECT_EQ(interval("1 year 2 mons -3 days +04:05:06.789"), (Interval{14, -3, 14'706'789'000}));
    EXPECT_EQ(interval("-1 years -2 mons +3 days -00:00:00.000001"), (Interval{-14, 3, -1}));
    EXPECT_EQ(interval("1 mon"), (Interval{1, 0, 0}));
    EXPECT_EQ(interval("P1Y2M-3DT4H5M6.789S"), (Interval{14, -3, 14'706'789'000}));
    EXPECT_THROW(interval("3 weeks"), DataError);
    EXPECT_THROW(interval(""), DataError);
}

TEST(PostgresqlCells, ReadInfiniteDates) {
    EXPECT_EQ(read(CellForm::DateText, "infinity").view().as_int64(), kInfiniteFuture);
    EXPECT_EQ(read(CellForm::TimestampText, "-infinity").view().as_int64(), kInfinitePast);
    EXPECT_EQ(read(CellForm::Date, std::string_view("\x7f\xff\xff\xff", 4)).view().as_int64(), kInfiniteFuture);
    EXPECT_EQ(read(CellForm::Date, std::string_view("\x80\0\0\0", 4)).view().as_int64(), kInfinitePast);
}

TEST(PostgresqlCells, WriteAddressesAsTheServerDoes) {
    EXPECT_EQ(display(CellForm::Inet, std::string_view("\2\x20\0\4\x0a\0\0\1", 8)), "'10.0.0.1'");
    EXPECT_EQ(display(CellForm::Inet, std::string_view("\2\x08\1\4\x0a\0\0\0", 8)), "'10.0.0.0/8'");
    EXPECT_EQ(display(CellForm::MacAddress, std::string_view("\x08\0\x2b\1\2\3", 6)), "'08:00:2b:01:02:03'");
    EXPECT_EQ(display(CellForm::Bits, std::string_view("\0\0\0\5\xa8", 5)), "'10101'");
    EXPECT_EQ(display(CellForm::TimeTz, std::string_view("\0\0\0\0\0\0\0\0\xff\xff\xe3\xe0", 12)), "'00:00:00+02'");
}

}  // namespace
}  // namespace azoth::postgresql::test
