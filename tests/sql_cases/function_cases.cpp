// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "azoth/types/calendar_types.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kTextFunctions("TextFunctions", [](SqlCases& add, const Shop& s) {
    add("lower", func::lower(s.title), "lower(books.title)").gives("emma");
    add("upper", func::upper(s.title), "upper(books.title)").gives("EMMA");
    add("of null", func::upper(s.note), "upper(books.note)").gives("NULL");
    add("length", func::length(s.title), "char_length(books.title)").on("sqlite", "length(books.title)").gives("4");
    add("length in characters", func::char_length(literal("é")), "char_length(?)").on("sqlite", "length(?)").gives("1");
    add("length in bytes", func::octet_length(literal("é")), "octet_length(?)")
        .on("sqlite", "length(CAST(? AS BLOB))")
        .gives("2");
    add("trim", func::trim(literal("  a b ")), "trim(?)").on("postgresql", "btrim(?)").gives("a b");
    add("trim a character", func::trim(literal("xxaxbxx"), 'x'), "trim(?, ?)")
        .on("postgresql", "btrim(?, ?)")
        .on("mariadb", "trim(BOTH ? FROM ?)")
        .on("mysql", "trim(BOTH ? FROM ?)")
        .gives("axb");
    add("ltrim", func::ltrim(literal("  a ")), "ltrim(?)").gives("a ");
    add("ltrim a character", func::ltrim(literal("xxax"), 'x'), "ltrim(?, ?)")
        .on("mariadb", "trim(LEADING ? FROM ?)")
        .on("mysql", "trim(LEADING ? FROM ?)")
        .gives("ax");
    add("rtrim", func::rtrim(literal(" a  ")), "rtrim(?)").gives(" a");
    add("rtrim a character", func::rtrim(literal("xaxx"), 'x'), "rtrim(?, ?)")
        .on("mariadb", "trim(TRAILING ? FROM ?)")
        .on("mysql", "trim(TRAILING ? FROM ?)")
        .gives("xa");
    add("substr", func::substr(s.title, 2), "substr(books.title, ?)").gives("mma");
    add("substr of a length", func::substr(s.title, 2, 2), "substr(books.title, ?, ?)").gives("mm");
    add("substr of long numbers", func::substr(s.title, std::int64_t{2}, func::length(s.title) - 2),
        "substr(books.title, ?, char_length(books.title) - ?)")
        .on("sqlite", "substr(books.title, ?, length(books.title) - ?)")
        .on("postgresql", "substr(books.title, CAST(? AS INTEGER), CAST(char_length(books.title) - ? AS INTEGER))")
        .gives("mm");
    add("left", func::left(s.title, 2), "left(books.title, ?)").on("sqlite", "substr(books.title, 1, ?)").gives("Em");
    add("right", func::right(s.title, 2), "right(books.title, ?)")
        .on("sqlite", "substr(books.title, max(length(books.title) - ? + 1, 1))")
        .gives("ma");
    add("right of nothing", func::right(s.title, 0) == "", "right(books.title, ?) = ?")
        .on("sqlite", "substr(books.title, max(length(books.title) - ? + 1, 1)) = ?")
        .gives("true");
    add("right of more than there is", func::right(s.title, 9), "right(books.title, ?)")
        .on("sqlite", "substr(books.title, max(length(books.title) - ? + 1, 1))")
        .gives("Emma");
    add("replace", func::replace(s.title, "m", "nn"), "replace(books.title, ?, ?)").gives("Ennnna");
    const std::string lpad =
        "CASE WHEN length(books.title) >= ? THEN substr(books.title, 1, ?) ELSE "
        "substr(replace(hex(zeroblob(?)), '00', ?), 1, ? - length(books.title)) || books.title END";
    add("lpad", func::lpad(s.title, 7, "xy"), "lpad(books.title, ?, ?)").on("sqlite", lpad).gives("xyxEmma");
    add("lpad by spaces", func::lpad(s.title, 6), "lpad(books.title, ?, ?)").on("sqlite", lpad).gives("  Emma");
    add("lpad that cuts", func::lpad(s.title, 2, "xy"), "lpad(books.title, ?, ?)").on("sqlite", lpad).gives("Em");
    add("rpad", func::rpad(s.title, 7, "xy"), "rpad(books.title, ?, ?)")
        .on("sqlite", "substr(books.title || replace(hex(zeroblob(?)), '00', ?), 1, ?)")
        .gives("Emmaxyx");
    add("rpad that cuts", func::rpad(s.title, 2, "xy"), "rpad(books.title, ?, ?)")
        .on("sqlite", "substr(books.title || replace(hex(zeroblob(?)), '00', ?), 1, ?)")
        .gives("Em");
    add("repeat", func::repeat(s.title, 2), "repeat(books.title, ?)")
        .on("sqlite", "replace(hex(zeroblob(?)), '00', books.title)")
        .gives("EmmaEmma");
    add("reverse", func::reverse(s.title), "reverse(books.title)").refused("sqlite").gives("ammE");
    add("instr", func::instr(s.title, "ma"), "instr(books.title, ?)")
        .on("postgresql", "strpos(books.title, ?)")
        .gives("3");
    add("position", func::position("q", s.title), "instr(books.title, ?)")
        .on("postgresql", "strpos(books.title, ?)")
        .gives("0");
    add("concat", func::concat(s.title, "-", s.country), "books.title || ? || authors.country")
        .on("mariadb", "concat(books.title, ?, authors.country)")
        .on("mysql", "concat(books.title, ?, authors.country)")
        .gives("Emma-GB");
    add("concat with null", func::concat(s.title, s.note), "books.title || books.note")
        .on("mariadb", "concat(books.title, books.note)")
        .on("mysql", "concat(books.title, books.note)")
        .gives("NULL");
    add("concat ws", func::concat_ws(", ", s.title, s.note, "x"), "concat_ws(?, books.title, books.note, ?)")
        .on("sqlite",
            "substr(coalesce(? || books.title, '') || coalesce(? || books.note, '') || coalesce(? || ?, ''), "
            "length(?) + 1)")
        .gives("Emma, x");
    add("concat ws of nulls", func::concat_ws(",", s.note) == "", "concat_ws(?, books.note) = ?")
        .on("sqlite", "substr(coalesce(? || books.note, ''), length(?) + 1) = ?")
        .gives("true");
});

