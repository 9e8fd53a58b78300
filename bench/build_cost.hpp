// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace azoth::bench {

/// A program to be built by the compiler that has built this one.
struct Build {
    std::string name;  ///< `build/20_classes`
    std::string work;
    std::string source;                  ///< its text; empty: what build_cost/generate writes
    std::vector<std::string> generator;  ///< arguments of build_cost/generate
    std::vector<std::string> options;    ///< of the compiler
    bool is_linked = false;              ///< to a program; else compiled only
    double most_seconds = 0;             ///< budget
    double most_megabytes = 0;           ///< budget; 0: none
};

/// What building took.
struct BuildCost {
    double seconds = 0;  ///< of the processor
    double megabytes = 0;
};

std::vector<Build> all_builds();

/// Builds in `folder`, three times, and returns the median. Throws: std::runtime_error.
BuildCost measure(const Build& build, const std::filesystem::path& folder);

/// The heading and a line for each build, in Markdown.
std::string build_table_heading();
std::string build_table_line(const Build& build, const BuildCost& cost);

}  // namespace azoth::bench
