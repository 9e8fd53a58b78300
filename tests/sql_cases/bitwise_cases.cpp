// SPDX-License-Identifier: MIT
#include "azoth/sql/bitwise.hpp"

#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kBitwise("Bitwise", [](SqlCases& add, const Shop& s) {
    add("and", bitwise_and(s.flags, 3), "documents.flags & ?")
        .on("mariadb", "CAST(documents.flags & ? AS SIGNED)")
        .on("mysql", "CAST(documents.flags & ? AS SIGNED)")
        .gives("2");
    add("or", bitwise_or(s.flags, 9), "documents.flags | ?")
        .on("mariadb", "CAST(documents.flags | ? AS SIGNED)")
        .on("mysql", "CAST(documents.flags | ? AS SIGNED)")
        .gives("15");
    add("xor", bitwise_xor(s.flags, 3), "documents.flags # ?")
        .on("sqlite", "((documents.flags | ?) - (documents.flags & ?))")
        .on("mariadb", "CAST(documents.flags ^ ? AS SIGNED)")
        .on("mysql", "CAST(documents.flags ^ ? AS SIGNED)")
        .gives("5");
    add("xor of negative numbers", select(bitwise_xor(s.flags, 5)).where(s.document_id == 2),
        "SELECT documents.flags # ? FROM documents WHERE documents.id = ?")
        .on("sqlite", "SELECT ((documents.flags | ?) - (documents.flags & ?)) FROM documents WHERE documents.id = ?")
        .on("mariadb", "SELECT CAST(documents.flags ^ ? AS SIGNED) FROM documents WHERE documents.id = ?")
        .on("mysql", "SELECT CAST(documents.flags ^ ? AS SIGNED) FROM documents WHERE documents.id = ?")
        .gives("-3");
    add("not", bitwise_not(s.flags), "~documents.flags")
        .on("mariadb", "CAST(~documents.flags AS SIGNED)")
        .on("mysql", "CAST(~documents.flags AS SIGNED)")
        .gives("-7");
    add("shift left", bitwise_lshift(s.flags, 2), "documents.flags << ?")
        .on("mariadb", "CAST(documents.flags << ? AS SIGNED)")
        .on("mysql", "CAST(documents.flags << ? AS SIGNED)")
        .gives("24");
    add("shift right", bitwise_rshift(s.flags, 1), "documents.flags >> ?")
        .on("mariadb",
            "CASE WHEN documents.flags < 0 THEN CAST(~(~documents.flags >> ?) AS SIGNED) "
            "ELSE CAST(documents.flags >> ? AS SIGNED) END")
        .on("mysql",
            "CASE WHEN documents.flags < 0 THEN CAST(~(~documents.flags >> ?) AS SIGNED) "
            "ELSE CAST(documents.flags >> ? AS SIGNED) END")
        .gives("3");
    add("shift of a wide column", bitwise_lshift(s.document_id, 40), "documents.id << ?")
        .on("mariadb", "CAST(documents.id << ? AS SIGNED)")
        .on("mysql", "CAST(documents.id << ? AS SIGNED)")
        .gives("1099511627776");
    add("shift by a column", bitwise_lshift(s.flags, s.document_id), "documents.flags << CAST(documents.id AS INTEGER)")
        .on("mariadb", "CAST(documents.flags << CAST(documents.id AS SIGNED) AS SIGNED)")
        .on("mysql", "CAST(documents.flags << CAST(documents.id AS SIGNED) AS SIGNED)")
        .gives("12");
    add("chain of the same", bitwise_or(bitwise_or(s.flags, 8), 16), "documents.flags | ? | ?")
        .on("mariadb", "CAST(CAST(documents.flags | ? AS SIGNED) | ? AS SIGNED)")
        .on("mysql", "CAST(CAST(documents.flags | ? AS SIGNED) | ? AS SIGNED)")
        .gives("30");
    add("mixed", bitwise_and(bitwise_or(s.flags, 8), 12), "(documents.flags | ?) & ?")
        .on("mariadb", "CAST((CAST(documents.flags | ? AS SIGNED)) & ? AS SIGNED)")
        .on("mysql", "CAST((CAST(documents.flags | ? AS SIGNED)) & ? AS SIGNED)")
        .gives("12");
    add("shift right of a negative number", select(bitwise_rshift(s.flags, 1)).where(s.document_id == 2),
        "SELECT documents.flags >> ? FROM documents WHERE documents.id = ?")
        .on("mariadb",
            "SELECT CASE WHEN documents.flags < 0 THEN CAST(~(~documents.flags >> ?) AS SIGNED) "
            "ELSE CAST(documents.flags >> ? AS SIGNED) END FROM documents WHERE documents.id = ?")
        .on("mysql",
            "SELECT CASE WHEN documents.flags < 0 THEN CAST(~(~documents.flags >> ?) AS SIGNED) "
            "ELSE CAST(documents.flags >> ? AS SIGNED) END FROM documents WHERE documents.id = ?")
        .gives("-4");
});

}  // namespace
}  // namespace azoth::test
