// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "azoth/sql/node.hpp"

namespace azoth::sql {

/// Numbers nodes in the order in which they are met first.
class NodeNumbers {
public:
    struct Meeting {
        std::uint32_t number;
        bool is_first;
    };

    Meeting meet(const Node* node);
    const std::vector<const Node*>& nodes() const { return nodes_; }
    void clear();

private:
    std::uint32_t& slot_of(const Node* node);
    void enter_all(std::size_t slots);

    std::vector<const Node*> nodes_;
    std::vector<std::uint32_t> slots_;  // a hash table of numbers + 1, once there are too many to look through
};

/// The shape of a statement as a row of words: two statements with equal keys have the same SQL and differ at most in
/// their bound values. On the way it collects those values, in an order that depends on the shape alone.
///
/// `statement.write_key(writer)` fills it. Each node writes its head, all its scalars and the counts of its lists, then
/// its children; so no key is the beginning of another, and where a tree is deep, children can wait on a list of the
/// writer's instead of on the stack.
class CacheKeyWriter {
public:
    /// Starts a node: its kind and up to 56 bits of its scalars.
    void head(NodeKind kind, std::uint64_t scalar = 0) {
        word(scalar << 8 | (static_cast<std::uint64_t>(kind) + FirstKind));
    }
    void word(std::uint64_t word) { words_.push_back(word); }
    void text(std::string_view text);
    /// A child node, or its absence. What has a name in FROM (aliases, subqueries, CTEs, functions) is told apart by
    /// identity: written out where it is met first, by number afterwards.
    void child(const Node* node) {
        if (depth_ == kMostNested) return write_later(node);
        ++depth_;
        write(node);
        --depth_;
    }
    /// The node was not asked about before: where it writes itself several times, the first one can say more.
    bool is_first(const Node& node) { return elements_.meet(&node).is_first; }
    /// Takes up a BindNode or BindListNode, which then writes itself if this is true. Else it is there already, and its
    /// number has been written.
    bool bind(const Node* bind);

    const std::vector<std::uint64_t>& words() const { return words_; }
    /// BindNode and BindListNode in the order of first meeting.
    std::span<const Node* const> binds() const { return binds_.nodes(); }
    std::uint64_t hash() const;
    /// What stands directly below a node, in the order in which it writes it. Forgets what was written before.
    ///
    /// Lifetime of the list: until the writer is used again.
    const std::vector<const Node*>& children_of(const Node& node);
    /// Ready for the next statement, with the memory of this one.
    void clear();

private:
    enum Mark : std::uint64_t { Absent, KnownElement, KnownBind, FirstKind };

    static constexpr int kMostNested = 32;

    void write(const Node* node);
    void write_later(const Node* node);

    std::vector<std::uint64_t> words_;
    NodeNumbers binds_;
    NodeNumbers elements_;
    int depth_ = 0;
    std::vector<const Node*> waiting_;  // below the most nested node
    bool is_walking_ = false;
};

}  // namespace azoth::sql