const CaseGroup kNumberFunctions("NumberFunctions", [](SqlCases& add, const Shop& s) {
    add("abs", func::abs(-s.pages), "abs(-books.pages)").gives("474");
    add("round", func::round(s.price), "round(books.price)").gives("10");
    add("round a negative half", func::round(-s.price), "round(-books.price)").gives("-10");
    add("round to digits", func::round(literal(2.345678), 2), "round(?, ?)")
        .on("postgresql", "CAST(round(CAST(? AS NUMERIC), ?) AS DOUBLE PRECISION)")
        .gives("2.35");
    add("round a decimal to digits", func::round(s.price, 1), "round(books.price, ?)").gives("9.5");
    add("round a whole number", func::round(s.pages, -2), "round(books.pages, ?)")
        .gives("500")
        .gives_on("sqlite", "474");
    add("ceil", func::ceil(s.rating), "ceil(books.rating)").gives("5");
    add("ceil of a whole number", func::ceil(s.pages), "ceil(books.pages)").gives("474");
    add("floor", func::floor(s.rating), "floor(books.rating)").gives("4");
    add("floor below zero", func::floor(-s.rating), "floor(-books.rating)").gives("-5");
    add("trunc", func::trunc(-s.rating), "trunc(-books.rating)")
        .on("mariadb", "truncate(-books.rating, 0)")
        .on("mysql", "truncate(-books.rating, 0)")
        .gives("-4");
    add("trunc to digits", func::trunc(literal(1.567), 2), "truncate(?, ?)")
        .refused("sqlite")
        .on("postgresql", "CAST(trunc(CAST(? AS NUMERIC), ?) AS DOUBLE PRECISION)")
        .gives("1.56");
    add("power", func::power(s.pages, 2), "power(books.pages, ?)").gives("224676");
    add("sqrt", func::sqrt(literal(16)), "sqrt(?)").gives("4");
    add("exp", func::exp(literal(0)), "exp(?)").gives("1");
    add("ln", func::ln(literal(1.0)), "ln(?)").gives("0");
    add("log10", func::log10(literal(1000.0)), "log10(?)").gives("3");
    add("mod", func::mod(s.pages, 100), "mod(books.pages, ?)").on("sqlite", "(books.pages % ?)").gives("74");
    add("mod below zero", func::mod(-s.pages, 100), "mod(-books.pages, ?)")
        .on("sqlite", "((-books.pages) % ?)")
        .gives("-74");
    add("mod of fractions", func::mod(s.rating, 2), "mod(books.rating, ?)")
        .on("postgresql", "CAST(mod(CAST(books.rating AS NUMERIC), CAST(? AS NUMERIC)) AS DOUBLE PRECISION)")
        .gives("0.5");
    add("sign", func::sign(-s.rating), "sign(-books.rating)")
        .on("postgresql", "CAST(sign(-books.rating) AS INTEGER)")
        .gives("-1");
    add("random", func::random() >= 0.0 && func::random() < 1.0, "random() >= ? AND random() < ?")
        .on("sqlite",
            "(abs(random() % 9007199254740992) / 9007199254740992.0) >= ? AND "
            "(abs(random() % 9007199254740992) / 9007199254740992.0) < ?")
        .on("mariadb", "rand() >= ? AND rand() < ?")
        .on("mysql", "rand() >= ? AND rand() < ?")
        .gives("true");
});

