// SPDX-License-Identifier: MIT
#include "azoth/compile/plan.hpp"

#include <gtest/gtest.h>

namespace azoth::test {
namespace {

TEST(Plans, AreTreesOfTheStepsBehindArrows) {
    const Plan plan = compile::read_indented_plan({
        "Hash Join  (cost=1.1..2.2)",
        "  Hash Cond: (b.author_id = a.id)",
        "  ->  Seq Scan on books b",
        "        Filter: (pages > 1)",
        "  ->  Hash",
        "        ->  Seq Scan on authors a",
        "Planning Time: 0.1 ms",
    });

    EXPECT_EQ(plan.text(),
              "Hash Join  (cost=1.1..2.2)\n"
              "  - Hash Cond: (b.author_id = a.id)\n"
              "  Seq Scan on books b\n"
              "    - Filter: (pages > 1)\n"
              "  Hash\n"
              "    Seq Scan on authors a\n"
              "Planning Time: 0.1 ms\n");
}

TEST(Plans, ReadATreeWhoseFirstStepHasAnArrow) {
    const Plan plan = compile::read_indented_plan({"-> Sort: books.title", "    -> Table scan on books"});
    EXPECT_EQ(plan.text(), "Sort: books.title\n  Table scan on books\n");
}

TEST(Plans, TellWhetherTheyMentionSomething) {
    const Plan plan = compile::read_indented_plan({"Sort", "  ->  Scan", "        Filter: x"});
    EXPECT_TRUE(plan.mentions("Filter"));
    EXPECT_FALSE(plan.mentions("Hash"));
}

}  // namespace
}  // namespace azoth::test
