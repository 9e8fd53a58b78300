// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace azoth::bench {

/// One program's way of doing a piece of work.
struct Program {
    std::string name;
    /// Returns how much it has done, which must be the same for all programs of a workload.
    std::function<std::size_t()> run;
};

/// How much time azoth may take.
struct Budget {
    double limit = 0;  ///< times the raw program's time, or nanoseconds when there is no raw program
};

/// Two programs to be compared: a line of the table.
struct Comparison {
    std::string work;
    std::string raw;  ///< name of a program, or of azoth's other one; empty: azoth's own time counts
    std::string azoth;
    std::optional<Budget> budget = std::nullopt;
};

/// A piece of work on one database, and the programs that do it. They are measured side by side.
struct Workload {
    std::string name;      ///< `sqlite/load_1000`
    std::string database;  ///< as people write it
    std::function<void()> set_up;
    std::size_t operations = 1;  ///< that one run of a program counts for
    int repetitions = 0;         ///< fewer than usual, for programs that take long; 0: as usual
    std::vector<Program> programs;
    std::vector<Comparison> comparisons;
};

}  // namespace azoth::bench
