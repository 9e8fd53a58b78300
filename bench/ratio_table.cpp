// SPDX-License-Identifier: MIT
#include "ratio_table.hpp"

#include <fmt/core.h>

namespace azoth::bench {
namespace {

constexpr double kNanosecond = 1e-9;

std::string show_seconds(double seconds) {
    if (seconds < 1e-6) return fmt::format("{:.1f} ns", seconds * 1e9);
    if (seconds < 1e-3) return fmt::format("{:.2f} us", seconds * 1e6);
    return fmt::format("{:.2f} ms", seconds * 1e3);
}

std::string show_budget(const RatioLine& line) {
    if (!line.budget) return "-";
    return line.raw ? fmt::format("{:.2f}", line.budget->limit) : show_seconds(line.budget->limit * kNanosecond);
}

std::string show_verdict(const RatioLine& line) {
    if (!line.budget) return "-";
    const double spent = line.raw ? line.azoth.median / line.raw->median : line.azoth.median / kNanosecond;
    return spent <= line.budget->limit ? "yes" : "no";
}

std::string show(const RatioLine& line) {
    const std::string raw = line.raw ? show_seconds(line.raw->median) : "-";
    const std::string ratio = line.raw ? fmt::format("{:.2f}", line.azoth.median / line.raw->median) : "-";
    const std::string best_ratio = line.raw ? fmt::format("{:.2f}", line.azoth.best / line.raw->best) : "-";
    return fmt::format("| {:<42} | {:<10} | {:>10} | {:>10} | {:>5} | {:>13} | {:>8} | {:<3} |\n", line.work,
                       line.database, raw, show_seconds(line.azoth.median), ratio, best_ratio, show_budget(line),
                       show_verdict(line));
}

}  // namespace

std::vector<RatioLine> compare(const Workload& workload, const std::map<std::string, Timing>& timings) {
    std::vector<RatioLine> lines;
    for (const Comparison& comparison : workload.comparisons) {
        RatioLine& line = lines.emplace_back();
        line.work = comparison.work;
        line.database = workload.database;
        if (!comparison.raw.empty()) line.raw = timings.at(comparison.raw);
        line.azoth = timings.at(comparison.azoth);
        line.budget = comparison.budget;
    }
    return lines;
}

std::string ratio_table(const std::vector<RatioLine>& lines) {
    std::string table = fmt::format("| {:<42} | {:<10} | {:>10} | {:>10} | {:>5} | {:>13} | {:>8} | {:<3} |\n", "work",
                                    "database", "raw", "azoth", "ratio", "ratio of best", "budget", "ok?");
    table += fmt::format("|{:-<44}|{:-<12}|{:->11}:|{:->11}:|{:->6}:|{:->14}:|{:->9}:|{:-<5}|\n", "", "", "", "", "",
                         "", "", "");
    for (const RatioLine& line : lines) table += show(line);
    return table;
}

}  // namespace azoth::bench
