// SPDX-License-Identifier: MIT
#include "azoth/dialects/postgresql/copy_rows.hpp"

#include <chrono>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include <nlohmann/json.hpp>

#include "azoth/dialects/postgresql/types.hpp"
#include "azoth/engine/create_all.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/select.hpp"
#include "azoth/sql/text.hpp"
#include "azoth/types/array_types.hpp"
#include "azoth/types/calendar_types.hpp"
#include "azoth/types/decimal.hpp"
#include "azoth/types/duration.hpp"
#include "azoth/types/json.hpp"
#include "azoth/types/range.hpp"
#include "azoth/types/uuid.hpp"
#include "support/expect_error.hpp"
#include "support/fake_engine.hpp"
#include "support/memory.hpp"
#include "unit/dialects/postgresql/driver_fixture.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::sys_time;
using std::chrono::year_month_day;
using Person = std::tuple<std::int64_t, std::optional<std::string>>;
using People = std::vector<Person>;

class PostgresqlCopyRows : public PostgresqlDriver {
protected:
    void SetUp() override {
        PostgresqlDriver::SetUp();
        if (IsSkipped()) return;
        engine_ = create_engine(url_, {});
        loan_ = engine_->connect();
        connection().run("CREATE TEMPORARY TABLE copied_people (id bigint PRIMARY KEY, name text)");
        connection().commit();
    }

    Connection& connection() { return *loan_; }
    std::int64_t copy_people(const People& rows) {
        return postgresql::copy_in(connection(), people_, {"id", "name"}, rows);
    }
    People people() {
        People rows;
        postgresql::copy_out(
            connection(), select(id_, name_).order_by(id_),
            [&](std::int64_t id, const std::optional<std::string>& name) { rows.emplace_back(id, name); });
        return rows;
    }
    /// What comes out of a temporary column of the type after `value` has gone in, and NULL after it.
    template <class T>
    T round_trip(const SqlType& type, const std::string& sql_type, const T& value) {
        connection().run("CREATE TEMPORARY TABLE copied_values (n int, v " + sql_type + ")");
        MetaData metadata;
        const Table table("copied_values", metadata, Column("n", Integer{}), Column("v", type));
        using Both = std::vector<std::tuple<int, std::optional<T>>>;
        postgresql::copy_in(connection(), table, {"n", "v"}, Both{{1, value}, {2, std::nullopt}});
        Both rows;
        const auto query = select(table.c<int>("n"), table.c<std::optional<T>>("v")).order_by(table.c<int>("n"));
        postgresql::copy_out(connection(), query, [&](int n, const std::optional<T>& v) { rows.emplace_back(n, v); });
        connection().rollback();
        EXPECT_EQ(rows.size(), 2U);
        EXPECT_EQ(std::get<1>(rows.at(1)), std::nullopt);
        return std::get<1>(rows.at(0)).value();
    }

    MetaData metadata_;
    Table people_{"copied_people", metadata_, Column("id", BigInteger{}).primary_key(), Column("name", Text{})};
    ColumnExpr<std::int64_t> id_ = people_.c<std::int64_t>("id");
    ColumnExpr<std::optional<std::string>> name_ = people_.c<std::optional<std::string>>("name");

private:
    std::optional<Engine> engine_;
    std::optional<Connection> loan_;
};

TEST_F(PostgresqlCopyRows, GoInAndComeOut) {
    const People rows = {{1, "sandy"}, {2, std::nullopt}, {3, ""}, {4, "tab\t, line\n, \\N, \u00e9"}};

    EXPECT_EQ(copy_people(rows), 4);
    EXPECT_EQ(people(), rows);
}

TEST_F(PostgresqlCopyRows, KeepNumbers) {
    EXPECT_EQ(round_trip(Boolean{}, "boolean", true), true);
    EXPECT_EQ(round_trip(SmallInteger{}, "smallint", std::int16_t{-32768}), -32768);
    EXPECT_EQ(round_trip(Integer{}, "integer", std::numeric_limits<int>::min()), std::numeric_limits<int>::min());
    EXPECT_EQ(round_trip(BigInteger{}, "bigint", INT64_MIN), INT64_MIN);
    EXPECT_EQ(round_trip(Float{}, "real", 1.5F), 1.5F);
    EXPECT_EQ(round_trip(Double{}, "double precision", 0.1), 0.1);
    EXPECT_TRUE(std::isnan(round_trip(Double{}, "double precision", std::nan(""))));
    EXPECT_EQ(round_trip(Numeric{}, "numeric", Decimal("-12345678901234567890.000123")),
              Decimal("-12345678901234567890.000123"));
    EXPECT_EQ(round_trip(Numeric{}, "numeric", UINT64_MAX), UINT64_MAX);
}

