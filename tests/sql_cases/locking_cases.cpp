// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kLocks("Lock", [](SqlCases& add, const Shop& s) {
    const auto one = select(s.title).where(s.id == 1);
    const std::string plain = "SELECT books.title FROM books WHERE books.id = ?";

    add("for update", one.with_for_update(), plain + " FOR UPDATE").on("sqlite", plain).gives("Emma");
    add("for share", one.with_for_update({.read = true}), plain + " FOR SHARE")
        .on("sqlite", plain)
        .on("mariadb", plain + " LOCK IN SHARE MODE")
        .gives("Emma");
    add("without waiting", one.with_for_update({.nowait = true}), plain + " FOR UPDATE NOWAIT")
        .refused("sqlite")
        .gives("Emma");
    add("skipping what is locked", one.with_for_update({.skip_locked = true}), plain + " FOR UPDATE SKIP LOCKED")
        .refused("sqlite")
        .gives("Emma");
    add("for share without waiting", one.with_for_update({.read = true, .nowait = true}), plain + " FOR SHARE NOWAIT")
        .refused("sqlite")
        .on("mariadb", plain + " LOCK IN SHARE MODE NOWAIT")
        .gives("Emma");
    add("for share skipping what is locked", one.with_for_update({.read = true, .skip_locked = true}),
        plain + " FOR SHARE SKIP LOCKED")
        .refused("sqlite")
        .on("mariadb", plain + " LOCK IN SHARE MODE SKIP LOCKED")
        .gives("Emma");
    add("of keys", one.with_for_update({.key_share = true}), plain + " FOR NO KEY UPDATE")
        .on("sqlite", plain)
        .refused("mariadb")
        .refused("mysql")
        .gives("Emma");
    add("of shared keys", one.with_for_update({.read = true, .key_share = true}), plain + " FOR KEY SHARE")
        .on("sqlite", plain)
        .refused("mariadb")
        .refused("mysql")
        .gives("Emma");
    add("of one table", select(s.title).join(s.authors).where(s.id == 1).with_for_update({.of = {s.books}}),
        "SELECT books.title FROM books JOIN authors ON books.author_id = authors.id WHERE books.id = ? FOR UPDATE OF "
        "books")
        .on("sqlite", "SELECT books.title FROM books JOIN authors ON books.author_id = authors.id WHERE books.id = ?")
        .refused("mariadb")
        .gives("Emma");
    const FromHandle other = alias(s.books, "other");
    add("of an alias",
        select(other[s.title]).where(other[s.id] == 2).with_for_update({.skip_locked = true, .of = {other}}),
        "SELECT other.title FROM books AS other WHERE other.id = ? FOR UPDATE OF other SKIP LOCKED")
        .refused("sqlite")
        .refused("mariadb")
        .gives("Persuasion");
    add("of two tables", select(s.title).join(s.authors).where(s.id == 1).with_for_update({.of = {s.books, s.authors}}),
        "SELECT books.title FROM books JOIN authors ON books.author_id = authors.id WHERE books.id = ? FOR UPDATE OF "
        "books, authors")
        .on("sqlite", "SELECT books.title FROM books JOIN authors ON books.author_id = authors.id WHERE books.id = ?")
        .refused("mariadb")
        .gives("Emma");
    add("of a table that is not there", one.with_for_update({.of = {s.sales}}), "")
        .refused("sqlite", "not_in_from")
        .refused("postgresql", "not_in_from")
        .refused("mariadb", "not_in_from")
        .refused("mysql", "not_in_from");
    add("behind order and limit", select(s.id).order_by(s.id).limit(1).with_for_update({.skip_locked = true}),
        "SELECT books.id FROM books ORDER BY books.id LIMIT ? FOR UPDATE SKIP LOCKED")
        .refused("sqlite")
        .gives("1");
    add("in a subquery", select(select(s.id).where(s.id == 1).with_for_update().subquery("t")["id"]),
        "SELECT t.id FROM (SELECT books.id FROM books WHERE books.id = ? FOR UPDATE) AS t")
        .on("sqlite", "SELECT t.id FROM (SELECT books.id FROM books WHERE books.id = ?) AS t")
        .gives("1");
});

}  // namespace
}  // namespace azoth::test
