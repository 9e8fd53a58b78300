// SPDX-License-Identifier: MIT
#include "workload_start.hpp"
#include "workloads.hpp"

namespace azoth::bench {
namespace {

Program raw_program(std::string name, RawReadings& raw, void (RawReadings::*stream)(ReadingSum&)) {
    return {std::move(name), [&raw, stream] {
                ReadingSum sum;
                (raw.*stream)(sum);
                return sum.total();
            }};
}

}  // namespace

Workload stream_readings(Database& database) {
    Workload workload = start(database, "stream_1000000");
    workload.repetitions = 3;
    workload.set_up = [&table = *database.readings.table] { table.fill(); };
    RawReadings& raw = *database.readings.raw;
    AzothReadings& azoth = *database.readings.azoth;
    workload.programs = {raw_program("raw", raw, &RawReadings::stream),
                         {"tuples", [&azoth] { return azoth.stream_tuples(); }},
                         {"structs", [&azoth] { return azoth.stream_structs(); }}};
    const auto budget = pick({1.15, 1.15, 0}, database.dialect);
    workload.comparisons = {{"stream 1000000 rows x 5 columns, tuples", "raw", "tuples", budget},
                            {"the same, structs", "raw", "structs", budget}};
    if (database.dialect == "mysql") {
        workload.programs.push_back({"row_by_row", [&azoth] { return azoth.stream_tuples(true); }});
        workload.comparisons.push_back({"the same, tuples, row by row", "raw", "row_by_row"});
    }
    if (!raw.has_row_by_row()) return workload;
    workload.programs.push_back(raw_program("raw_row_by_row", raw, &RawReadings::stream_row_by_row));
    workload.comparisons.push_back({"the same, tuples, raw row by row", "raw_row_by_row", "tuples"});
    return workload;
}

}  // namespace azoth::bench
