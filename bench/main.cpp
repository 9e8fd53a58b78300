// SPDX-License-Identifier: MIT
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <regex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include "build_cost.hpp"
#include "databases.hpp"
#include "measurement.hpp"
#include "memory_cost.hpp"
#include "ratio_table.hpp"
#include "workloads.hpp"

namespace azoth::bench {
namespace {

constexpr std::string_view kUsage =
    "azoth_bench [--ratios-out=<file>] [--smoke] [--benchmark_filter=<regex>] [option of Google Benchmark]...\n"
    "\n"
    "  --ratios-out=<file>           write the tables to this file too\n"
    "  --smoke                       run every program once, without a clock\n"
    "  --benchmark_filter=<regex>    only what has a matching name: sqlite/load_1000, build/1_class\n"
    "\n"
    "AZOTH_TEST_POSTGRESQL_URL and AZOTH_TEST_MYSQL_URL name the servers.\n";

struct Options {
    std::string ratios_out;
    bool is_smoke = false;
};

/// Takes our own options out of `arguments`. Throws: std::runtime_error.
Options read_options(std::vector<char*>& arguments) {
    constexpr std::string_view kRatiosOut = "--ratios-out=";
    Options options;
    std::erase_if(arguments, [&](std::string_view argument) {
        if (argument.starts_with(kRatiosOut)) options.ratios_out = argument.substr(kRatiosOut.size());
        if (argument == "--smoke") options.is_smoke = true;
        return argument.starts_with(kRatiosOut) || argument == "--smoke";
    });
    return options;
}

/// Those that come later win.
void initialize_benchmark(std::vector<char*> arguments) {
    static std::string defaults[] = {"--benchmark_repetitions=15", "--benchmark_min_time=0.05",
                                     "--benchmark_enable_random_interleaving=true"};
    for (std::string& option : defaults) arguments.insert(arguments.begin() + 1, option.data());
    auto count = static_cast<int>(arguments.size());
    arguments.push_back(nullptr);
    benchmark::Initialize(&count, arguments.data(), [] { fmt::print("{}", kUsage); });
    if (count > 1) throw std::runtime_error(fmt::format("unknown option {}; --help lists them", arguments[1]));
}

bool is_chosen(const std::string& name) {
    static const std::regex filter(benchmark::GetBenchmarkFilter());
    return std::regex_search(name, filter);
}

std::vector<Workload> choose_workloads(std::vector<Database>& databases) {
    std::vector<Workload> chosen;
    for (Database& database : databases)
        for (Workload& workload : make_workloads(database))
            if (is_chosen(workload.name)) chosen.push_back(std::move(workload));
    return chosen;
}

std::vector<RatioLine> measure_all(const std::vector<Workload>& workloads) {
    std::vector<RatioLine> lines;
    for (const Workload& workload : workloads) {
        fmt::print(stderr, "{} ...\n", workload.name);
        for (RatioLine& line : compare(workload, measure(workload))) lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<MemoryCost> measure_memory(std::vector<Database>& databases) {
    std::vector<MemoryCost> costs;
    for (Database& database : databases) {
        if (!is_chosen(memory_name(database))) continue;
        fmt::print(stderr, "{} ...\n", memory_name(database));
        for (MemoryCost& cost : measure_memory(database)) costs.push_back(std::move(cost));
    }
    return costs;
}

std::string measure_builds(const std::filesystem::path& folder) {
    std::string table = build_table_heading();
    for (const Build& build : all_builds()) {
        if (!is_chosen(build.name)) continue;
        fmt::print(stderr, "{} ...\n", build.name);
        table += build_table_line(build, measure(build, folder));
    }
    return table;
}

void write(const std::string& path, const std::string& text) {
    std::ofstream file(path);
    file << text;
    if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

void run(std::vector<char*> arguments) {
    const Options options = read_options(arguments);
    initialize_benchmark(std::move(arguments));
    const TemporaryFolder folder;
    std::vector<Database> databases = open_databases(folder);
    const std::vector<Workload> workloads = choose_workloads(databases);
    for (const Workload& workload : workloads) try_out(workload);
    if (options.is_smoke) return;

    const std::string tables = ratio_table(measure_all(workloads)) + "\n" + memory_table(measure_memory(databases)) +
                               "\n" + measure_builds(folder.path());
    fmt::print("{}", tables);
    if (!options.ratios_out.empty()) write(options.ratios_out, tables);
}

}  // namespace
}  // namespace azoth::bench

int main(int argument_count, char** arguments) {
    try {
        azoth::bench::run(std::vector<char*>(arguments, arguments + argument_count));
    } catch (const std::exception& error) {
        fmt::print(stderr, "azoth_bench: {}\n", error.what());
        return 1;
    }
}
