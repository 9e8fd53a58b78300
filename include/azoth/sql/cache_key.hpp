// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "azoth/sql/node.hpp"

namespace azoth::sql {

class BindNode;
class BindListNode;

/// The shape of a statement as a row of words: two statements with equal keys have the same SQL and differ at most in
/// their bound values. On the way it collects those values, in an order that depends on the shape alone.
class CacheKeyWriter {
public:
    void word(std::uint64_t word) { words_.push_back(word); }
    void text(std::string_view text);
    /// A child node, or its absence.
    void child(const Node* node);
    /// A node that may be met several times and is told apart by identity (an alias, a CTE): written out when it is met
    /// first, by number afterwards.
    void shared(const Node* node);
    void bind(const Node* bind);

    std::span<const std::uint64_t> words() const { return words_; }
    /// BindNode and BindListNode in the order of first meeting.
    std::span<const Node* const> binds() const { return binds_; }
    std::uint64_t hash() const;
    void clear();

private:
    std::vector<std::uint64_t> words_;
    std::vector<const Node*> binds_;
    std::vector<const Node*> shared_;
};

}  // namespace azoth::sql
