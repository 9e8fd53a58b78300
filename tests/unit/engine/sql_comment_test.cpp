// SPDX-License-Identifier: MIT
#include "azoth/engine/sql_comment.hpp"

#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

TEST(SqlComment, IsSortedAndEncoded) {
    EXPECT_EQ(sql_comment({{"traceparent", "00-ab-01"}, {"route", "/books"}}),
              "/*route='%2Fbooks',traceparent='00-ab-01'*/");
    EXPECT_EQ(sql_comment({}), "");
}

TEST(SqlComment, CannotBeEndedByAValue) {
    const std::string comment = sql_comment({{"a*/", "*/; DROP TABLE users; --'"}});

    EXPECT_EQ(comment.find("*/"), comment.size() - 2) << comment;
    EXPECT_EQ(comment.find("; "), std::string::npos) << comment;
    EXPECT_EQ(comment, "/*a%2A%2F='%2A%2F%3B%20DROP%20TABLE%20users%3B%20--%27'*/");
}

struct SqlCommentOfAnEngine : FakeEngineTest {
    struct Tagger final : SqlCommenter {
        SqlTags tags() override { return current; }
        SqlTags current;
    };
};

TEST_F(SqlCommentOfAnEngine, StandsBehindEachStatement) {
    const auto tagger = std::make_shared<Tagger>();
    engine.add_listener(tagger);
    Connection connection = engine.connect();
    tagger->current = {{"route", "/books"}};
    connection.execute(text("one"));
    tagger->current = {};
    connection.execute(text("two"));

    EXPECT_EQ(asked(), (Asked{"BEGIN", "one /*route='%2Fbooks'*/", "two"}));
}

}  // namespace
}  // namespace azoth::test
