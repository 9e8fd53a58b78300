// SPDX-License-Identifier: MIT
#include <boost/uuid/uuid.hpp>
#include <chrono>
#include <limits>
#include <nlohmann/json.hpp>

#include "azoth/engine/create_all.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/select.hpp"
#include "azoth/types/decimal.hpp"
#include "azoth/types/enum_types.hpp"
#include "azoth/types/json.hpp"
#include "azoth/types/uuid.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {

enum class Format : std::int16_t { Paper, Ebook };
enum class Level : std::int32_t { Low = -1, High = 1'000'000 };

}  // namespace azoth::test

template <>
struct azoth::EnumLabels<azoth::test::Format> {
    static constexpr std::string_view name = "format";
    static constexpr std::pair<test::Format, std::string_view> values[] = {{test::Format::Paper, "paper"},
                                                                           {test::Format::Ebook, "ebook"}};
};

namespace azoth::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::local_days;
using std::chrono::microseconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using LocalTime = std::chrono::local_time<microseconds>;
using Instant = std::chrono::sys_time<microseconds>;
using TimeOfDay = std::chrono::hh_mm_ss<microseconds>;

template <class T>
bool same(const T& left, const T& right) {
    return cpp_type<T>().equal(&left, &right);
}

struct TypeRoundTrip : BackendTest {
    /// Writes the values and NULL into a column of `type`, and expects to read the same.
    template <class T>
    void expect_same(const SqlType& type, const std::vector<T>& values) {
        MetaData metadata;
        const Table table("stored_values", metadata, Column("id", BigInteger{}).primary_key(), Column("v", type));
        const auto id = table.c<std::int64_t>("id");
        const auto column = table.c<std::optional<T>>("v");
        drop_all(metadata, engine());
        create_all(metadata, engine());
        Connection connection = engine().connect();
        connection.execute(insert(table).values(column = std::nullopt));
        for (const T& value : values) connection.execute(insert(table).values(column = value));
        connection.commit();

        const auto read = connection.scalars(select(column).order_by(id)).all();
        ASSERT_EQ(read.size(), values.size() + 1);
        EXPECT_EQ(read[0], std::nullopt);
        for (std::size_t i = 0; i < values.size(); ++i)
            EXPECT_TRUE(read[i + 1] && same(*read[i + 1], values[i])) << "value " << i << " of " << cpp_type<T>().name;
    }
    template <class T>
    void expect_same(const std::vector<T>& values) {
        expect_same(cpp_type<T>().sql_type(), values);
    }
    template <class T>
    void expect_extremes() {
        expect_same<T>({0, 1, -1, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()});
    }
};

TEST_F(TypeRoundTrip, KeepsIntegersOfEveryWidth) {
    expect_extremes<std::int16_t>();
    expect_extremes<std::int32_t>();
    expect_extremes<std::int64_t>();
    expect_same<std::uint32_t>({0, std::numeric_limits<std::uint32_t>::max()});
}

TEST_F(TypeRoundTrip, KeepsDoublesToTheLastBit) {
    using Limits = std::numeric_limits<double>;
    expect_same<double>({0.0, 0.1, -1.5, 1.0 / 3, Limits::max(), Limits::lowest(), Limits::min(), 123456789.123456789});
}

TEST_F(TypeRoundTrip, KeepsFloats) {
    expect_same<float>({0.0F, 0.1F, -1.5F, 3.4e38F, 1.2e-38F, 16777217.0F});
}

TEST_F(TypeRoundTrip, KeepsBooleans) {
    expect_same<bool>({true, false});
}

