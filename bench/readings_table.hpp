// SPDX-License-Identifier: MIT
#pragma once

#include "raw_readings.hpp"

namespace azoth::bench {

/// The table `readings` with a million rows. Nothing here is measured.
class ReadingsTable {
public:
    explicit ReadingsTable(RawReadings& client) : client_(&client) {}

    /// The first time takes seconds.
    void fill();

private:
    RawReadings* client_;
    bool is_filled_ = false;
};

}  // namespace azoth::bench
