// SPDX-License-Identifier: MIT
#include "dialects/mysql/plans.hpp"

#include <gtest/gtest.h>

namespace azoth::test {
namespace {

TEST(MysqlPlans, ReadJson) {
    const Plan plan = mysql::read_json_plan(R"({
        "query_block": {
            "select_id": 1,
            "nested_loop": [
                {"table": {"table_name": "books", "access_type": "ALL", "rows": 4, "possible_keys": ["a", "b"]}},
                {"table": {"table_name": "authors", "access_type": "eq_ref"}}
            ]
        }
    })");

    EXPECT_EQ(plan.text(),
              "query_block 1\n"
              "  nested_loop\n"
              "    table books\n"
              "      - access_type: ALL\n"
              "      - rows: 4\n"
              "      - possible_keys: [\"a\",\"b\"]\n"
              "    table authors\n"
              "      - access_type: eq_ref\n");
}

TEST(MysqlPlans, ReadTrees) {
    EXPECT_EQ(mysql::read_tree_plan("-> Limit: 1 row(s)\n    -> Table scan on books  (cost=0.65 rows=4)\n").text(),
              "Limit: 1 row(s)\n  Table scan on books  (cost=0.65 rows=4)\n");
}

}  // namespace
}  // namespace azoth::test