TEST_F(PostgresqlCopyRows, KeepTextsAndBytes) {
    EXPECT_EQ(round_trip(String{9}, "varchar(9)", std::string("\u00fc'\"")), "\u00fc'\"");
    EXPECT_EQ(round_trip(LargeBinary{}, "bytea", Bytes{std::byte{0}, std::byte{255}}),
              (Bytes{std::byte{0}, std::byte{255}}));
    EXPECT_EQ(round_trip(Json{}, "jsonb", nlohmann::json{{"a", nullptr}}), (nlohmann::json{{"a", nullptr}}));
    EXPECT_EQ(round_trip(Json{}, "json", nlohmann::json(7)), nlohmann::json(7));
    const auto uuid = Value("0f8fad5b-d9cb-469f-a165-70867728950e").as<boost::uuids::uuid>();
    EXPECT_EQ(round_trip(Uuid{}, "uuid", uuid), uuid);
}

TEST_F(PostgresqlCopyRows, KeepTimes) {
    EXPECT_EQ(round_trip(Date{}, "date", sys_days::max()), sys_days::max());
    EXPECT_EQ(round_trip(Date{}, "date", sys_days{1583y / 10 / 15}), sys_days{1583y / 10 / 15});
    const sys_time<std::chrono::microseconds> instant = sys_days{2024y / 2 / 29} + 1234567us;
    EXPECT_EQ(round_trip(DateTime{true}, "timestamptz", instant), instant);
    EXPECT_EQ(round_trip(IntervalType{}, "interval", Interval{.months = -1, .days = 2, .microseconds = 3}),
              (Interval{.months = -1, .days = 2, .microseconds = 3}));
}

TEST_F(PostgresqlCopyRows, KeepArraysAndRanges) {
    const std::vector<std::optional<int>> numbers = {1, std::nullopt, -3};
    EXPECT_EQ(round_trip(Array(Integer{}), "integer[]", numbers), numbers);
    const std::vector<std::vector<std::string>> texts = {{"a", "NULL"}, {"", "{\"}"}};
    EXPECT_EQ(round_trip(Array(Text{}, 2), "text[]", texts), texts);
    EXPECT_EQ(round_trip(RangeType{Integer{}}, "int4range", Range<int>(1, 5)), Range<int>(1, 5));
}

TEST_F(PostgresqlCopyRows, GoAsTextWhereATypeHasNoBinaryFormat) {
    EXPECT_EQ(round_trip(postgresql::INET(), "inet", std::string("10.0.0.1")), "10.0.0.1");
}

TEST_F(PostgresqlCopyRows, GoAsTextWhereTheirValuesAreOfAnotherKind) {
    const std::vector<std::tuple<int, year_month_day>> rows = {{1, 2024y / 2 / 29}};

    EXPECT_EQ(postgresql::copy_in(connection(), people_, {"id", "name"}, rows), 1);
    EXPECT_EQ(people(), (People{{1, "2024-02-29"}}));
}

