// SPDX-License-Identifier: MIT
#include "azoth/driver/wait_hook.hpp"

#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <string_view>
#include <thread>

#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

using driver::blocking_wait;
using driver::WaitFor;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// Two sockets that are connected to each other.
class BlockingWait : public testing::Test {
protected:
    BlockingWait() { EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets_.data()), 0); }
    ~BlockingWait() override {
        ::close(sockets_[0]);
        ::close(sockets_[1]);
    }

    int socket() const { return sockets_[0]; }
    void send_from_the_other_end() const { EXPECT_EQ(::write(sockets_[1], "x", 1), 1); }
    void hang_up_at_the_other_end() const { ::shutdown(sockets_[1], SHUT_RDWR); }
    void fill_the_send_buffer() const {
        const std::array<char, 4096> block{};
        while (::send(socket(), block.data(), block.size(), MSG_DONTWAIT) > 0) {
        }
    }

private:
    std::array<int, 2> sockets_{};
};

TEST_F(BlockingWait, ReturnsAtOnceWhenThereIsSomethingToRead) {
    send_from_the_other_end();

    EXPECT_TRUE(blocking_wait().wait(socket(), WaitFor::Readable, -1));
}

TEST_F(BlockingWait, GivesUpAfterTheTimeout) {
    const auto start = Clock::now();

    EXPECT_FALSE(blocking_wait().wait(socket(), WaitFor::Readable, 30));
    EXPECT_GE(Clock::now() - start, 29ms);
}

TEST_F(BlockingWait, OnlyLooksWhenTheTimeoutIsZero) {
    EXPECT_FALSE(blocking_wait().wait(socket(), WaitFor::Readable, 0));
    EXPECT_TRUE(blocking_wait().wait(socket(), WaitFor::Writable, 0));
}

TEST_F(BlockingWait, WaitsForRoomToWrite) {
    fill_the_send_buffer();

    EXPECT_FALSE(blocking_wait().wait(socket(), WaitFor::Writable, 0));
    EXPECT_FALSE(blocking_wait().wait(socket(), WaitFor::Either, 0));
}

TEST_F(BlockingWait, TakesWhatComesFirst) {
    fill_the_send_buffer();
    send_from_the_other_end();

    EXPECT_TRUE(blocking_wait().wait(socket(), WaitFor::Either, -1));
}

TEST_F(BlockingWait, CallsAClosedConnectionReadySoThatTheClientNotices) {
    hang_up_at_the_other_end();

    EXPECT_TRUE(blocking_wait().wait(socket(), WaitFor::Readable, -1));
}

TEST_F(BlockingWait, RefusesASocketThatIsNotOpen) {
    expect_error<ConnectionError>("wait_failed", "cannot wait for the database on socket 999999: Bad file descriptor",
                                  [] { blocking_wait().wait(999'999, WaitFor::Readable, 0); });
}

/// Sends a signal to the thread that made it, again and again, until it is destroyed.
class Interruptions {
public:
    Interruptions() {
        struct sigaction action {};
        action.sa_handler = [](int) {};
        sigaction(SIGUSR1, &action, &before_);
        thread_ = std::thread([this, target = pthread_self()] {
            while (!stopped_) {
                pthread_kill(target, SIGUSR1);
                std::this_thread::sleep_for(2ms);
            }
        });
    }
    ~Interruptions() {
        stopped_ = true;
        thread_.join();
        sigaction(SIGUSR1, &before_, nullptr);
    }

private:
    struct sigaction before_ {};
    std::atomic<bool> stopped_ = false;
    std::thread thread_;
};

TEST_F(BlockingWait, SleepsOnAfterASignalButNotLongerThanAsked) {
    const Interruptions interruptions;
    const auto start = Clock::now();

    EXPECT_FALSE(blocking_wait().wait(socket(), WaitFor::Readable, 50));
    EXPECT_GE(Clock::now() - start, 49ms);
    EXPECT_LT(Clock::now() - start, 5s);
}

TEST_F(BlockingWait, SleepsOnAfterASignalWithoutATimeout) {
    const Interruptions interruptions;
    std::thread sender([this] {
        std::this_thread::sleep_for(30ms);
        send_from_the_other_end();
    });

    EXPECT_TRUE(blocking_wait().wait(socket(), WaitFor::Readable, -1));
    sender.join();
}

}  // namespace
}  // namespace azoth::test