const CaseGroup kNullFunctions("NullFunctions", [](SqlCases& add, const Shop& s) {
    add("coalesce", func::coalesce(s.note, "none"), "coalesce(books.note, ?)").gives("none");
    add("coalesce of three", func::coalesce(s.note, func::nullif(s.title, "Emma"), "last"),
        "coalesce(books.note, nullif(books.title, ?), ?)")
        .gives("last");
    add("ifnull", func::ifnull(s.rating, 0.0), "coalesce(books.rating, ?)").gives("4.5");
    add("nullif equal", func::nullif(s.title, "Emma"), "nullif(books.title, ?)").gives("NULL");
    add("nullif different", func::nullif(s.pages, 1), "nullif(books.pages, ?)").gives("474");
    add("greatest", func::greatest(s.pages, 500, 3), "greatest(books.pages, ?, ?)")
        .on("sqlite", "max(books.pages, ?, ?)")
        .on("postgresql", "CASE WHEN books.pages IS NULL THEN NULL ELSE greatest(books.pages, ?, ?) END")
        .gives("500");
    add("greatest with null", func::greatest(s.title, s.note), "greatest(books.title, books.note)")
        .on("sqlite", "max(books.title, books.note)")
        .on("postgresql",
            "CASE WHEN books.title IS NULL OR books.note IS NULL THEN NULL ELSE greatest(books.title, books.note) END")
        .gives("NULL");
    add("least", func::least(s.pages, 500, 3), "least(books.pages, ?, ?)")
        .on("sqlite", "min(books.pages, ?, ?)")
        .on("postgresql", "CASE WHEN books.pages IS NULL THEN NULL ELSE least(books.pages, ?, ?) END")
        .gives("3");
});

