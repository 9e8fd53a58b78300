// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>

#include "dialects/postgresql/driver_wire.hpp"

namespace azoth::postgresql {

/// Many commands on their way at once: none waits for the answer to the one before.
///
/// When a command fails, the server skips all others up to the next sync().
class Pipeline {
public:
    /// Called for each command with its number (from 0) and its result.
    using Receiver = std::function<void(std::size_t command, Result result)>;

    Pipeline(Wire& wire, Receiver receiver);
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    /// Counts a command that was just sent; `sent` is what the PQsend... function returned.
    /// `byte_count` is about its size: now and then what has come back is received, so that neither side is stuck
    /// with full buffers.
    void add(int sent, std::size_t byte_count = 0);
    /// Ends a stretch of commands that fail together.
    void sync();
    /// Sends the rest, receives everything, and leaves the pipeline. The last call.
    /// Throws: ConnectionError when the connection was lost without a result that says so.
    void finish();

private:
    void push();
    /// False when nothing more will come, because the connection was lost.
    bool receive_one();

    Wire& wire_;
    Receiver receiver_;
    std::size_t sent_ = 0;
    std::size_t received_ = 0;
    std::size_t syncs_to_come_ = 0;
    std::size_t unsent_bytes_ = 0;
    bool has_failure_ = false;
};

}  // namespace azoth::postgresql
