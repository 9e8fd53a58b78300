// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "workload.hpp"

namespace azoth::bench {

/// Seconds for one operation, from several repetitions.
struct Timing {
    double median = 0;
    double best = 0;
};

/// Measures the programs of a workload with Google Benchmark, their repetitions in random order, so that a busy moment
/// of the machine hits all of them. Returns the timings by program.
///
/// Throws: std::runtime_error when a program fails.
std::map<std::string, Timing> measure(const Workload& workload);

/// Runs each program once, without a clock.
///
/// Throws: std::runtime_error when a program fails, or when two have not done the same.
void try_out(const Workload& workload);

}  // namespace azoth::bench
