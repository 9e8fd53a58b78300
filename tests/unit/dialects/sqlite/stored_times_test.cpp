// SPDX-License-Identifier: MIT
#include <chrono>
#include <optional>
#include <string>

#include "azoth/compile/dialect.hpp"
#include "azoth/compile/display.hpp"
#include "azoth/dialects/sqlite/types.hpp"
#include "azoth/engine/create_all.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/select.hpp"
#include "azoth/sql/text.hpp"
#include "azoth/types/calendar_types.hpp"
#include "dialects/sqlite/time_format.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::year_month_day;
using Moment = std::chrono::local_time<std::chrono::microseconds>;

const year_month_day kLeapDay = 2024y / 2 / 29;
const Moment kNoon = std::chrono::local_days(kLeapDay) + 12h + 34min + 56s + 789us;

/// What a column of that type holds of a value: the type and the text that SQLite has, and the value that is read.
template <class T>
std::string stored_and_read(const SqlType& type, const T& value) {
    const Engine engine = create_engine("sqlite://");
    MetaData metadata;
    const Table table("t", metadata, Column("v", type));
    const auto v = table.c<std::optional<T>>("v");
    Connection connection = engine.connect();
    create_all(metadata, connection);
    connection.execute(insert(table).values(v = value));
    connection.execute(insert(table).values(v = std::nullopt));
    EXPECT_EQ(connection.scalars(select(v).where(v == value)).all(), std::vector<std::optional<T>>{value});
    EXPECT_EQ(connection.scalars(select(v).where(v == nullptr)).all(), std::vector<std::optional<T>>{std::nullopt});
    return *connection.scalar(text("SELECT typeof(v) || ' ' || v FROM t").columns<std::string>());
}

TEST(SqliteStoredTimes, HaveTheFormThatIsAskedFor) {
    EXPECT_EQ(stored_and_read(sqlite::stored_as(Date{}, "%d.%m.%Y"), kLeapDay), "text 29.02.2024");
    EXPECT_EQ(stored_and_read(sqlite::stored_as(Date{}, "day {0}{%Y}-'%m'-%d"), kLeapDay),
              "text day {0}{2024}-'02'-29");
    EXPECT_EQ(stored_and_read(sqlite::stored_as(DateTime{}, "%Y-%m-%dT%H:%M:%S.%f"), kNoon),
              "text 2024-02-29T12:34:56.000789");
    EXPECT_EQ(stored_and_read(sqlite::stored_as(DateTime{}, "%d/%m/%Y %H:%M:%S"), Moment(kNoon - 789us)),
              "text 29/02/2024 12:34:56");
}

TEST(SqliteStoredTimes, StayTextsWhenTheyAreDigits) {
    EXPECT_EQ(stored_and_read(sqlite::stored_as(Date{}, "%Y%m%d"), kLeapDay), "text 20240229");
    EXPECT_EQ(stored_and_read(sqlite::stored_as(Date{}, "%d%m%Y"), year_month_day(2024y / 2 / 1)), "text 01022024");
}

TEST(SqliteStoredTimes, MayBeSecondsOfUnix) {
    EXPECT_EQ(stored_and_read(sqlite::stored_as(DateTime{}, "%s"), Moment(kNoon - 789us)), "integer 1709210096");
    EXPECT_EQ(stored_and_read(sqlite::stored_as(DateTime{}, "%s"), Moment(std::chrono::local_days(1969y / 12 / 31))),
              "integer -86400");
}

TEST(SqliteStoredTimes, MayBeOfInstants) {
    const auto instant = std::chrono::sys_time<std::chrono::microseconds>(kNoon.time_since_epoch() - 789us);
    EXPECT_EQ(stored_and_read(sqlite::stored_as(DateTime{true}, "%s"), instant), "integer 1709210096");
    EXPECT_EQ(stored_and_read(sqlite::stored_as(DateTime{true}, "%d.%m.%Y %H:%M:%S"), instant),
              "text 29.02.2024 12:34:56");
}

TEST(SqliteStoredTimes, AreSecondsInWhateverFormTheNumberHas) {
    const Engine engine = create_engine("sqlite://");
    MetaData metadata;
    const Table table("t", metadata, Column("v", sqlite::stored_as(DateTime{}, "%s")));
    Connection connection = engine.connect();
    connection.run("CREATE TABLE t (v)");
    connection.run("INSERT INTO t VALUES (1709210096), (1709210096.25), ('1709210096'), ('2024-02-29 12:34:56')");

    const Moment second(kNoon - 789us);
    EXPECT_EQ(connection.scalars(select(table.c<Moment>("v"))).all(),
              (std::vector<Moment>{second, second + 250ms, second, second}));
}

