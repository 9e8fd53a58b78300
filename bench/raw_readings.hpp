// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace azoth::bench {

struct RawReading {
    std::int64_t id = 0;
    std::int64_t sensor = 0;
    std::string place;
    double amount = 0;
    std::optional<std::string> note;
};

/// What a program has seen of the rows: it cannot have left out a cell.
class ReadingSum {
public:
    void add(std::int64_t id, std::int64_t sensor, const std::string& place, double amount,
             const std::optional<std::string>& note) {
        total_ += static_cast<std::size_t>(id + sensor + static_cast<std::int64_t>(amount)) + place.size() +
                  (note ? note->size() : 0);
    }
    void add(const RawReading& reading) {
        add(reading.id, reading.sensor, reading.place, reading.amount, reading.note);
    }
    std::size_t total() const { return total_; }

private:
    std::size_t total_ = 0;
};

/// The program that a good C programmer writes to read all of a table, `readings(id, sensor, place, amount, note)`,
/// without holding it in memory: each row goes through one and the same struct.
///
/// Throws: std::runtime_error with the client's message.
class RawReadings {
public:
    virtual ~RawReadings() = default;

    /// Runs SQL. Not measured.
    virtual void run(const std::string& sql) = 0;
    /// Brings the table into the state that it has in daily use. Not measured.
    virtual void settle() = 0;

    /// The fastest way that the database has.
    virtual void stream(ReadingSum& sum) = 0;

    /// The rows of a prepared query, as they come.
    virtual bool has_row_by_row() const { return false; }
    virtual void stream_row_by_row(ReadingSum& sum) { stream(sum); }
};

}  // namespace azoth::bench
