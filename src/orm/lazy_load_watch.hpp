// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <source_location>
#include <vector>

#include "azoth/orm/relationship.hpp"
#include "azoth/orm/session_statistics.hpp"

namespace azoth::orm {

/// Counts lazy loads, and warns where one relationship is loaded again and again for what the same call has brought.
class LazyLoadWatch {
public:
    /// What is looked at from now on counts for this call.
    void set_place(const std::source_location& place) { place_ = place; }
    /// A relationship was loaded by a query, for so many objects. `most`: loads without a warning; 0: never warn.
    void count(const Relationship& relationship, std::size_t objects, int most);

    SessionStatistics statistics;

private:
    struct Entry {
        const Relationship* relationship;
        const char* file;
        std::uint_least32_t line;
        int loads;
    };
    Entry& entry(const Relationship& relationship);

    std::source_location place_;
    std::vector<Entry> entries_;  // few: one for each relationship and place
};

}  // namespace azoth::orm
