// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace azoth::test {

/// Stands between a client and a server on this machine, until it swallows all bytes: a network that has gone.
class SilentProxy {
public:
    explicit SilentProxy(std::uint16_t server_port);
    SilentProxy(const SilentProxy&) = delete;
    SilentProxy& operator=(const SilentProxy&) = delete;
    ~SilentProxy();

    std::uint16_t port() const { return port_; }
    /// From now on nothing goes through; connections stay open, and new ones are taken.
    void be_silent() { is_silent_ = true; }
    /// The server is gone: its connections are closed, and new ones at once, until it comes back.
    void be_down(bool is_down = true) { is_down_ = is_down; }

private:
    void serve();

    const std::uint16_t server_port_;
    std::uint16_t port_ = 0;
    int listener_ = -1;
    std::atomic<bool> is_silent_ = false;
    std::atomic<bool> is_down_ = false;
    std::atomic<bool> is_over_ = false;
    std::thread thread_;
};

}  // namespace azoth::test
