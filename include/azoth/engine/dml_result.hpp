// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "azoth/types/value.hpp"

namespace azoth {

/// What INSERT, UPDATE or DELETE did.
struct DmlResult {
    std::int64_t rowcount = 0;  ///< rows changed
    /// The key that the database generated for the (first) inserted row, where its client tells; else 0.
    std::int64_t last_insert_id = 0;
    /// The primary key of the row that a single-row INSERT has added, in the order of the key's columns, on every
    /// database. Empty for several rows, an upsert, and a table without a key.
    std::vector<Value> inserted_primary_key;
};

}  // namespace azoth
