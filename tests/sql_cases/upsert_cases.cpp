// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/functions.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const std::string kShelves = "SELECT id, parent_id, name FROM shelves WHERE id IN (1, 9) ORDER BY id";

const CaseGroup kUpsert("Upsert", [](SqlCases& add, const Shop& s) {
    const auto taken = insert(s.shelves).values(s.shelf_id = 1, s.shelf_parent = 7, s.shelf_name = "new");
    const std::string start = "INSERT INTO shelves (id, parent_id, name) VALUES (?, ?, ?)";
    add("do nothing", taken.on_conflict(s.shelf_id).do_nothing(), start + " ON CONFLICT (id) DO NOTHING")
        .on("mariadb", start + " ON DUPLICATE KEY UPDATE id = shelves.id")
        .on("mysql", start + " ON DUPLICATE KEY UPDATE id = shelves.id")
        .leaves(kShelves, "1|NULL|root");
    add("do nothing on any key", taken.on_conflict().do_nothing(), start + " ON CONFLICT DO NOTHING")
        .on("mariadb", start + " ON DUPLICATE KEY UPDATE id = shelves.id")
        .on("mysql", start + " ON DUPLICATE KEY UPDATE id = shelves.id")
        .leaves(kShelves, "1|NULL|root");
    add("update with a value", taken.on_conflict(s.shelf_id).do_update(s.shelf_name = "renamed"),
        start + " ON CONFLICT (id) DO UPDATE SET name = ?")
        .on("mariadb", start + " ON DUPLICATE KEY UPDATE name = ?")
        .on("mysql", start + " AS new ON DUPLICATE KEY UPDATE name = ?")
        .leaves(kShelves, "1|NULL|renamed");
    add("update with the excluded value",
        taken.on_conflict(s.shelf_id).do_update(s.shelf_name = excluded(s.shelf_name)),
        start + " ON CONFLICT (id) DO UPDATE SET name = excluded.name")
        .on("mariadb", start + " ON DUPLICATE KEY UPDATE name = VALUES(name)")
        .on("mysql", start + " AS new ON DUPLICATE KEY UPDATE name = new.name")
        .leaves(kShelves, "1|NULL|new");
    add("update with old and new value",
        taken.on_conflict(s.shelf_id).do_update(s.shelf_name = s.shelf_name + "," + excluded(s.shelf_name)),
        start + " ON CONFLICT (id) DO UPDATE SET name = shelves.name || ? || excluded.name")
        .on("mariadb", start + " ON DUPLICATE KEY UPDATE name = concat(shelves.name, ?, VALUES(name))")
        .on("mysql", start + " AS new ON DUPLICATE KEY UPDATE name = concat(shelves.name, ?, new.name)")
        .leaves(kShelves, "1|NULL|root,new");
    add("update all", taken.on_conflict(s.shelf_id).do_update_all(),
        start + " ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, name = excluded.name")
        .on("mariadb", start + " ON DUPLICATE KEY UPDATE parent_id = VALUES(parent_id), name = VALUES(name)")
        .on("mysql", start + " AS new ON DUPLICATE KEY UPDATE parent_id = new.parent_id, name = new.name")
        .leaves(kShelves, "1|7|new");
    add("insert what is not there",
        insert(s.shelves).values(s.shelf_id = 9, s.shelf_name = "nine").on_conflict(s.shelf_id).do_update_all(),
        "INSERT INTO shelves (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name")
        .on("mariadb", "INSERT INTO shelves (id, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name)")
        .on("mysql", "INSERT INTO shelves (id, name) VALUES (?, ?) AS new ON DUPLICATE KEY UPDATE name = new.name")
        .leaves(kShelves, "1|NULL|root;9|NULL|nine");
    add("of several rows",
        insert(s.shelves)
            .columns(s.shelf_id, s.shelf_name)
            .rows({{1, "one"}, {9, "nine"}})
            .on_conflict(s.shelf_id)
            .do_update_all(),
        "INSERT INTO shelves (id, name) VALUES (?, ?), (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name")
        .on("mariadb",
            "INSERT INTO shelves (id, name) VALUES (?, ?), (?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name)")
        .on("mysql",
            "INSERT INTO shelves (id, name) VALUES (?, ?), (?, ?) AS new ON DUPLICATE KEY UPDATE name = new.name")
        .leaves(kShelves, "1|NULL|one;9|NULL|nine");
    add("update where it holds",
        taken.on_conflict(s.shelf_id).do_update(s.shelf_name = "x").where(s.shelf_name == "root"),
        start + " ON CONFLICT (id) DO UPDATE SET name = ? WHERE shelves.name = ?")
        .refused("mariadb")
        .refused("mysql")
        .leaves(kShelves, "1|NULL|x");
    add("update where it does not hold",
        taken.on_conflict(s.shelf_id)
            .do_update(s.shelf_name = "x")
            .where(s.shelf_name == "other", excluded(s.shelf_parent) == 7),
        start + " ON CONFLICT (id) DO UPDATE SET name = ? WHERE shelves.name = ? AND excluded.parent_id = ?")
        .refused("mariadb")
        .refused("mysql")
        .leaves(kShelves, "1|NULL|root");
    add("update of any key", taken.on_conflict().do_update(s.shelf_name = "any"),
        start + " ON CONFLICT DO UPDATE SET name = ?")
        .refused("postgresql")
        .on("mariadb", start + " ON DUPLICATE KEY UPDATE name = ?")
        .on("mysql", start + " AS new ON DUPLICATE KEY UPDATE name = ?")
        .leaves(kShelves, "1|NULL|any");
    add("on a constraint", taken.on_conflict_on_constraint("pk_shelves").do_update(s.shelf_name = "named"),
        start + " ON CONFLICT ON CONSTRAINT pk_shelves DO UPDATE SET name = ?")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .leaves(kShelves, "1|NULL|named");
    add("with a condition of the index", taken.on_conflict(s.shelf_id).where(s.shelf_parent == 1).do_nothing(),
        start + " ON CONFLICT (id) WHERE parent_id = 1 DO NOTHING")
        .refused("mariadb")
        .refused("mysql")
        .leaves(kShelves, "1|NULL|root");
    add("on an expression without an index",
        taken.on_conflict(s.shelf_id, func::lower(s.shelf_name)).where(s.shelf_parent > 1).do_nothing(),
        start + " ON CONFLICT (id, (lower(name))) WHERE parent_id > 1 DO NOTHING")
        .refused("mariadb")
        .refused("mysql")
        .not_run("sqlite")
        .not_run("postgresql");
    add("several clauses", taken.on_conflict(s.shelf_id).do_update(s.shelf_name = "first").on_conflict().do_nothing(),
        start + " ON CONFLICT (id) DO UPDATE SET name = ? ON CONFLICT DO NOTHING")
        .refused("postgresql")
        .refused("mariadb")
        .refused("mysql")
        .leaves(kShelves, "1|NULL|first");
    add("with returning", taken.on_conflict(s.shelf_id).do_update_all().returning(s.shelf_id, s.shelf_name),
        start +
            " ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, name = excluded.name "
            "RETURNING id, name")
        .on("mariadb",
            start + " ON DUPLICATE KEY UPDATE parent_id = VALUES(parent_id), name = VALUES(name) RETURNING id, name")
        .refused("mysql")
        .gives("1|new");
    add("nothing returned where nothing is done", taken.on_conflict(s.shelf_id).do_nothing().returning(s.shelf_id),
        start + " ON CONFLICT (id) DO NOTHING RETURNING id")
        .on("mariadb", start + " ON DUPLICATE KEY UPDATE id = shelves.id RETURNING id")
        .refused("mysql")
        .gives("")
        .gives_on("mariadb", "1");
    add("of a query",
        insert(s.shelves)
            .columns(s.shelf_id, s.shelf_name)
            .from_select(select(s.author_id, s.author_name).where(s.author_id == 1))
            .on_conflict(s.shelf_id)
            .do_update(s.shelf_name = excluded(s.shelf_name)),
        "INSERT INTO shelves (id, name) SELECT authors.id, authors.name FROM authors WHERE authors.id = ? "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name")
        .on("sqlite",
            "INSERT INTO shelves (id, name) SELECT * FROM (SELECT authors.id, authors.name FROM authors "
            "WHERE authors.id = ?) WHERE 1 ON CONFLICT (id) DO UPDATE SET name = excluded.name")
        .on("mariadb",
            "INSERT INTO shelves (id, name) SELECT authors.id, authors.name FROM authors WHERE authors.id = ? "
            "ON DUPLICATE KEY UPDATE name = VALUES(name)")
        .on("mysql",
            "INSERT INTO shelves (id, name) SELECT authors.id, authors.name FROM authors WHERE authors.id = ? "
            "ON DUPLICATE KEY UPDATE name = VALUES(name)")
        .leaves(kShelves, "1|NULL|Jane Austen");
});

const CaseGroup kMerge("Merge", [](SqlCases& add, const Shop& s) {
    const auto refused_elsewhere = [](SqlCase& one) -> SqlCase& {
        return one.refused("sqlite").refused("mariadb").refused("mysql");
    };
    const auto source = select(s.author_id, s.author_name).where(s.author_id != 2).subquery("source");
    const auto key = source.c<std::int64_t>("id");
    const auto name = source.c<std::string>("name");
    const std::string start =
        "MERGE INTO shelves USING (SELECT authors.id, authors.name FROM authors WHERE "
        "authors.id != ?) AS source ON shelves.id = source.id + ?";
    const auto begun = merge(s.shelves).using_(source, s.shelf_id == key + 2);
    refused_elsewhere(add("updates what matches", begun.when_matched().then_update(s.shelf_name = name),
                          start + " WHEN MATCHED THEN UPDATE SET name = source.name"))
        .leaves("SELECT id, name FROM shelves ORDER BY id", "1|root;2|fiction;3|Jane Austen;4|science fiction");
    refused_elsewhere(add("inserts what does not match",
                          begun.when_not_matched().then_insert(s.shelf_id = key + 2, s.shelf_name = name),
                          start + " WHEN NOT MATCHED THEN INSERT (id, name) VALUES (source.id + ?, source.name)"))
        .leaves("SELECT id, name FROM shelves WHERE id > 3 ORDER BY id", "4|science fiction;5|Stanislaw Lem");
    refused_elsewhere(
        add("deletes what matches", begun.when_matched().then_delete(), start + " WHEN MATCHED THEN DELETE"))
        .leaves("SELECT id FROM shelves ORDER BY id", "1;2;4");
    refused_elsewhere(
        add("takes the first clause that fits",
            begun.when_matched(s.shelf_name == "other")
                .then_delete()
                .when_matched(s.shelf_name == "classics", key == 1)
                .then_update(s.shelf_name = "matched")
                .when_not_matched(key == 99)
                .then_insert(s.shelf_id = 99, s.shelf_name = name)
                .when_not_matched()
                .then_do_nothing(),
            start +
                " WHEN MATCHED AND shelves.name = ? THEN DELETE WHEN MATCHED AND shelves.name = ? AND source.id = ? "
                "THEN UPDATE SET name = ? WHEN NOT MATCHED AND source.id = ? THEN INSERT (id, name) VALUES (?, "
                "source.name) WHEN NOT MATCHED THEN DO NOTHING"))
        .leaves("SELECT id, name FROM shelves ORDER BY id", "1|root;2|fiction;3|matched;4|science fiction");
    refused_elsewhere(add("uses a table",
                          merge(s.shelves).using_(s.authors, s.shelf_id == s.author_id).when_matched().then_delete(),
                          "MERGE INTO shelves USING authors ON shelves.id = authors.id WHEN MATCHED THEN DELETE"))
        .leaves("SELECT id FROM shelves", "4");
    const auto old = select(s.author_id).where(s.born < 1800).cte("old");
    refused_elsewhere(
        add("uses a CTE",
            merge(s.shelves).using_(old, s.shelf_id == old.c<std::int64_t>("id")).when_matched().then_delete(),
            "WITH old AS (SELECT authors.id FROM authors WHERE authors.born < ?) MERGE INTO shelves USING old ON "
            "shelves.id = old.id WHEN MATCHED THEN DELETE"))
        .leaves("SELECT id FROM shelves ORDER BY id", "2;3;4");
});

}  // namespace
}  // namespace azoth::test
