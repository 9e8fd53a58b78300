// SPDX-License-Identifier: MIT
// The table of docs/types.md is what the dialects say.
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "azoth/dialects/mysql/types.hpp"
#include "azoth/dialects/postgresql/types.hpp"
#include "azoth/engine/backend.hpp"
#include "azoth/types/hstore.hpp"
#include "azoth/types/network.hpp"
#include "ddl_cases/ddl_case.hpp"

namespace azoth::test {
namespace {

struct Line {
    const char* label;
    SqlType type;
    const char* cpp;
    bool is_only_for_postgresql = false;
    bool is_only_for_mysql = false;
    bool is_only_for_mariadb = false;
};

const std::vector<Line>& lines() {
    static const std::vector<Line> all = {
        {"Boolean{}", Boolean{}, "`bool`"},
        {"TinyInteger{}", TinyInteger{}, "`std::int8_t`"},
        {"SmallInteger{}", SmallInteger{}, "`std::int16_t`"},
        {"MediumInteger{}", MediumInteger{}, "whole numbers"},
        {"Integer{}", Integer{}, "`std::int32_t`"},
        {"BigInteger{}", BigInteger{}, "`std::int64_t`"},
        {"Unsigned{TinyInteger{}}", Unsigned{TinyInteger{}}, "`std::uint8_t`"},
        {"Unsigned{SmallInteger{}}", Unsigned{SmallInteger{}}, "`std::uint16_t`"},
        {"Unsigned{Integer{}}", Unsigned{Integer{}}, "`std::uint32_t`"},
        {"Unsigned{BigInteger{}}", Unsigned{BigInteger{}}, "`std::uint64_t`"},
        {"Float{}", Float{}, "`float`"},
        {"Double{}", Double{}, "`double`"},
        {"Numeric{}", Numeric{}, "`Decimal`"},
        {"Numeric{18, 4}", Numeric{18, 4}, "`Decimal`"},
        {"String{}", String{}, "`std::string`"},
        {"String{100}", String{100}, "`std::string`"},
        {"Text{}", Text{}, "`std::string`"},
        {"Text{60'000}", Text{60'000}, "`std::string`"},
        {"Char{3}", Char{3}, "`std::string`"},
        {"LargeBinary{}", LargeBinary{}, "`Bytes`"},
        {"LargeBinary{100}", LargeBinary{100}, "`Bytes`"},
        {"Binary{16}", Binary{16}, "`Bytes`"},
        {"Date{}", Date{}, "`year_month_day`, `sys_days`"},
        {"Time{}", Time{}, "`hh_mm_ss`, durations"},
        {"Time{true}", Time{true}, "`ZonedTime`"},
        {"DateTime{}", DateTime{}, "`local_time`"},
        {"DateTime{true}", DateTime{true}, "`sys_time`"},
        {"DateTime{FractionDigits{3}}", DateTime{FractionDigits{3}}, "`local_time`"},
        {"Year{}", Year{}, "`int`"},
        {"IntervalType{}", IntervalType{}, "`Interval`, durations"},
        {"Uuid{}", Uuid{}, "`boost::uuids::uuid`"},
        {"Json{}", Json{}, "`nlohmann::json`"},
        {"Enum(\"state\", {\"on\", \"off\"})", Enum("state", {"on", "off"}), "enumerations with `EnumLabels`"},
        {"Enum(\"state\", {\"on\", \"off\"}).native()", Enum("state", {"on", "off"}).native(), "the same"},
        {"Set({\"a\", \"b\"})", Set({"a", "b"}), "`EnumSet<E>`, `std::string`"},
        {"Array(Integer{})", Array(Integer{}), "`std::vector<int>`"},
        {"Array(Text{}, 2)", Array(Text{}, 2), "`std::vector<std::vector<std::string>>`"},
        {"RangeType{Integer{}}", RangeType{Integer{}}, "`Range<int>`"},
        {"RangeType{BigInteger{}}", RangeType{BigInteger{}}, "`Range<std::int64_t>`"},
        {"RangeType{Numeric{}}", RangeType{Numeric{}}, "`Range<Decimal>`"},
        {"RangeType{Date{}}", RangeType{Date{}}, "`Range<sys_days>`"},
        {"RangeType{DateTime{}}", RangeType{DateTime{}}, "`Range<local_time>`"},
        {"RangeType{DateTime{true}}", RangeType{DateTime{true}}, "`Range<sys_time>`"},
        {"MultiRangeType{Integer{}}", MultiRangeType{Integer{}}, "`MultiRange<int>`"},
        {"Bit{8}", Bit{8}, "`std::bitset<8>`"},
        {"VarBit{}", VarBit{}, "`std::string` of 0 and 1"},
        {"TypeTraits<IpAddress>::sql_type()", TypeTraits<IpAddress>::sql_type(), "`IpAddress`"},
        {"TypeTraits<MacAddress>::sql_type()", TypeTraits<MacAddress>::sql_type(), "`MacAddress`"},
        {"TypeTraits<Hstore>::sql_type()", TypeTraits<Hstore>::sql_type(), "`Hstore`"},
        {"postgresql::CIDR()", postgresql::CIDR(), "`IpAddress`", true},
        {"postgresql::MACADDR8()", postgresql::MACADDR8(), "`MacAddress`", true},
        {"postgresql::JSON()", postgresql::JSON(), "`nlohmann::json`", true},
        {"postgresql::OID()", postgresql::OID(), "`std::int64_t`", true},
        {"postgresql::CITEXT()", postgresql::CITEXT(), "`std::string`", true},
        {"postgresql::MONEY()", postgresql::MONEY(), "`std::string`", true},
        {"postgresql::XML()", postgresql::XML(), "`std::string`", true},
        {"postgresql::JSONPATH()", postgresql::JSONPATH(), "`std::string`", true},
        {"postgresql::TSVECTOR()", postgresql::TSVECTOR(), "`std::string`", true},
        {"postgresql::TSQUERY()", postgresql::TSQUERY(), "`std::string`", true},
        {"postgresql::REGCLASS()", postgresql::REGCLASS(), "`std::string`", true},
        {"postgresql::REGTYPE()", postgresql::REGTYPE(), "`std::string`", true},
        {"postgresql::REGCONFIG()", postgresql::REGCONFIG(), "`std::string`", true},
        {"postgresql::POINT()", postgresql::POINT(), "`std::string`", true},
        {"postgresql::BOX()", postgresql::BOX(), "`std::string`", true},
        {"postgresql::PATH()", postgresql::PATH(), "`std::string`", true},
        {"postgresql::POLYGON()", postgresql::POLYGON(), "`std::string`", true},
        {"postgresql::CIRCLE()", postgresql::CIRCLE(), "`std::string`", true},
        {"mysql::TINYTEXT()", mysql::TINYTEXT(), "`std::string`", false, true},
        {"mysql::MEDIUMTEXT()", mysql::MEDIUMTEXT(), "`std::string`", false, true},
        {"mysql::LONGTEXT()", mysql::LONGTEXT(), "`std::string`", false, true},
        {"mysql::TINYBLOB()", mysql::TINYBLOB(), "`Bytes`", false, true},
        {"mysql::MEDIUMBLOB()", mysql::MEDIUMBLOB(), "`Bytes`", false, true},
        {"mysql::LONGBLOB()", mysql::LONGBLOB(), "`Bytes`", false, true},
        {"mysql::TIMESTAMP(3)", mysql::TIMESTAMP(3), "`sys_time`", false, true},
        {"mysql::INET4()", mysql::INET4(), "`IpAddress`", false, true, true},
        {"mysql::INET6()", mysql::INET6(), "`IpAddress`", false, true, true},
    };
    return all;
}

/// The type as CREATE TABLE has it; a dash where there is none.
std::string name_on(const char* backend, const driver::ServerInfo& server, const SqlType& type) {
    const Dialect& dialect = find_backend(backend).dialect(&server);
    try {
        const std::string sql = to_string(CreateTable(table(Column("c", type))), dialect);
        const auto start = sql.find("c ") + 2;
        const auto end = std::min(sql.find(", CONSTRAINT"), sql.rfind(')'));
        return "`" + sql.substr(start, end - start) + "`";
    } catch (const CompileError&) {
        return "-";
    }
}

std::string written(const Line& line) {
    const auto name = [&](const char* backend, const driver::ServerInfo& server, bool is_there) {
        return " | " + (is_there ? name_on(backend, server, line.type) : "-");
    };
    const bool is_common = !line.is_only_for_postgresql && !line.is_only_for_mysql;
    return "| `" + std::string(line.label) + "` | " + line.cpp + name("sqlite", {"SQLite", 34900}, is_common) +
           name("postgresql", {"PostgreSQL", 170000}, !line.is_only_for_mysql) +
           name("mysql", {"MariaDB", 110402}, !line.is_only_for_postgresql) +
           name("mysql", {"MySQL", 80036}, !line.is_only_for_postgresql && !line.is_only_for_mariadb) + " |";
}

TEST(DdlTypes, StandInTheTableOfTheDocumentation) {
    std::ifstream file(AZOTH_TYPES_PAGE);
    std::stringstream page;
    page << file.rdbuf();
    for (const Line& line : lines())
        EXPECT_NE(page.str().find(written(line) + "\n"), std::string::npos) << "docs/types.md lacks\n" << written(line);
}

}  // namespace
}  // namespace azoth::test