const CaseGroup kDateFunctions("DateFunctions", [](SqlCases& add, const Shop& s) {
    const std::string now = "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')";
    const std::string local = "strftime('%Y-%m-%d %H:%M:%f', 'now')";
    add("now", func::now().is_not_null(), "now() IS NOT NULL")
        .on("sqlite", now + " IS NOT NULL")
        .on("mariadb", "utc_timestamp(6) IS NOT NULL")
        .on("mysql", "utc_timestamp(6) IS NOT NULL")
        .gives("true");
    add("localtimestamp", s.sold_at < func::localtimestamp(), "sales.sold_at < localtimestamp")
        .on("sqlite", "sales.sold_at < " + local)
        .on("mariadb", "sales.sold_at < localtimestamp(6)")
        .on("mysql", "sales.sold_at < localtimestamp(6)")
        .gives("true");
    add("current date", s.published < func::current_date(), "books.published < current_date").gives("true");
    add("current time", func::current_time().is_null(), "localtime IS NULL")
        .on("sqlite", "strftime('%H:%M:%f', 'now') IS NULL")
        .on("mariadb", "current_time(6) IS NULL")
        .on("mysql", "current_time(6) IS NULL")
        .gives("false");
    add("year of a date", func::date_trunc(DateUnit::Year, s.published),
        "CAST(date_format(books.published, '%Y-01-01') AS DATE)")
        .on("sqlite", "strftime('%Y-01-01', books.published)")
        .on("postgresql", "CAST(date_trunc('year', CAST(books.published AS TIMESTAMP)) AS DATE)")
        .gives("1815-01-01");
    add("month of a date", func::date_trunc(DateUnit::Month, s.published),
        "CAST(date_format(books.published, '%Y-%m-01') AS DATE)")
        .on("sqlite", "strftime('%Y-%m-01', books.published)")
        .on("postgresql", "CAST(date_trunc('month', CAST(books.published AS TIMESTAMP)) AS DATE)")
        .gives("1815-12-01");
    add("week of a date", func::date_trunc(DateUnit::Week, s.published),
        "CAST(CAST(books.published AS DATE) - INTERVAL weekday(books.published) DAY AS DATE)")
        .on("sqlite", "strftime('%Y-%m-%d', books.published, 'weekday 0', '-6 days')")
        .on("postgresql", "CAST(date_trunc('week', CAST(books.published AS TIMESTAMP)) AS DATE)")
        .gives("1815-12-18");
    add("month of a time", func::date_trunc(DateUnit::Month, s.sold_at),
        "CAST(date_format(sales.sold_at, '%Y-%m-01') AS DATETIME(6))")
        .on("sqlite", "strftime('%Y-%m-01 00:00:00', sales.sold_at)")
        .on("postgresql", "date_trunc('month', sales.sold_at)")
        .gives("2024-01-01 00:00:00");
    add("day of a time", func::date_trunc(DateUnit::Day, s.sold_at),
        "CAST(date_format(sales.sold_at, '%Y-%m-%d') AS DATETIME(6))")
        .on("sqlite", "strftime('%Y-%m-%d 00:00:00', sales.sold_at)")
        .on("postgresql", "date_trunc('day', sales.sold_at)")
        .gives("2024-01-05 00:00:00");
    add("hour of a time", func::date_trunc(DateUnit::Hour, s.sold_at),
        "CAST(date_format(sales.sold_at, '%Y-%m-%d %H:00:00') AS DATETIME(6))")
        .on("sqlite", "strftime('%Y-%m-%d %H:00:00', sales.sold_at)")
        .on("postgresql", "date_trunc('hour', sales.sold_at)")
        .gives("2024-01-05 10:00:00");
    add("minute of a time", func::date_trunc(DateUnit::Minute, s.sold_at),
        "CAST(date_format(sales.sold_at, '%Y-%m-%d %H:%i:00') AS DATETIME(6))")
        .on("sqlite", "strftime('%Y-%m-%d %H:%M:00', sales.sold_at)")
        .on("postgresql", "date_trunc('minute', sales.sold_at)")
        .gives("2024-01-05 10:30:00");
    add("month of a time as a condition",
        select(s.sale_id).where(func::date_trunc(DateUnit::Week, s.sold_at) ==
                                func::date_trunc(DateUnit::Month, s.sold_at)),
        "SELECT sales.id FROM sales WHERE CAST(CAST(sales.sold_at AS DATE) - INTERVAL weekday(sales.sold_at) DAY AS "
        "DATETIME(6)) = CAST(date_format(sales.sold_at, '%Y-%m-01') AS DATETIME(6))")
        .on("sqlite",
            "SELECT sales.id FROM sales WHERE strftime('%Y-%m-%d 00:00:00', sales.sold_at, 'weekday 0', '-6 days') = "
            "strftime('%Y-%m-01 00:00:00', sales.sold_at)")
        .on("postgresql",
            "SELECT sales.id FROM sales WHERE date_trunc('week', sales.sold_at) = date_trunc('month', sales.sold_at)")
        .gives("1");
});

