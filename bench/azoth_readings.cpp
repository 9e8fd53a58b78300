// SPDX-License-Identifier: MIT
#include "azoth_readings.hpp"

#include <optional>

#include "azoth/azoth.hpp"
#include "raw_readings.hpp"

namespace azoth::bench {
namespace {

struct Reading {
    std::int64_t id = 0;
    std::int64_t sensor = 0;
    std::string place;
    double amount = 0;
    std::optional<std::string> note;
};

void mapping(Mapper<Reading>& m) {
    m.table("readings");
    m.columns<&Reading::id, &Reading::sensor, &Reading::place, &Reading::amount, &Reading::note>();
    m.primary_key(&Reading::id);
}

auto all_readings() {
    return select(&Reading::id, &Reading::sensor, &Reading::place, &Reading::amount, &Reading::note);
}

}  // namespace

struct AzothReadings::State {
    Engine engine;
};

AzothReadings::AzothReadings(const std::string& url) : state_(std::make_unique<State>(State{create_engine(url)})) {}
AzothReadings::~AzothReadings() = default;

std::size_t AzothReadings::stream_tuples(bool row_by_row) {
    ReadingSum sum;
    Connection connection = state_->engine.connect();
    for (const auto& [id, sensor, place, amount, note] : connection.stream(all_readings(), {.row_by_row = row_by_row}))
        sum.add(id, sensor, place, amount, note);
    return sum.total();
}

std::size_t AzothReadings::stream_structs() {
    ReadingSum sum;
    Connection connection = state_->engine.connect();
    for (const Reading& reading : connection.stream(all_readings()).into<Reading>())
        sum.add(reading.id, reading.sensor, reading.place, reading.amount, reading.note);
    return sum.total();
}

}  // namespace azoth::bench
