// SPDX-License-Identifier: MIT
#include "bookstore/progress.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>

namespace bookstore::test {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

TEST(Progress, SaysNothingToAFile) {
    const File file(std::tmpfile(), std::fclose);
    Progress(file.get()).show(1, 0.5);
    EXPECT_EQ(std::ftell(file.get()), 0);
}

TEST(Progress, ShowsOneLineOnATerminalAndClearsIt) {
    const File screen(fdopen(posix_openpt(O_RDWR | O_NOCTTY), "r+"), std::fclose);
    ASSERT_NE(screen, nullptr);
    ASSERT_EQ(grantpt(fileno(screen.get())), 0);
    ASSERT_EQ(unlockpt(fileno(screen.get())), 0);
    const File terminal(std::fopen(ptsname(fileno(screen.get())), "w"), std::fclose);
    ASSERT_NE(terminal, nullptr);

    Progress(terminal.get()).show(1200, 0.5);
    std::fflush(terminal.get());

    char text[100] = {};
    ASSERT_GT(read(fileno(screen.get()), text, sizeof text - 1), 0);
    EXPECT_THAT(text, testing::HasSubstr("\r 50 %  1200 rows"));
    EXPECT_THAT(text, testing::EndsWith("\r\033[K"));
}

}  // namespace
}  // namespace bookstore::test
