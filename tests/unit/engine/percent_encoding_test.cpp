// SPDX-License-Identifier: MIT
#include "engine/percent_encoding.hpp"

#include <gtest/gtest.h>

namespace azoth::test {
namespace {

TEST(PercentEncoding, EncodesAllButUnreservedCharacters) {
    EXPECT_EQ(percent_encode("aZ0-._~ /@:%\xC3\xA9"), "aZ0-._~%20%2F%40%3A%25%C3%A9");
}

TEST(PercentEncoding, DecodesBothCasesOfDigits) {
    EXPECT_EQ(percent_decode("p%40ss%2f%2F"), "p@ss//");
}

TEST(PercentEncoding, LeavesAPercentSignThatStartsNoEscape) {
    EXPECT_EQ(percent_decode("100%"), "100%");
    EXPECT_EQ(percent_decode("100%zz%4"), "100%zz%4");
}

TEST(PercentEncoding, ReadsBackWhatItWrote) {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);

    EXPECT_EQ(percent_decode(percent_encode(all)), all);
}

}  // namespace
}  // namespace azoth::test
