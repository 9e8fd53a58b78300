// SPDX-License-Identifier: MIT
#include "build_cost.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace azoth::bench {
namespace {

using Command = std::vector<std::string>;

[[noreturn]] void become(const Command& command, const std::filesystem::path& output) {
    std::vector<char*> arguments;
    for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    if (!output.empty()) dup2(open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
    execvp(arguments[0], arguments.data());
    _exit(127);
}

/// Runs a command to its end; what it prints goes to the file `output` if that is given. The time of the processor is
/// the same on a busy machine.
BuildCost run(const Command& command, const std::filesystem::path& output = {}) {
    const pid_t child = fork();
    if (child == 0) become(command, output);
    int status = 0;
    rusage usage{};
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0)
        throw std::runtime_error("this command has failed: " + command.front() + " ... " + command.back());
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return {seconds(usage.ru_utime) + seconds(usage.ru_stime), static_cast<double>(usage.ru_maxrss) / 1024};
}

void write_source(const Build& build, const std::filesystem::path& path) {
    if (build.generator.empty()) {
        std::ofstream(path) << build.source;
        return;
    }
    Command command = {AZOTH_BENCH_GENERATE};
    command.insert(command.end(), build.generator.begin(), build.generator.end());
    run(command, path);
}

Command compiler_command(const Build& build, const std::filesystem::path& source) {
    Command command = {AZOTH_BENCH_COMPILER, "-std=c++20", "-I" AZOTH_BENCH_INCLUDE};
    command.insert(command.end(), build.options.begin(), build.options.end());
    command.insert(command.end(), {source.string(), "-o", source.string() + ".out"});
    command.push_back(build.is_linked ? "@" AZOTH_BENCH_LINK_ARGUMENTS : "-c");
    return command;
}

}  // namespace

std::vector<Build> all_builds() {
    return {
        {.name = "build/include",
         .work = "#include <azoth/azoth.hpp> alone, -O0",
         .source = "#include <azoth/azoth.hpp>\n",
         .options = {"-O0"},
         .most_seconds = 0.8},
        {.name = "build/20_classes",
         .work = "20 classes, 40 queries, 20 gets, 20 inserts, -O0",
         .generator = {"20", "40", "20", "20"},
         .options = {"-O0"},
         .most_seconds = 2.5,
         .most_megabytes = 400},
        {.name = "build/1_class",
         .work = "program with 1 class and 1 query, -O2",
         .generator = {"1", "1", "0", "0"},
         .options = {"-O2"},
         .is_linked = true,
         .most_seconds = 1.0},
        {.name = "build/10_classes",
         .work = "program with 10 classes and 10 queries, -O2",
         .generator = {"10", "10", "0", "0"},
         .options = {"-O2"},
         .is_linked = true,
         .most_seconds = 2.0},
    };
}

BuildCost measure(const Build& build, const std::filesystem::path& folder) {
    const std::filesystem::path source = folder / "source.cpp";
    write_source(build, source);
    std::array<BuildCost, 3> costs;
    for (BuildCost& cost : costs) cost = run(compiler_command(build, source));
    std::ranges::sort(costs, {}, &BuildCost::seconds);
    return costs[1];
}

std::string build_table_heading() {
    return fmt::format("| {:<48} | {:>7} | {:>8} | {:>13} | {:<3} |\n|{:-<50}|{:->8}:|{:->9}:|{:->14}:|{:-<5}|\n",
                       "building (time of the processor)", "time", "memory", "budget", "ok?", "", "", "", "", "");
}

std::string build_table_line(const Build& build, const BuildCost& cost) {
    std::string budget = fmt::format("{:.1f} s", build.most_seconds);
    if (build.most_megabytes != 0) budget += fmt::format(", {:.0f} MB", build.most_megabytes);
    const bool is_ok =
        cost.seconds <= build.most_seconds && (build.most_megabytes == 0 || cost.megabytes <= build.most_megabytes);
    return fmt::format("| {:<48} | {:>5.2f} s | {:>5.0f} MB | {:>13} | {:<3} |\n", build.work, cost.seconds,
                       cost.megabytes, budget, is_ok ? "yes" : "no");
}

}  // namespace azoth::bench
