// SPDX-License-Identifier: MIT
#include <boost/uuid/uuid.hpp>
#include <nlohmann/json.hpp>

#include "azoth/dialects/mysql/options.hpp"
#include "azoth/dialects/mysql/types.hpp"
#include "azoth/dialects/postgresql/types.hpp"
#include "azoth/engine/create_all.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/select.hpp"
#include "azoth/sql/text.hpp"
#include "azoth/types/array_types.hpp"
#include "azoth/types/enum_set.hpp"
#include "azoth/types/enum_types.hpp"
#include "azoth/types/json.hpp"
#include "azoth/types/network.hpp"
#include "azoth/types/uuid.hpp"
#include "support/expect_error.hpp"
#include "support/type_round_trip.hpp"

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

TEST_F(TypeRoundTrip, KeepsBooleans) {
    expect_same<bool>({true, false});
}

TEST_F(TypeRoundTrip, KeepsUuids) {
    boost::uuids::uuid counted{};
    for (std::size_t i = 0; i < 16; ++i) counted.data[i] = static_cast<std::uint8_t>(i * 17);
    expect_same<boost::uuids::uuid>({boost::uuids::uuid{}, counted});
    expect_same<boost::uuids::uuid>(Binary{16}, {boost::uuids::uuid{}, counted});
    expect_same<boost::uuids::uuid>(Char{36}, {counted});
}

TEST_F(TypeRoundTrip, KeepsJson) {
    expect_same<nlohmann::json>({nlohmann::json::object(),
                                 nlohmann::json::parse(R"({"a": [1, 2.5, "x\n\"y\"", null, true], "ü": {"b": {}}})"),
                                 nlohmann::json(nullptr), nlohmann::json("text"), nlohmann::json(42)});
}

TEST_F(TypeRoundTrip, KeepsEnumerationsByNameAndByNumber) {
    expect_same<Format>({Format::Paper, Format::Ebook});
    expect_same<Level>({Level::Low, Level::High});
    expect_same<EnumSet<Format>>({{}, {Format::Ebook}, {Format::Paper, Format::Ebook}});
    expect_same<std::vector<Format>>({{}, {Format::Ebook, Format::Paper}});
}

TEST_F(TypeRoundTrip, KeepsAddresses) {
    expect_same<IpAddress>(
        {IpAddress("0.0.0.0"), IpAddress("10.0.0.1/8"), IpAddress("2001:db8::1"), IpAddress("::/0")});
    expect_same<MacAddress>({MacAddress("08:00:2b:01:02:03"), MacAddress("ff:ff:ff:ff:ff:ff")});
    expect_same<std::vector<IpAddress>>({{}, {IpAddress("10.0.0.1"), IpAddress("::1/64")}});
}

TEST_F(TypeRoundTrip, KeepsTypesOfADatabaseWhereItHasThem) {
    struct Kept {
        std::string_view database;
        SqlType type;
        std::string value;
    };
    const Kept values[] = {{"postgresql", postgresql::CIDR(), "10.0.0.0/8"},
                           {"postgresql", postgresql::MACADDR8(), "08:00:2b:01:02:03:04:05"},
                           {"postgresql", postgresql::XML(), "<a>b</a>"},
                           {"postgresql", postgresql::TSVECTOR(), "'cat':2 'fat':1"},
                           {"postgresql", postgresql::TSQUERY(), "'fat' & 'cat'"},
                           {"postgresql", postgresql::POINT(), "(1,2.5)"},
                           {"postgresql", postgresql::CIRCLE(), "<(1,2),3>"},
                           {"postgresql", postgresql::REGCLASS(), "pg_class"},
                           {"postgresql", postgresql::JSONPATH(), "$.\"a\""},
                           {"mysql", mysql::INET6(), "2001:db8::1"},
                           {"mysql", mysql::MEDIUMTEXT(), "text"},
                           {"mysql", mysql::TINYTEXT(), ""}};
    for (const Kept& kept : values) {
        if (kept.database != url().dialect) continue;
        SCOPED_TRACE(kept.value);
        expect_same<std::string>(kept.type, {kept.value});
    }
}

TEST_F(TypeRoundTrip, KeepsTimestampsAndZerofillOfMysql) {
    if (url().dialect != "mysql") GTEST_SKIP() << "types of another database";
    using Moment = std::chrono::sys_time<std::chrono::microseconds>;
    MetaData metadata;
    const Table table("moments", metadata, Column("id", BigInteger{}).primary_key(),
                      Column("moment", mysql::TIMESTAMP(3)).not_null(),
                      Column("number", Integer{}).with(mysql::ColumnOptions{.is_zerofill = true}));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    const auto moment = table.c<Moment>("moment");
    const auto number = table.c<std::int64_t>("number");
    const Moment given{std::chrono::milliseconds(1'700'000'000'123)};
    connection.execute(insert(table).values(moment = given, number = 42));

    EXPECT_EQ(connection.scalar(select(moment)), given);
    EXPECT_EQ(connection.scalar(select(number)), 42);
    EXPECT_EQ(connection.scalar(text("SELECT concat(number) FROM moments").columns<std::string>()), "0000000042");
}

TEST_F(TypeRoundTrip, ComparesTypesOfADatabaseWithTexts) {
    MetaData metadata;
    const Table table("hosts", metadata, Column("id", BigInteger{}).primary_key(),
                      Column("address", cpp_type<IpAddress>().sql_type()));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    const auto address = table.c<IpAddress>("address");
    connection.execute(insert(table).values(address = IpAddress("10.0.0.1")));

    EXPECT_EQ(connection.scalars(select(address).where(address == IpAddress("10.0.0.1"))).all().size(), 1U);
    EXPECT_EQ(connection.scalars(select(address).where(address.in({IpAddress("::1")}))).all().size(), 0U);
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
