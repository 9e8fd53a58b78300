// SPDX-License-Identifier: MIT
#include "engine/statement_effect.hpp"

#include <gtest/gtest.h>

namespace azoth::engine::test {
namespace {

struct Case {
    std::string_view sql;
    Effect with_transactional_ddl;
    Effect without;
};

class Effects : public testing::TestWithParam<Case> {};

TEST_P(Effects, OfAStatement) {
    EXPECT_EQ(effect_of(GetParam().sql, true), GetParam().with_transactional_ddl) << GetParam().sql;
    EXPECT_EQ(effect_of(GetParam().sql, false), GetParam().without) << GetParam().sql;
}

INSTANTIATE_TEST_SUITE_P(StatementEffect, Effects,
                         testing::Values(Case{"SELECT f()", Effect::Undone, Effect::Undone},
                                         Case{"(SELECT 1) UNION (SELECT 2)", Effect::Undone, Effect::Undone},
                                         Case{"INSERT INTO t VALUES (1)", Effect::Undone, Effect::Undone},
                                         Case{"-- why\n/* so */ update t SET a = 1", Effect::Undone, Effect::Undone},
                                         Case{"WITH a AS (SELECT 1) DELETE FROM t", Effect::Undone, Effect::Undone},
                                         Case{"COPY t FROM STDIN", Effect::Undone, Effect::MayPersist},
                                         Case{"CREATE TABLE t (n INTEGER)", Effect::Undone, Effect::MayPersist},
                                         Case{"TRUNCATE t", Effect::Undone, Effect::MayPersist},
                                         Case{"/*! COMMIT */", Effect::Undone, Effect::MayPersist},
                                         Case{"CALL f()", Effect::Undone, Effect::MayPersist},
                                         Case{"COMMIT", Effect::MayPersist, Effect::MayPersist},
                                         Case{"commit;", Effect::MayPersist, Effect::MayPersist},
                                         Case{"END", Effect::MayPersist, Effect::MayPersist},
                                         Case{"PREPARE TRANSACTION 'a'", Effect::MayPersist, Effect::MayPersist},
                                         Case{"XA COMMIT 'a'", Effect::Undone, Effect::MayPersist},
                                         Case{"BEGIN", Effect::Undone, Effect::MayPersist},
                                         Case{"ROLLBACK", Effect::MayPersist, Effect::MayPersist},
                                         Case{"ROLLBACK TO SAVEPOINT a", Effect::Undone, Effect::Undone},
                                         Case{"SAVEPOINT a", Effect::Undone, Effect::Undone},
                                         Case{"SET autocommit = 1", Effect::Undone, Effect::MayPersist},
                                         Case{"SET @@autocommit = 1", Effect::Undone, Effect::MayPersist},
                                         Case{"SET SESSION autocommit = 1", Effect::Undone, Effect::MayPersist},
                                         Case{"SET STATEMENT max_statement_time = 1 FOR ALTER TABLE t ADD a INT",
                                              Effect::Undone, Effect::MayPersist},
                                         Case{"-- close it; then go on\nCOMMIT", Effect::MayPersist,
                                              Effect::MayPersist},
                                         Case{"/* a; b */ COMMIT", Effect::MayPersist, Effect::MayPersist},
                                         Case{"/* a /* b */ c */ COMMIT", Effect::MayPersist, Effect::MayPersist},
                                         Case{"SET time_zone = '+00:00'", Effect::Undone, Effect::Undone},
                                         Case{"INSERT INTO t VALUES (1); COMMIT", Effect::MayPersist,
                                              Effect::MayPersist},
                                         Case{"INSERT INTO t VALUES (1); ", Effect::Undone, Effect::Undone}));

}  // namespace
}  // namespace azoth::engine::test
