// SPDX-License-Identifier: MIT
#include "azoth/sql/case.hpp"

#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/functions.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kCase("Case", [](SqlCases& add, const Shop& s) {
    add("searched", case_(when(s.pages > 400, "thick"), when(s.pages > 200, "medium")).else_("thin"),
        "CASE WHEN books.pages > ? THEN ? WHEN books.pages > ? THEN ? ELSE ? END")
        .gives("thick");
    add("second branch", case_(when(s.pages > 4000, "thick"), when(s.pages > 200, "medium")).else_("thin"),
        "CASE WHEN books.pages > ? THEN ? WHEN books.pages > ? THEN ? ELSE ? END")
        .gives("medium");
    add("else", case_(when(s.pages > 4000, "thick")).else_("thin"), "CASE WHEN books.pages > ? THEN ? ELSE ? END")
        .gives("thin");
    add("without else", case_(when(s.pages > 4000, 1)), "CASE WHEN books.pages > ? THEN ? END").gives("NULL");
    add("of columns", case_(when(s.in_stock, s.pages)).else_(0), "CASE WHEN books.in_stock THEN books.pages ELSE ? END")
        .gives("474");
    add("of numbers of two kinds", case_(when(s.in_stock, 1)).else_(2.5), "CASE WHEN books.in_stock THEN ? ELSE ? END")
        .gives("1");
    add("null as a result", case_(when(s.pages > 1, std::nullopt)).else_(s.pages),
        "CASE WHEN books.pages > ? THEN NULL ELSE books.pages END")
        .gives("NULL");
    add("simple", case_(s.pages, when(474, "Emma"), when(249, "Persuasion")).else_("another"),
        "CASE books.pages WHEN ? THEN ? WHEN ? THEN ? ELSE ? END")
        .gives("Emma");
    add("simple from a table", case_<std::string>(s.country, {{"GB", "Britain"}, {"PL", "Poland"}}).else_("elsewhere"),
        "CASE authors.country WHEN ? THEN ? WHEN ? THEN ? ELSE ? END")
        .gives("Britain");
    add("simple of columns", case_(s.id, when(s.book_author, "same")).else_("other"),
        "CASE books.id WHEN books.author_id THEN ? ELSE ? END")
        .gives("same");
    add("in arithmetic", case_(when(s.in_stock, 1)).else_(0) + 1, "CASE WHEN books.in_stock THEN ? ELSE ? END + ?")
        .gives("2");
    add("in a sum over rows", select(func::sum(case_(when(s.in_stock, s.pages)).else_(0))),
        "SELECT sum(CASE WHEN books.in_stock THEN books.pages ELSE ? END) FROM books")
        .gives("1065");
    add("nested", case_(when(s.in_stock, case_(when(s.pages > 1, "a")).else_("b"))).else_("c"),
        "CASE WHEN books.in_stock THEN CASE WHEN books.pages > ? THEN ? ELSE ? END ELSE ? END")
        .gives("a");
    add("as a condition", case_(when(s.pages > 1, s.in_stock)).else_(false_()) && s.in_stock,
        "CASE WHEN books.pages > ? THEN books.in_stock ELSE false END AND books.in_stock")
        .on("sqlite", "CASE WHEN books.pages > ? THEN books.in_stock ELSE 0 END AND books.in_stock")
        .gives("true");
});

}  // namespace
}  // namespace azoth::test
