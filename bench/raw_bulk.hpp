// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "raw_client.hpp"

namespace azoth::bench {

/// The programs that a good C programmer writes to put many rows into `users`, which somebody else creates. Keys are
/// generated, and nobody asks for them.
///
/// Throws: std::runtime_error with the client's message.
class RawBulk {
public:
    virtual ~RawBulk() = default;

    /// The fastest way that the database has, in one transaction.
    virtual void load(std::vector<RawUser>& users) = 0;
    /// The prepared INSERT of one row, for each of them, without waiting in between, in one transaction.
    virtual void insert(std::vector<RawUser>& users) = 0;
};

}  // namespace azoth::bench
