// SPDX-License-Identifier: MIT
// Rows of the binary protocol of MariaDB and MySQL: the first byte is the number of columns, one byte for each follows.
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "azoth/base/error.hpp"
#include "azoth/types/value.hpp"
#include "dialects/mysql/driver_row.hpp"
#include "fuzz/fuzz_target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace azoth::mysql;
    const std::span input(data, size);
    if (input.empty()) return 0;
    const std::size_t count = input.front() % 8U;
    if (input.size() < count + 1) return 0;
    std::vector<ColumnFormat> formats;
    for (const std::uint8_t byte : input.subspan(1, count))
        formats.push_back(
            {static_cast<WireFormat>(byte % (static_cast<unsigned>(WireFormat::Time) + 1)), azoth::ValueKind::Text});
    const std::vector<azoth::driver::ResultColumn> columns(count);
    const auto rest = input.subspan(count + 1);
    const std::vector<unsigned char> row(rest.begin(), rest.end());
    RowReader reader(std::move(formats), columns, ZeroDates::Null);
    try {
        const azoth::ValueView* cells = reader.read(row);
        for (std::size_t i = 0; i < count; ++i) azoth::Value{cells[i]}.hash();
    } catch (const azoth::Error&) {
    }
    return 0;
}
