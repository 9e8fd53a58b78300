// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace azoth::driver {

enum class WaitFor : std::uint8_t { Readable, Writable, Either };

/// How a driver waits for its socket. The default blocks the thread; another one may suspend a coroutine.
class WaitHook {
public:
    virtual ~WaitHook() = default;

    /// Returns when the socket is ready; false when `timeout_ms` (-1: none) has passed before.
    virtual bool wait(int socket, WaitFor condition, int timeout_ms) = 0;
};

/// Blocks in poll(2).
WaitHook& blocking_wait();

/// What a driver needs to know beside the address.
struct ConnectSettings {
    WaitHook* wait = nullptr;            ///< null: blocking_wait()
    int connect_timeout_ms = 10'000;     ///< for the whole of opening a connection
    int statement_cache_size = 256;      ///< prepared statements kept per connection
    int network_timeout_ms = 3'600'000;  ///< without a byte from the server, when no other limit is at work; 0: none
    int control_timeout_ms = 60'000;     ///< for the answer to BEGIN, COMMIT, ROLLBACK and their like; 0: none
    int ping_timeout_ms = 5'000;         ///< for the answer to a ping; 0: none
    bool hides_values = false;           ///< messages of errors are to show no values
};

}  // namespace azoth::driver
