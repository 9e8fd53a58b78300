// SPDX-License-Identifier: MIT
#include "readings_table.hpp"

#include <fmt/core.h>

namespace azoth::bench {
namespace {

constexpr int kRows = 1'000'000;
constexpr int kFirstRows = kRows / 64;  // doubled six times

/// A third of the rows has no note.
std::string insert_of_first_rows() {
    std::string sql = "INSERT INTO readings (id, sensor, place, amount, note) VALUES ";
    for (int id = 1; id <= kFirstRows; ++id)
        sql += fmt::format("{}({}, {}, 'Hall {}, northern wall', {}.5, {})", id == 1 ? "" : ", ", id, id % 97, id % 23,
                           id % 1000, id % 3 == 0 ? "NULL" : "'checked by hand'");
    return sql;
}

}  // namespace

void ReadingsTable::fill() {
    if (is_filled_) return;
    client_->run(insert_of_first_rows());
    for (int rows = kFirstRows; rows < kRows; rows *= 2)
        client_->run(
            fmt::format("INSERT INTO readings (id, sensor, place, amount, note) "
                        "SELECT id + {}, sensor, place, amount, note FROM readings",
                        rows));
    client_->settle();
    is_filled_ = true;
}

}  // namespace azoth::bench
