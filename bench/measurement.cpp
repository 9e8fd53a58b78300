// SPDX-License-Identifier: MIT
#include "measurement.hpp"

#include <algorithm>
#include <exception>
#include <stdexcept>

#include <benchmark/benchmark.h>
#include <fmt/core.h>

namespace azoth::bench {
namespace {

/// Collects the repetitions of each benchmark, and prints nothing.
class Collector final : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs) {
            if (run.error_occurred) throw std::runtime_error(run.benchmark_name() + ": " + run.error_message);
            if (run.run_type != Run::RT_Iteration) continue;
            seconds_[run.run_name.function_name].push_back(run.real_accumulated_time /
                                                           static_cast<double>(run.iterations));
        }
    }
    const std::map<std::string, std::vector<double>>& seconds() const { return seconds_; }

private:
    std::map<std::string, std::vector<double>> seconds_;
};

Timing summarize(std::vector<double> seconds, std::size_t operations) {
    std::ranges::sort(seconds);
    const auto scale = static_cast<double>(operations);
    return {.median = seconds[seconds.size() / 2] / scale, .best = seconds.front() / scale};
}

void run(benchmark::State& state, const Workload& workload, const Program& program) {
    try {
        workload.set_up();
        program.run();  // Caches are warm from now on.
        for (auto _ : state) benchmark::DoNotOptimize(program.run());
    } catch (const std::exception& error) {
        state.SkipWithError(error.what());
    }
}

std::string benchmark_name(const Workload& workload, const Program& program) {
    return workload.name + "/" + program.name;
}

}  // namespace

std::map<std::string, Timing> measure(const Workload& workload) {
    for (const Program& program : workload.programs) {
        auto* const registered = benchmark::RegisterBenchmark(
            benchmark_name(workload, program).c_str(), [&](benchmark::State& state) { run(state, workload, program); });
        registered->UseRealTime();
        if (workload.repetitions != 0) registered->Repetitions(workload.repetitions);
    }
    Collector collector;
    benchmark::RunSpecifiedBenchmarks(&collector, ".");
    benchmark::ClearRegisteredBenchmarks();

    std::map<std::string, Timing> timings;
    for (const Program& program : workload.programs)
        timings[program.name] =
            summarize(collector.seconds().at(benchmark_name(workload, program)), workload.operations);
    return timings;
}

void try_out(const Workload& workload) {
    std::optional<std::size_t> expected;
    for (const Program& program : workload.programs) {
        workload.set_up();
        const std::size_t done = program.run();
        if (done != expected.value_or(done))
            throw std::runtime_error(fmt::format("{}: {} has done {}, and {} has done {}", workload.name,
                                                 workload.programs.front().name, *expected, program.name, done));
        expected = done;
    }
}

}  // namespace azoth::bench
