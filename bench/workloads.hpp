// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "databases.hpp"
#include "workload.hpp"

namespace azoth::bench {

/// What is measured on a database.
///
/// Lifetime: `database` outlives the workloads.
std::vector<Workload> make_workloads(Database& database);

}  // namespace azoth::bench
