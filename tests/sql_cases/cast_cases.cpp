// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/matching.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kCast("Cast", [](SqlCases& add, const Shop& s) {
    add("to text", cast<std::string>(s.pages), "CAST(books.pages AS VARCHAR)")
        .on("sqlite", "CAST(books.pages AS TEXT)")
        .on("mariadb", "CAST(books.pages AS CHAR)")
        .on("mysql", "CAST(books.pages AS CHAR)")
        .gives("474");
    add("to a number", cast<int>(literal("12")), "CAST(? AS INTEGER)")
        .on("mariadb", "CAST(? AS SIGNED)")
        .on("mysql", "CAST(? AS SIGNED)")
        .gives("12");
    add("to a double", cast<double>(s.pages), "CAST(books.pages AS DOUBLE PRECISION)")
        .on("sqlite", "CAST(books.pages AS REAL)")
        .on("mariadb", "CAST(books.pages AS DOUBLE)")
        .on("mysql", "CAST(books.pages AS DOUBLE)")
        .gives("474");
    add("to a date", cast<std::chrono::year_month_day>(literal("2024-02-29")), "CAST(? AS DATE)")
        .on("sqlite", "CAST(? AS TEXT)")
        .gives("2024-02-29");
    add("to a type of run time", cast(s.pages, String{2}), "CAST(books.pages AS VARCHAR(2))")
        .on("sqlite", "CAST(books.pages AS TEXT)")
        .on("mariadb", "CAST(books.pages AS CHAR(2))")
        .on("mysql", "CAST(books.pages AS CHAR(2))")
        .gives_on("sqlite", "474")
        .gives_on("postgresql", "47")
        .gives_on("mariadb", "47");
    add("to a decimal", cast(s.pages, Numeric{8, 2}), "CAST(books.pages AS NUMERIC(8, 2))")
        .on("sqlite", "CAST(books.pages AS NUMERIC)")
        .on("mariadb", "CAST(books.pages AS DECIMAL(8, 2))")
        .on("mysql", "CAST(books.pages AS DECIMAL(8, 2))")
        .gives("474");
    add("of a sum", cast<std::string>(s.pages + 1), "CAST(books.pages + ? AS VARCHAR)")
        .on("sqlite", "CAST(books.pages + ? AS TEXT)")
        .on("mariadb", "CAST(books.pages + ? AS CHAR)")
        .on("mysql", "CAST(books.pages + ? AS CHAR)")
        .gives("475");
    add("try", try_cast<int>(s.title), "TRY_CAST(books.title AS INTEGER)")
        .refused("sqlite")
        .refused("postgresql")
        .refused("mariadb")
        .refused("mysql");
    add("coerced", type_coerce<std::int64_t>(s.pages) + 1, "books.pages + ?").gives("475");
    add("coerced sum keeps its parentheses", type_coerce<std::int64_t>(s.pages + 1) * 2, "(books.pages + ?) * ?")
        .gives("950");
    add("coerced value", type_coerce<double>(5) / 2, "? / ?").gives("2.5");
});

const CaseGroup kCollate("Collate", [](SqlCases& add, const Shop& s) {
    add("compares", s.title.collate("NOCASE") == "EMMA", "books.title COLLATE \"NOCASE\" = ?")
        .on("mariadb", "books.title COLLATE `NOCASE` = ?")
        .on("mysql", "books.title COLLATE `NOCASE` = ?")
        .not_run("postgresql")
        .not_run("mariadb")
        .gives("true");
    add("compares in C", s.title.collate("C") == "Emma", "books.title COLLATE \"C\" = ?")
        .on("mariadb", "books.title COLLATE `C` = ?")
        .on("mysql", "books.title COLLATE `C` = ?")
        .not_run("sqlite")
        .not_run("mariadb")
        .gives("true");
    add("compares in binary", s.title.collate("utf8mb4_bin") == "emma", "books.title COLLATE utf8mb4_bin = ?")
        .not_run("sqlite")
        .not_run("postgresql")
        .gives("false");
    add("of a join", (s.title + "x").collate("nocase") == "EMMAX", "(books.title || ?) COLLATE nocase = ?")
        .on("mariadb", "concat(books.title, ?) COLLATE nocase = ?")
        .on("mysql", "concat(books.title, ?) COLLATE nocase = ?")
        .not_run("postgresql")
        .not_run("mariadb")
        .gives("true");
    add("sorts", select(s.id).order_by(s.title.collate("C").desc()),
        "SELECT books.id FROM books ORDER BY books.title COLLATE \"C\" DESC")
        .on("mariadb", "SELECT books.id FROM books ORDER BY books.title COLLATE `C` DESC")
        .on("mysql", "SELECT books.id FROM books ORDER BY books.title COLLATE `C` DESC")
        .not_run("sqlite")
        .not_run("mariadb")
        .gives("3;4;2;1");
    add("quotes the name", s.title.collate("a\" = '' --") == "x", "books.title COLLATE \"a\"\" = '' --\" = ?")
        .on("mariadb", "books.title COLLATE `a\" = '' --` = ?")
        .on("mysql", "books.title COLLATE `a\" = '' --` = ?")
        .not_run("sqlite")
        .not_run("postgresql")
        .not_run("mariadb");
});

}  // namespace
}  // namespace azoth::test
