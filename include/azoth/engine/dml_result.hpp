// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "azoth/engine/row.hpp"
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
    /// Of a batch with BatchOptions::return_defaults: see below.
    std::vector<std::vector<Value>> key_rows;
    std::vector<Row> default_rows;

    /// The primary keys of the rows that were added, in the order of the parameters that they were made of. Of one row,
    /// inserted_primary_key; of a batch, with BatchOptions::return_defaults only.
    std::vector<std::vector<Value>> inserted_primary_key_rows() const;
    /// What the database itself has put into the columns of the first row; null when it was not asked.
    const Row* returned_defaults() const;
    /// The same of all rows, in the order of their parameters.
    const std::vector<Row>& returned_defaults_rows() const { return default_rows; }
};

/// How a statement is run once for each of many rows of parameters.
struct BatchOptions {
    /// Ask for what the database generates for the added rows: their keys, and the columns with a default of its own.
    /// Costs what RETURNING costs; without RETURNING (MySQL) only the keys are known, and each row is sent by itself.
    bool return_defaults = false;
};

}  // namespace azoth
