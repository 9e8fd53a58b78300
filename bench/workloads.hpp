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

// Some of it, by subject.

/// Users with their posts and the comments on these, loaded eagerly.
Workload load_blog(Database& database);
/// Many rows at once into a table.
std::vector<Workload> make_bulk_workloads(Database& database);
/// All rows of a large table, in flat memory.
Workload stream_readings(Database& database);
/// What 100 000 objects in a session cost.
std::vector<Workload> make_large_session_workloads(Database& database);

}  // namespace azoth::bench
