// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace azoth::bench {

/// All rows of `readings` in flat memory, as a user of azoth reads them. Each returns what a ReadingSum of the rows
/// has.
class AzothReadings {
public:
    explicit AzothReadings(const std::string& url);
    ~AzothReadings();

    std::size_t stream_tuples(bool row_by_row = false);
    std::size_t stream_structs();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace azoth::bench