const CaseGroup kOtherFunctions("OtherFunctions", [](SqlCases& add, const Shop& s) {
    add("by name", func::call<double>("power", s.pages, 2), "power(books.pages, ?)").gives("224676");
    add("without arguments", func::call<Value>("CURRENT_TIMESTAMP").is_not_null(), "CURRENT_TIMESTAMP IS NOT NULL")
        .gives("true");
    add("current user", func::current_user() == "azoth" || func::current_user() == "azoth@%",
        "current_user = ? OR current_user = ?")
        .refused("sqlite")
        .gives("true");
    add("of a schema", func::call<int>("pg_catalog.length", s.title), "pg_catalog.length(books.title)")
        .not_run("sqlite")
        .not_run("mariadb")
        .not_run("mysql")
        .gives("4");
    add("with a quoted name", func::call<std::string>("pg_catalog.\"lower\"", s.title), "pg_catalog.lower(books.title)")
        .not_run("sqlite")
        .not_run("mariadb")
        .not_run("mysql")
        .gives("emma");
    add("with a name that needs quotes", func::call<int>(R"(shop."Best ""before""")", 1),
        R"(shop."Best ""before"""(?))")
        .on("mariadb", "shop.`Best \"before\"`(?)")
        .on("mysql", "shop.`Best \"before\"`(?)")
        .not_run("sqlite")
        .not_run("postgresql")
        .not_run("mariadb")
        .not_run("mysql");
    add("random uuid", func::length(cast<std::string>(func::gen_random_uuid())), "")
        .on("sqlite",
            "length(CAST(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), "
            "2) "
            "|| '-' || substr('89AB', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || "
            "hex(randomblob(6))) AS TEXT))")
        .on("postgresql", "char_length(CAST(gen_random_uuid() AS VARCHAR))")
        .on("mariadb",
            "char_length(CAST(lower(concat(hex(random_bytes(4)), '-', hex(random_bytes(2)), '-4', "
            "substr(hex(random_bytes(2)), 2), '-', substr('89AB', 1 + floor(rand() * 4), 1), "
            "substr(hex(random_bytes(2)), 2), '-', hex(random_bytes(6)))) AS CHAR))")
        .on("mysql",
            "char_length(CAST(lower(concat(hex(random_bytes(4)), '-', hex(random_bytes(2)), '-4', "
            "substr(hex(random_bytes(2)), 2), '-', substr('89AB', 1 + floor(rand() * 4), 1), "
            "substr(hex(random_bytes(2)), 2), '-', hex(random_bytes(6)))) AS CHAR))")
        .gives("36");
    add("in conditions and order",
        select(s.title).where(func::length(s.title) > 6).order_by(desc(func::length(s.title)), func::lower(s.title)),
        "SELECT books.title FROM books WHERE char_length(books.title) > ? ORDER BY char_length(books.title) DESC, "
        "lower(books.title)")
        .on("sqlite",
            "SELECT books.title FROM books WHERE length(books.title) > ? ORDER BY length(books.title) DESC, "
            "lower(books.title)")
        .gives("The Dispossessed;Persuasion;Solaris");
});

}  // namespace
}  // namespace azoth::test
