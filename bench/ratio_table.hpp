// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "measurement.hpp"
#include "workload.hpp"

namespace azoth::bench {

/// What azoth takes compared with the raw client, beside what it may take.
struct RatioLine {
    std::string work;
    std::string database;
    std::optional<Timing> raw;
    Timing azoth;
    std::optional<Budget> budget;
};

/// The lines of a workload that has been measured.
std::vector<RatioLine> compare(const Workload& workload, const std::map<std::string, Timing>& timings);

/// The lines as a table in Markdown.
std::string ratio_table(const std::vector<RatioLine>& lines);

}  // namespace azoth::bench