TEST_F(TypeRoundTrip, KeepsTexts) {
    expect_same<std::string>(String{100},
                             {"", " ", "it's \"quoted\" \\ 100%", "Ångström \U0001F600 \u4E2D\u6587", "a\nb\tc"});
    expect_same<std::string>(Text{}, {"", std::string(60'000, 'x'), "\U0001F600"});
}

TEST_F(TypeRoundTrip, KeepsBytes) {
    Bytes all;
    for (int i = 0; i < 256; ++i) all.push_back(static_cast<std::byte>(i));
    expect_same<Bytes>({{}, {std::byte{0}}, all, Bytes(100'000, std::byte{0xff})});
}

TEST_F(TypeRoundTrip, KeepsDates) {
    expect_same<year_month_day>({1970y / 1 / 1, 1969y / 12 / 31, 2024y / 2 / 29, 1000y / 1 / 1, 9999y / 12 / 31});
}

TEST_F(TypeRoundTrip, KeepsTimesOfDayToTheMicrosecond) {
    expect_same<TimeOfDay>(
        {TimeOfDay(0us), TimeOfDay(1us), TimeOfDay(12h + 34min + 56s), TimeOfDay(23h + 59min + 59s + 999'999us)});
}

TEST_F(TypeRoundTrip, KeepsWallClockTimesToTheMicrosecond) {
    expect_same<LocalTime>({LocalTime(0us), LocalTime(-1us), local_days(2024y / 2 / 29) + 23h + 59min + 59s + 999'999us,
                            local_days(1000y / 1 / 1) + 0us, local_days(9999y / 12 / 31) + 23h + 59min + 59s});
}

TEST_F(TypeRoundTrip, KeepsInstantsToTheMicrosecond) {
    expect_same<Instant>({Instant(0us), Instant(-1us), sys_days(2024y / 2 / 29) + 23h + 59min + 59s + 999'999us,
                          sys_days(1900y / 1 / 1) + 1us, sys_days(2500y / 6 / 15) + 12h});
}

TEST_F(TypeRoundTrip, KeepsDecimalsExactly) {
    expect_same<Decimal>(
        Numeric{38, 10},
        {Decimal(0), Decimal("0.1"), Decimal("-12.50"), Decimal("1234567890123456789012345678.0123456789"),
         Decimal("-9999999999999999999999999999.9999999999"), Decimal("0.0000000001")});
}

TEST_F(TypeRoundTrip, KeepsUuids) {
    boost::uuids::uuid counted{};
    for (std::size_t i = 0; i < 16; ++i) counted.data[i] = static_cast<std::uint8_t>(i * 17);
    expect_same<boost::uuids::uuid>({boost::uuids::uuid{}, counted});
}

TEST_F(TypeRoundTrip, KeepsJson) {
    expect_same<nlohmann::json>({nlohmann::json::object(),
                                 nlohmann::json::parse(R"({"a": [1, 2.5, "x\n\"y\"", null, true], "ü": {"b": {}}})"),
                                 nlohmann::json(nullptr), nlohmann::json("text"), nlohmann::json(42)});
}

TEST_F(TypeRoundTrip, KeepsEnumerationsByNameAndByNumber) {
    expect_same<Format>({Format::Paper, Format::Ebook});
    expect_same<Level>({Level::Low, Level::High});
}

TEST_F(TypeRoundTrip, RefusesANullThatHasNoPlace) {
    MetaData metadata;
    const Table table("empty_values", metadata, Column("id", BigInteger{}).primary_key(), Column("v", Integer{}));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(table).values(table.c<std::int64_t>("id") = 1));

    const ErrorDetail error = expect_error<DataError>(
        "null_value", "column 'v': ", [&] { connection.execute(select(table.c<int>("v"))).all(); });
    EXPECT_EQ(error.column, "v");
}

TEST_F(TypeRoundTrip, RefusesTextWhereANumberIsExpected) {
    MetaData metadata;
    const Table table("texts", metadata, Column("id", BigInteger{}).primary_key(), Column("v", String{20}));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(table).values(table.c<std::string>("v") = "many"));

    expect_error<DataError>("wrong_type", "column 'v': ", [&] { connection.execute(select(table.c<int>("v"))).all(); });
}

TEST_F(TypeRoundTrip, RefusesNumbersThatAreTooLarge) {
    MetaData metadata;
    const Table table("large", metadata, Column("id", BigInteger{}).primary_key(), Column("v", BigInteger{}));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(table).values(table.c<std::int64_t>("v") = std::int64_t{1} << 40));

    expect_error<DataError>("out_of_range",
                            "column 'v': ", [&] { connection.execute(select(table.c<int>("v"))).all(); });
}

}  // namespace
}  // namespace azoth::test
