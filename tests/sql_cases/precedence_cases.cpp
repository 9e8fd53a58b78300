// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"

#include "azoth/sql/bitwise.hpp"
#include "azoth/sql/condition.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kPrecedence("Precedence", [](SqlCases& add, const Shop& s) {
    add("product in a sum", s.pages + s.pages * 2, "books.pages + books.pages * ?").gives("1422");
    add("sum in a product", (s.pages + 1) * 2, "(books.pages + ?) * ?").gives("950");
    add("sum in a product on the right", literal(2) * (s.pages + 1), "? * (books.pages + ?)").gives("950");
    add("sums from the left", s.pages - 1 - 2, "books.pages - ? - ?").gives("471");
    add("difference on the right", s.pages - (s.pages - 1), "books.pages - (books.pages - ?)").gives("1");
    add("sum on the right of a sum", s.pages + (s.pages + 1), "books.pages + books.pages + ?").gives("949");
    add("product on the right of a product", s.pages * (s.pages * 2), "books.pages * books.pages * ?").gives("449352");
    add("sum on the right of a difference", s.pages - (s.pages + 1), "books.pages - (books.pages + ?)").gives("-1");
    add("remainder of a product", s.pages * 2 % 7, "books.pages * ? % ?").gives("3");
    add("product of a remainder", s.pages * (s.id % 7), "books.pages * (books.id % ?)").gives("474");
    add("comparison of sums", s.pages + 1 > s.pages - 1, "books.pages + ? > books.pages - ?").gives("true");
    add("comparison of a comparison", (s.pages > 1) == s.in_stock, "(books.pages > ?) = books.in_stock").gives("true");
    add("join in a comparison", s.title + "!" == "Emma!", "books.title || ? = ?")
        .on("mariadb", "concat(books.title, ?) = ?")
        .on("mysql", "concat(books.title, ?) = ?")
        .gives("true");
    add("many parentheses", ((s.pages + 1) * 2 + 3) * 4, "((books.pages + ?) * ? + ?) * ?").gives("3812");
    add("bits in a comparison", bitwise_and(s.flags, 4) == 4, "documents.flags & ? = ?")
        .on("mariadb", "CAST(documents.flags & ? AS SIGNED) = ?")
        .on("mysql", "CAST(documents.flags & ? AS SIGNED) = ?")
        .gives("true");
    add("sum of bits", bitwise_or(s.flags, 1) + 1, "(documents.flags | ?) + ?")
        .on("mariadb", "(CAST(documents.flags | ? AS SIGNED)) + ?")
        .on("mysql", "(CAST(documents.flags | ? AS SIGNED)) + ?")
        .gives("8");
    add("bits of a sum", bitwise_or(s.flags + 1, 8), "documents.flags + ? | ?")
        .on("mariadb", "CAST(documents.flags + ? | ? AS SIGNED)")
        .on("mysql", "CAST(documents.flags + ? | ? AS SIGNED)")
        .gives("15");
});

}  // namespace
}  // namespace azoth::test
