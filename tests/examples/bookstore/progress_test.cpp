// SPDX-License-Identifier: MIT
#include "bookstore/progress.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

namespace bookstore::test {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

TEST(Progress, SaysNothingToAFile) {
    const File file(std::tmpfile(), std::fclose);
    Progress(file.get()).show(1, 0.5);
    EXPECT_EQ(std::ftell(file.get()), 0);
}

/// What a terminal shows may arrive in several pieces.
std::string read_until(int file, std::string_view end) {
    std::string text;
    pollfd entry{.fd = file, .events = POLLIN, .revents = 0};
    while (!text.ends_with(end) && poll(&entry, 1, 2000) > 0) {
        char piece[100];
        const ssize_t size = read(file, piece, sizeof piece);
        if (size <= 0) break;
        text.append(piece, static_cast<std::size_t>(size));
    }
    return text;
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

    const std::string text = read_until(fileno(screen.get()), "\r\033[K");
    EXPECT_THAT(text, testing::HasSubstr("\r 50 %  1200 rows"));
    EXPECT_THAT(text, testing::EndsWith("\r\033[K"));
}

}  // namespace
}  // namespace bookstore::test
