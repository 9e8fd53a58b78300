// SPDX-License-Identifier: MIT
#include "azoth/sql/window.hpp"

#include <gtest/gtest.h>

#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

TEST(Windows, AreNewWithEachClause) {
    const Window all = window();
    const Window rows = all.rows(unbounded_preceding());

    EXPECT_EQ(all.node()->frame.unit, sql::Frame::Unit::None);
    EXPECT_EQ(rows.node()->frame.unit, sql::Frame::Unit::Rows);
}

TEST(Windows, KeepTheirNameWithEachClause) {
    EXPECT_EQ(window("w").rows(preceding(1)).node()->name, "w");
}

TEST(Windows, RefuseFramesThatEndBeforeTheyStart) {
    expect_error<ArgumentError>("bad_frame", "current_row()", [] { window().rows(current_row(), preceding(1)); });
    expect_error<ArgumentError>("bad_frame", "following(...)", [] { window().range(following(1), current_row()); });
    expect_error<ArgumentError>("bad_frame", "unbounded_following()",
                                [] { window().rows(unbounded_following(), unbounded_following()); });
    expect_error<ArgumentError>("bad_frame", "unbounded_preceding()",
                                [] { window().rows(unbounded_preceding(), unbounded_preceding()); });
}

TEST(Windows, RefuseNegativeDistances) {
    expect_error<ArgumentError>("bad_frame", "-1", [] { preceding(-1); });
    expect_error<ArgumentError>("bad_frame", "-2", [] { following(-2); });
}

TEST(Windows, ExcludeFromAFrameOnly) {
    expect_error<ArgumentError>("bad_frame", "rows()", [] { window().exclude_ties(); });
}

TEST(Windows, AddToWindowsWithANameOnly) {
    EXPECT_EQ(window(window("w")).node()->base->name, "w");
    expect_error<ArgumentError>("bad_window", "window(\"w\")", [] { window(window()); });
}

}  // namespace
}  // namespace azoth::test
