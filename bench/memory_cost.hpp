// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "databases.hpp"

namespace azoth::bench {

/// What each of many loaded objects takes, beside a vector of plain structs with the same rows.
struct MemoryCost {
    std::string work;
    std::string database;
    double plain_bytes = 0;
    double bytes = 0;
    double allocations = 0;  ///< while it was loaded
    std::optional<double> most_times = std::nullopt;
};

/// `sqlite/memory_100000`
std::string memory_name(const Database& database);

/// Everything counts that is still there after loading: objects, what the session knows of them, the list of results.
std::vector<MemoryCost> measure_memory(Database& database);

/// The costs as a table in Markdown.
std::string memory_table(const std::vector<MemoryCost>& costs);

}  // namespace azoth::bench
