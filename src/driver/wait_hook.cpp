// SPDX-License-Identifier: MIT
#include "azoth/driver/wait_hook.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::driver {
namespace {

using Clock = std::chrono::steady_clock;

short poll_events(WaitFor condition) {
    switch (condition) {
        case WaitFor::Readable: return POLLIN;
        case WaitFor::Writable: return POLLOUT;
        case WaitFor::Either: return POLLIN | POLLOUT;
    }
    return POLLIN | POLLOUT;
}

int remaining_ms(Clock::time_point deadline) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    return static_cast<int>(std::max<std::int64_t>(left, 0));
}

[[noreturn]] void throw_wait_failed(int socket, int error) {
    throw ConnectionError("wait_failed", fmt::format("cannot wait for the database on socket {}: {}", socket,
                                                     std::generic_category().message(error)));
}

class PollHook final : public WaitHook {
public:
    bool wait(int socket, WaitFor condition, int timeout_ms) override {
        const auto deadline = Clock::now() + std::chrono::milliseconds(std::max(timeout_ms, 0));
        pollfd entry{socket, poll_events(condition), 0};
        int ready = ::poll(&entry, 1, timeout_ms);
        while (ready < 0 && errno == EINTR) ready = ::poll(&entry, 1, timeout_ms < 0 ? -1 : remaining_ms(deadline));
        if (ready < 0) throw_wait_failed(socket, errno);
        if ((entry.revents & POLLNVAL) != 0) throw_wait_failed(socket, EBADF);
        return ready > 0;
    }
};

}  // namespace

WaitHook& blocking_wait() {
    // Never destroyed: connections of static engines close, and may wait, during static destruction.
    static PollHook& hook = *new PollHook;
    return hook;
}

}  // namespace azoth::driver
