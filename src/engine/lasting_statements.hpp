// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <unordered_map>
#include <utility>

#include "azoth/engine/lasting_statement.hpp"
#include "engine/compiled_cache.hpp"

namespace azoth::engine {

/// The compiled forms of LastingStatements in one dialect, by the address of their nodes.
class LastingStatements {
public:
    /// Null when it is not there. Lifetime: until insert().
    const CompiledStatement* find(const LastingStatement& statement) const {
        // Many objects are mostly got by the same statement.
        if (last_ != nullptr && last_->statement.node() == statement.node()) return &last_->compiled;
        const auto found = entries_.find(statement.node().get());
        if (found == entries_.end()) return nullptr;
        last_ = &found->second;
        return &last_->compiled;
    }
    /// Precondition: find(statement) is null.
    void insert(const LastingStatement& statement, std::shared_ptr<const CompiledEntry> compiled) {
        // A program has a few for each class. If somebody makes more and more of them, memory must not grow with them.
        if (entries_.size() == kMost) {
            last_ = nullptr;
            entries_.clear();
        }
        entries_.emplace(statement.node().get(), Entry{statement, {std::move(compiled), true}});
    }

private:
    static constexpr std::size_t kMost = 4096;

    struct Entry {
        LastingStatement statement;  // so that its address is not used again
        CompiledStatement compiled;
    };

    std::unordered_map<const sql::StatementNode*, Entry> entries_;
    mutable const Entry* last_ = nullptr;  // that was found
};

}  // namespace azoth::engine
