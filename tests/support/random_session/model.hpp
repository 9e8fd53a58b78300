// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "support/random_session/kind.hpp"

namespace azoth::test::random_session {

inline constexpr int kNone = -1;

/// What the database and the objects of a session must hold.
struct Thing {
    Kind kind = Kind::Owner;
    bool is_alive = true;
    std::string key;  ///< empty: not known yet
    std::string label;
    std::optional<int> amount;
    int parent = kNone;
};

/// The plain model of a session's work: things with numbers, and the parent of each.
class Model {
public:
    int add(Thing thing);
    Thing& operator[](int number) { return things_[static_cast<std::size_t>(number)]; }
    const Thing& operator[](int number) const { return things_[static_cast<std::size_t>(number)]; }
    int size() const { return static_cast<int>(things_.size()); }

    std::vector<int> alive() const;
    std::vector<int> alive(Kind kind) const;
    std::vector<int> children(int parent, Kind kind) const;
    /// A part without an owner lives until the next flush.
    bool is_orphan(int number) const;
    bool is_below(int number, int ancestor) const;

    void set_parent(int child, int parent);
    /// Those of an owner or a tag.
    std::vector<int> linked(int number) const;
    /// Of owner and tag.
    std::set<std::pair<int, int>>& links() { return links_; }
    const std::set<std::pair<int, int>>& links() const { return links_; }
    /// With all that goes with it.
    void remove(int number);
    void remove_orphans();
    /// As it was in `earlier`; what has been added since is dead.
    void restore(const Model& earlier);

private:
    std::vector<Thing> things_;
    std::set<std::pair<int, int>> links_;
};

}  // namespace azoth::test::random_session
