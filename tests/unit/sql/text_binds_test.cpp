// SPDX-License-Identifier: MIT
#include "sql/text_binds.hpp"

#include <gtest/gtest.h>

namespace azoth::test {
namespace {

/// The text with its binds marked: `SELECT <a>`.
std::string marked(std::string_view sql) {
    const sql::TextBinds read = sql::read_binds(sql);
    EXPECT_EQ(read.pieces.size(), read.uses.size() + 1);
    std::string text = read.pieces.front();
    for (std::size_t i = 0; i < read.uses.size(); ++i)
        text += "<" + read.names.at(read.uses[i]) + ">" + read.pieces.at(i + 1);
    return text;
}

TEST(TextBinds, NameEachBindOnce) {
    const sql::TextBinds read = sql::read_binds(":b + :a + :b");

    EXPECT_EQ(read.names, (std::vector<std::string>{"b", "a"}));
    EXPECT_EQ(read.uses, (std::vector<std::uint32_t>{0, 1, 0}));
    EXPECT_EQ(read.pieces, (std::vector<std::string>{"", " + ", " + ", ""}));
}

struct MarkedText {
    std::string_view sql;
    std::string_view expected;
};

class MarkedTexts : public testing::TestWithParam<MarkedText> {};

TEST_P(MarkedTexts, ShowTheBinds) {
    EXPECT_EQ(marked(GetParam().sql), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Names, MarkedTexts,
                         testing::Values(MarkedText{"", ""}, MarkedText{":a", "<a>"},
                                         MarkedText{"(:a,:b)", "(<a>,<b>)"},
                                         MarkedText{":_a1-:B", "<_a1>-<B>"}, MarkedText{"x=:a", "x=<a>"},
                                         MarkedText{": a :1 :", ": a :1 :"}, MarkedText{"a:b 1:c", "a:b 1:c"},
                                         MarkedText{"@x := :a", "@x := <a>"}));

INSTANTIATE_TEST_SUITE_P(Colons, MarkedTexts,
                         testing::Values(MarkedText{"a::text", "a::text"}, MarkedText{":a::text", "<a>::text"},
                                         MarkedText{R"(\:a)", ":a"}, MarkedText{R"(\: \n)", R"(: \n)"},
                                         MarkedText{R"(:a\:\:int)", "<a>::int"}));

INSTANTIATE_TEST_SUITE_P(
    Quotes, MarkedTexts,
    testing::Values(MarkedText{"':a' :b", "':a' <b>"}, MarkedText{"'it''s :a' :b", "'it''s :a' <b>"},
                    MarkedText{R"('\' :a)", R"('\' <a>)"}, MarkedText{R"(":a" :b)", R"(":a" <b>)"},
                    MarkedText{"`:a` :b", "`:a` <b>"}, MarkedText{"[a :b] :c", "[a :b] <c>"},
                    MarkedText{"t.[:b] :c", "t.[:b] <c>"}, MarkedText{"'open :a", "'open :a"}));

INSTANTIATE_TEST_SUITE_P(Arrays, MarkedTexts,
                         testing::Values(MarkedText{"ARRAY[:a, :b]", "ARRAY[<a>, <b>]"},
                                         MarkedText{"ARRAY[[:a], [:b]] [:c]", "ARRAY[[<a>], [<b>]] [:c]"},
                                         MarkedText{"x[:a][:b] (f())[:c]", "x[<a>][<b>] (f())[<c>]"},
                                         MarkedText{"x[1:n]", "x[1:n]"}));

INSTANTIATE_TEST_SUITE_P(Comments, MarkedTexts,
                         testing::Values(MarkedText{"-- :a\n:b", "-- :a\n<b>"}, MarkedText{"1 - :a", "1 - <a>"},
                                         MarkedText{"1 -:a", "1 -<a>"}, MarkedText{"/* :a ' */ :b", "/* :a ' */ <b>"},
                                         MarkedText{"/*/ :a */ :b", "/*/ :a */ <b>"}, MarkedText{"1 /:a", "1 /<a>"},
                                         MarkedText{"-- :a", "-- :a"}, MarkedText{"/* :a", "/* :a"}));

INSTANTIATE_TEST_SUITE_P(DollarQuotes, MarkedTexts,
                         testing::Values(MarkedText{"$$ :a $$ :b", "$$ :a $$ <b>"},
                                         MarkedText{"$f$ :a $$ $f$ :b", "$f$ :a $$ $f$ <b>"},
                                         MarkedText{"$1 + :a", "$1 + <a>"}, MarkedText{"a$b$ :c", "a$b$ <c>"},
                                         MarkedText{"$open$ :a", "$open$ :a"}));

}  // namespace
}  // namespace azoth::test