TEST(SqliteStoredTimes, AreNeverTakenForAnotherDay) {
    expect_error<ArgumentError>("bad_storage_format", "another order", [] { sqlite::stored_as(Date{}, "%Y-%d-%m"); });
    for (const std::string format : {"%Y-%d-%m %H:%M:%S", "%Y-%m-%d %S:%M:%H", "%Y-%d-%mT%H:%M:%S.%f"})
        expect_error<ArgumentError>("bad_storage_format", "another order",
                                    [&] { sqlite::stored_as(DateTime{}, format); });
    expect_error<ArgumentError>("bad_storage_format", "another order", [] { sqlite::stored_as(Time{}, "%M:%H:%S"); });
}

TEST(SqliteStoredTimes, OfYearsThatTheFormatCannotHoldAreIso) {
    EXPECT_EQ(stored_and_read(sqlite::stored_as(Date{}, "%d.%m.%Y"), year_month_day(12024y / 1 / 1)),
              "text +12024-01-01");
}

TEST(SqliteStoredTimes, AreReadInOtherFormsToo) {
    const Engine engine = create_engine("sqlite://");
    MetaData metadata;
    const Table table("t", metadata, Column("v", sqlite::stored_as(DateTime{}, "%d.%m.%Y %H:%M:%S")));
    Connection connection = engine.connect();
    create_all(metadata, connection);
    for (const char* stored : {"'29.02.2024 12:34:56'", "'2024-02-29 12:34:56'", "'2024-02-29T12:34:56'"})
        connection.run("INSERT INTO t VALUES (" + std::string(stored) + ")");
    EXPECT_EQ(connection.scalars(select(table.c<Moment>("v"))).all(), std::vector<Moment>(3, kNoon - 789us));

    connection.run("UPDATE t SET v = '30.02.2024 12:34:56'");
    EXPECT_THROW(connection.scalars(select(table.c<Moment>("v"))).all(), DataError);
}

TEST(SqliteStoredTimes, AreOfOtherDatabasesAsUsual) {
    const SqlType type = sqlite::stored_as(Date{}, "%Y%m%d");
    MetaData metadata;
    const Table table("t", metadata, Column("v", type));

    EXPECT_EQ(to_string(select(table.c<year_month_day>("v")), generic_dialect()), "SELECT t.v FROM t");
}

TEST(SqliteStoredTimes, NeedAFormatWithAllParts) {
    expect_error<ArgumentError>("bad_storage_format", "each of the parts Ymd once",
                                [] { sqlite::stored_as(Date{}, "%d.%m."); });
    expect_error<ArgumentError>("bad_storage_format", "each of the parts YmdHMS once",
                                [] { sqlite::stored_as(DateTime{}, "%Y-%m-%d"); });
    expect_error<ArgumentError>("bad_storage_format", "%Y, %m, %d", [] { sqlite::stored_as(Time{}, "%I:%M:%S"); });
    expect_error<ArgumentError>("bad_storage_format", "only Date, Time", [] { sqlite::stored_as(Text{}, "%Y"); });
    expect_error<ArgumentError>("bad_storage_format", "%Y", [] { sqlite::stored_as(Date{}, "%s"); });
}

TEST(SqliteTimeFormat, IsReadBackAsItWasWritten) {
    for (const std::string format : {"%H:%M:%S", "%H%M%S%f", "%S seconds, %M, %H%%"})
        EXPECT_EQ(sqlite::from_time_format(format, sqlite::in_time_format(format, "23:59:58")), "23:59:58");
    EXPECT_EQ(sqlite::in_time_format("%d.%m.%Y", "infinity"), "infinity");
    EXPECT_EQ(sqlite::in_time_format("%d.%m.%Y", "no date"), "no date");
    EXPECT_EQ(sqlite::from_time_format("%d.%m.%Y", "1.2.2024"), "1.2.2024");
    EXPECT_EQ(sqlite::from_time_format("%d.%m.%Y", "-1.02.2024"), "-1.02.2024");
}

}  // namespace
}  // namespace azoth::test