TEST_F(PostgresqlCopyRows, MayBeMadeWhileTheyAreRead) {
    const auto made = std::views::iota(1, 200'001) | std::views::transform([](int i) {
                          return Person{i, std::to_string(i)};
                      });
    const long before = memory_in_use_kb();

    EXPECT_EQ(postgresql::copy_in(connection(), people_, {"id", "name"}, made), 200'000);
    EXPECT_LT(memory_in_use_kb() - before, 4'000);
}

TEST_F(PostgresqlCopyRows, ComeInFlatMemory) {
    const auto many =
        text("SELECT i, repeat('x', 100) FROM generate_series(1, 200000) AS i").columns<std::int64_t, std::string>();
    std::int64_t sum = 0;
    postgresql::copy_out(connection(), many, [&](std::int64_t i, const std::string&) { sum += i; });
    const long before = memory_in_use_kb();
    const auto rows = postgresql::copy_out(connection(), many, [&](std::int64_t i, const std::string&) { sum += i; });

    EXPECT_EQ(rows, 200'000);
    EXPECT_EQ(sum, 2 * 20'000'100'000);
    EXPECT_LT(memory_in_use_kb() - before, 4'000);
}

TEST_F(PostgresqlCopyRows, OfAQueryWithValuesHaveThemInTheSql) {
    copy_people({{1, "it's"}, {2, "it"}});
    std::vector<std::int64_t> ids;
    postgresql::copy_out(connection(), select(id_).where(name_ == "it's"), [&](std::int64_t id) { ids.push_back(id); });

    EXPECT_EQ(ids, std::vector<std::int64_t>{1});
}

TEST_F(PostgresqlCopyRows, OfNoRangeAreNone) {
    EXPECT_EQ(copy_people({}), 0);
}

TEST_F(PostgresqlCopyRows, ArePartOfTheTransaction) {
    copy_people({{1, "sandy"}});
    connection().rollback();

    EXPECT_EQ(people(), People{});
}

TEST_F(PostgresqlCopyRows, TellWhichConstraintRefusedThem) {
    const ErrorDetail error = expect_error<UniqueViolation>("unique_violation", "copied_people_pkey", [&] {
        copy_people({{1, "sandy"}, {1, "patrick"}});
    });

    EXPECT_EQ(error.sql, "COPY copied_people (id, name) FROM STDIN WITH (FORMAT binary)");
    EXPECT_NE(error.place.find("copy_rows_test.cpp"), std::string::npos);
    connection().rollback();
}

TEST_F(PostgresqlCopyRows, NameTheColumnWhoseValueDoesNotFit) {
    MetaData metadata;
    const Table narrow("copied_narrow", metadata, Column("n", SmallInteger{}));
    connection().run("CREATE TEMPORARY TABLE copied_narrow (n smallint)");
    const std::vector<std::tuple<int>> rows = {{1}, {70'000}};

    expect_error<DataError>("value_out_of_range", "column 'n': 70000 does not fit",
                            [&] { postgresql::copy_in(connection(), narrow, {"n"}, rows); });
    connection().rollback();
    EXPECT_EQ(copy_people({{1, "sandy"}}), 1);
}

TEST_F(PostgresqlCopyRows, AreRefusedForOtherColumns) {
    const std::vector<std::tuple<int>> rows = {{1}};
    expect_error<ArgumentError>("no_such_column", "nome",
                                [&] { postgresql::copy_in(connection(), people_, {"nome"}, rows); });
    expect_error<ArgumentError>("wrong_parameter_count", "names 2 columns, but its rows have 1", [&] {
        postgresql::copy_in(connection(), people_, {"id", "name"}, rows);
    });
    expect_error<ArgumentError>("wrong_column_count", "gives 2 columns", [&] {
        postgresql::copy_out(connection(), text("SELECT 1, 2").columns<int>(), [](int) {});
    });
    expect_error<CompileError>("unsupported", "column 'p'", [&] {
        postgresql::copy_out(connection(), text("SELECT 1 AS n, point(1, 2) AS p").columns<int, std::string>(),
                             [](int, const std::string&) {});
    });
}

TEST_F(PostgresqlCopyRows, NameTheColumnThatTheirClassCannotHold) {
    expect_error<DataError>("out_of_range", "n", [&] {
        postgresql::copy_out(connection(), text("SELECT 300 AS n").columns<std::int8_t>(), [](std::int8_t) {});
    });
    connection().rollback();
    EXPECT_EQ(people(), People{});
}

TEST_F(PostgresqlCopyRows, StopWhenTheCallableThrows) {
    int rows = 0;
    EXPECT_THROW(postgresql::copy_out(connection(), text("SELECT generate_series(1, 20000000)").columns<std::int64_t>(),
                                      [&](std::int64_t) {
                                          if (++rows == 10) throw std::runtime_error("enough");
                                      }),
                 std::runtime_error);
    EXPECT_EQ(rows, 10);
    connection().rollback();
    EXPECT_EQ(people(), People{});
}

TEST_F(PostgresqlCopyRows, GoToAndComeFromTheSchemaOfATenant) {
    connection().run("DROP SCHEMA IF EXISTS engn_tenant CASCADE; CREATE SCHEMA engn_tenant");
    connection().run("CREATE TABLE engn_tenant.copied_people (id bigint PRIMARY KEY, name text)");
    connection().execution_options({.schema_translate_map = SchemaTranslateMap{{"", "engn_tenant"}}});
    EXPECT_EQ(copy_people({{1, "sandy"}}), 1);
    EXPECT_EQ(people(), (People{{1, "sandy"}}));

    connection().execution_options({.schema_translate_map = SchemaTranslateMap{}});
    EXPECT_EQ(people(), People{});
    connection().rollback();
}

TEST_F(PostgresqlCopyRows, WithSignsOfTheTranslationAreRefused) {
    connection().execution_options({.schema_translate_map = SchemaTranslateMap{{"", "engn_tenant"}}});

    expect_error<CompileError>("unsupported", "U+0001", [&] {
        postgresql::copy_out(connection(), select(id_).where(name_ == std::string("a\x01z")), [](std::int64_t) {});
    });
}

TEST_F(FakeEngineTest, IsNoPlaceForCopyOfRows) {
    Connection connection = engine.connect();
    MetaData metadata;
    const Table table("t", metadata, Column("n", Integer{}));

    expect_error<ArgumentError>("not_postgresql", "bulk_insert()", [&] {
        postgresql::copy_in(connection, table, {"n"}, std::vector<std::tuple<int>>{{1}});
    });
}

}  // namespace
}  // namespace azoth::test
