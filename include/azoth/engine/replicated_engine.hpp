// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <source_location>
#include <vector>

#include "azoth/engine/engine.hpp"

namespace azoth {

namespace engine {
class ReplicaSet;
}

struct ReplicaOptions {
    /// How long a thread reads from the primary after it has committed there, so that it finds what it wrote.
    /// Milliseconds; 0: not at all.
    int stick_ms = 1'000;
    /// How long a replica that could not be reached is left alone. Milliseconds.
    int retry_after_ms = 5'000;
};

/// A primary database that takes changes, and replicas that are read by turns.
///
///     ReplicatedEngine databases(create_engine(primary_url), {create_engine(replica_url)});
///     databases.begin([](Connection& connection) { ... });              // on the primary
///     auto names = databases.read([](Connection& c) { return c.scalars(query).all(); });   // on a replica
///
/// A handle: copies show the same engines. Thread safety: all members may be called from several threads.
class ReplicatedEngine {
public:
    /// Reads from this thread go to the primary as long as it lives.
    class PrimaryScope {
    public:
        PrimaryScope();
        PrimaryScope(const PrimaryScope&) = delete;
        PrimaryScope& operator=(const PrimaryScope&) = delete;
        ~PrimaryScope();
    };

    ReplicatedEngine(Engine primary, std::vector<Engine> replicas, const ReplicaOptions& options = {});

    const Engine& primary() const;
    /// For a thread's next reads: a replica, by turns; the primary while the thread sticks to it, and when no replica
    /// can be reached. Its transactions are read-only.
    Engine reader() const;
    /// From the primary.
    Connection connect(std::source_location where = std::source_location::current()) const {
        return primary().connect(where);
    }
    /// From a replica, as reader() says. A replica that cannot be reached is passed over.
    Connection connect_for_reading(std::source_location where = std::source_location::current()) const;

    /// Calls `work(Connection&)` in a transaction on the primary: Engine::transaction().
    template <class Work>
    auto begin(Work work, const RetryOptions& retry = {},
               std::source_location where = std::source_location::current()) const {
        const StickAfterwards stick(*this);
        return primary().transaction(work, retry, where);
    }
    /// Calls `work(Connection&)` with a connection for reading.
    template <class Work>
    auto read(Work work, std::source_location where = std::source_location::current()) const {
        Connection connection = connect_for_reading(where);
        return work(connection);
    }
    /// This thread has changed something on the primary; begin() calls it itself.
    void stick_to_primary() const;
    void dispose() const;

private:
    struct StickAfterwards {
        explicit StickAfterwards(const ReplicatedEngine& one) : engine(one) {}
        StickAfterwards(const StickAfterwards&) = delete;
        StickAfterwards& operator=(const StickAfterwards&) = delete;
        ~StickAfterwards() { engine.stick_to_primary(); }
        const ReplicatedEngine& engine;
    };

    std::shared_ptr<engine::ReplicaSet> set_;
};

}  // namespace azoth
