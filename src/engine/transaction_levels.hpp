// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <boost/container/small_vector.hpp>

namespace azoth::engine {

/// The transaction of a connection and the savepoints in it, outermost first. Bookkeeping only; it runs nothing.
class TransactionLevels {
public:
    /// The transaction itself when `savepoint` is empty. Returns an id that is never used again.
    std::uint64_t open(std::string savepoint) {
        levels_.emplace_back(next_id_, std::move(savepoint));
        return next_id_++;
    }
    /// Forgets a level and those within it.
    void close_from(std::size_t position) { levels_.erase(levels_.nth(position), levels_.end()); }
    void close_all() { levels_.clear(); }

    bool is_open() const { return !levels_.empty(); }
    std::size_t count() const { return levels_.size(); }
    /// Precondition: is_open().
    std::uint64_t innermost() const { return levels_.back().id; }
    std::optional<std::size_t> find(std::uint64_t id) const {
        for (std::size_t i = 0; i < levels_.size(); ++i)
            if (levels_[i].id == id) return i;
        return std::nullopt;
    }
    const std::string& savepoint_at(std::size_t position) const { return levels_[position].savepoint; }

private:
    struct Level {
        Level(std::uint64_t level_id, std::string name) : id(level_id), savepoint(std::move(name)) {}

        std::uint64_t id = 0;
        std::string savepoint;
    };

    boost::container::small_vector<Level, 1> levels_;  // mostly there are no savepoints
    std::uint64_t next_id_ = 1;
};

}  // namespace azoth::engine
