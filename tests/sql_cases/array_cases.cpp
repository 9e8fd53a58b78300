// SPDX-License-Identifier: MIT
#include "azoth/sql/array.hpp"

#include "azoth/types/array_types.hpp"

#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kArray("Array", [](SqlCases& add, const Shop& s) {
    const auto everywhere_refused = [](SqlCase& sql_case) -> SqlCase& {
        return sql_case.refused("sqlite").refused("mariadb").refused("mysql");
    };
    const auto tags = as_array<int>(literal_column<Value>("ARRAY[1, 2, 3]"));
    everywhere_refused(
        add("contains", array<int>(1, 2, 474).contains(array<int>(s.pages)), "ARRAY[?, ?, ?] @> ARRAY[books.pages]"))
        .gives("true");
    everywhere_refused(
        add("is contained", array<int>(s.pages).contained_by(array<int>(1, 2)), "ARRAY[books.pages] <@ ARRAY[?, ?]"))
        .gives("false");
    everywhere_refused(add("overlaps", array<int>(1, 2).overlap(array<int>(2, 3)), "ARRAY[?, ?] && ARRAY[?, ?]"))
        .gives("true");
    everywhere_refused(add("element", array<int>(7, 8, 9)[2], "(ARRAY[?, ?, ?])[?]")).gives("8");
    everywhere_refused(add("element beyond the end", array<int>(7)[2], "(ARRAY[?])[?]")).gives("NULL");
    everywhere_refused(add("element by a column", array<int>(7, 8)[s.id], "(ARRAY[?, ?])[books.id]")).gives("7");
    everywhere_refused(
        add("slice", array<int>(7, 8, 9).slice(2, 3).contains(array<int>(7)), "(ARRAY[?, ?, ?])[?:?] @> ARRAY[?]"))
        .gives("false");
    everywhere_refused(add("joined", array<int>(1).concat(array<int>(2))[2], "(ARRAY[?] || ARRAY[?])[?]")).gives("2");
    everywhere_refused(add("empty", array<int>().contained_by(array<int>(1)), "CAST(ARRAY[] AS INTEGER[]) <@ ARRAY[?]"))
        .gives("true");
    everywhere_refused(add("equal", array<int>(1, 2) == array<int>(1, 2), "ARRAY[?, ?] = ARRAY[?, ?]")).gives("true");
    everywhere_refused(add("less", array<int>(1, 2) < array<int>(1, 3), "ARRAY[?, ?] < ARRAY[?, ?]")).gives("true");
    everywhere_refused(add("any", s.pages == any_(array<int>(1, 474)), "books.pages = ANY (ARRAY[?, ?])"))
        .gives("true");
    everywhere_refused(add("all", s.pages > all_(array<int>(1, 400)), "books.pages > ALL (ARRAY[?, ?])")).gives("true");
    everywhere_refused(add("of texts", array<std::string>("a", s.title).contains(array<std::string>("Emma")),
                           "CAST(ARRAY[?, books.title] AS TEXT[]) @> CAST(ARRAY[?] AS TEXT[])"))
        .gives("true");
    const auto table = array<std::vector<int>>(array<int>(1, 2), array<int>(3, s.id));
    everywhere_refused(
        add("element of an array of arrays", table[2][1], "(ARRAY[ARRAY[?, ?], ARRAY[?, books.id]])[?][?]"))
        .gives("3");
    everywhere_refused(add("of the users sql", tags[3], "(ARRAY[1, 2, 3])[?]")).gives("3");
});

}  // namespace
}  // namespace azoth::test
