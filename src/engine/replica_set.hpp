// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "azoth/engine/replicated_engine.hpp"

namespace azoth::engine {

/// What all handles on a ReplicatedEngine share.
///
/// Thread safety: all members may be called from several threads.
class ReplicaSet {
public:
    ReplicaSet(Engine primary, const std::vector<Engine>& replicas, const ReplicaOptions& options);

    const Engine& primary() const { return primary_; }
    const Engine& primary_reader() const { return primary_reader_; }
    std::size_t size() const { return replicas_.size(); }
    /// Empty when the thread is to read from the primary, or no replica is known to be there.
    std::optional<std::size_t> next();
    const Engine& replica(std::size_t index) const { return replicas_[index].engine; }
    void leave_alone(std::size_t index);
    void stick();
    void dispose() const;

private:
    using Clock = std::chrono::steady_clock;

    struct Replica {
        explicit Replica(Engine one) : engine(std::move(one)) {}
        Replica(Replica&& other) noexcept : engine(std::move(other.engine)) {}
        Engine engine;
        std::atomic<Clock::rep> alone_until = 0;
    };

    bool sticks() const;

    const std::uint64_t number_;  // no other set of this process ever has it
    const Engine primary_;
    const Engine primary_reader_;
    const ReplicaOptions options_;
    std::vector<Replica> replicas_;
    std::atomic<std::size_t> turn_ = 0;
};

}  // namespace azoth::engine
