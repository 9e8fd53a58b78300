// SPDX-License-Identifier: MIT
#include "compile/bind_plan.hpp"

#include "azoth/sql/cache_key.hpp"
#include "support/bookshop.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

/// The values of a statement in the order of its placeholders, found as an execution finds them: by the cache key.
template <class Statement>
std::vector<std::string> values_of(const Statement& statement) {
    const Compiled compiled = generic_dialect().compile(*statement.node());
    sql::CacheKeyWriter key;
    statement.node()->write_key(key);
    std::vector<std::string> values;
    for (const BindSlot& slot : compiled.slots) {
        const sql::Node* bind = key.binds()[slot.index];
        if (slot.source == BindSlot::Source::Bind)
            values.push_back(to_display_string(static_cast<const sql::BindNode*>(bind)->value.view()));
        else
            values.push_back("list");
    }
    return values;
}

using BindPlans = Bookshop;
using Values = std::vector<std::string>;

TEST_F(BindPlans, FindEachValueForItsPlaceholder) {
    EXPECT_EQ(values_of(select(id).where(pages > 1, title == "a").limit(2).offset(3)), (Values{"1", "'a'", "2", "3"}));
    EXPECT_EQ(values_of(update(books).set(title = "a", pages = 2).where(id == 3)), (Values{"'a'", "2", "3"}));
    EXPECT_EQ(values_of(insert(books).values(title = "a", pages = 1).values(title = "b", pages = 2)),
              (Values{"'a'", "1", "'b'", "2"}));
    EXPECT_EQ(values_of(insert(books).values(id = 1).on_conflict(id).do_update(pages = 2)), (Values{"1", "2"}));
    EXPECT_EQ(values_of(select(func::coalesce(price, Decimal(1))).where(pages.in({2, 3}), pages < 4)),
              (Values{"1", "list", "4"}));
}

TEST_F(BindPlans, FollowTheTextWhenItIsNotInTheOrderOfTheStatement) {
    const FromHandle thick = select(id).where(pages > 1).cte("thick");
    EXPECT_EQ(values_of(select(literal(2), thick["id"]).where(thick["id"] == 3)), (Values{"1", "2", "3"}));

    const FromHandle sub = select(id).where(pages > 5).subquery("sub");
    EXPECT_EQ(values_of(select(literal(4), sub["id"]).where(sub["id"] == 6)), (Values{"4", "5", "6"}));
}

TEST_F(BindPlans, BindAValueThatStandsTwiceTwice) {
    const auto five = literal(5);
    EXPECT_EQ(values_of(select(id).where(pages > five, written_by < five)), (Values{"5", "5"}));
}

TEST_F(BindPlans, SayTheTypesOfTheValues) {
    const Compiled compiled = generic_dialect().compile(*select(id).where(title == "a", pages == 1).limit(1).node());

    EXPECT_EQ(compiled.parameter_types,
              (std::vector<ParameterType>{TypeKind::String, TypeKind::Integer, TypeKind::BigInteger}));
}

TEST_F(BindPlans, KeepNoPiecesWithoutLists) {
    const Compiled compiled = generic_dialect().compile(*select(id).where(pages == 1).node());

    EXPECT_TRUE(compiled.pieces.empty());
    EXPECT_FALSE(compiled.has_bind_lists);
    EXPECT_TRUE(compiled.is_cacheable);
}

}  // namespace
}  // namespace azoth::test
