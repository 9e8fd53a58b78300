// SPDX-License-Identifier: MIT
// The texts of values that databases store as text: the first byte chooses the C++ type.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "azoth/base/error.hpp"
#include "azoth/types/array_types.hpp"
#include "azoth/types/calendar_types.hpp"
#include "azoth/types/decimal.hpp"
#include "azoth/types/hstore.hpp"
#include "azoth/types/json.hpp"
#include "azoth/types/network.hpp"
#include "azoth/types/packed_values.hpp"
#include "azoth/types/range.hpp"
#include "azoth/types/value.hpp"
#include "azoth/types/zoned_time.hpp"
#include "fuzz/fuzz_target.hpp"

namespace {

using namespace azoth;

void read(std::uint8_t type, const ValueView& text) {
    switch (type % 13U) {
        case 0: detail::read_as<std::chrono::sys_days>(text); break;
        case 1: detail::read_as<std::chrono::local_time<std::chrono::microseconds>>(text); break;
        case 2: detail::read_as<std::chrono::sys_time<std::chrono::microseconds>>(text); break;
        case 3: detail::read_as<std::chrono::hh_mm_ss<std::chrono::microseconds>>(text); break;
        case 4: detail::read_as<Interval>(text); break;
        case 5: detail::read_as<Decimal>(text); break;
        case 6: detail::read_as<Hstore>(text); break;
        case 7: detail::read_as<IpAddress>(text); break;
        case 8: detail::read_as<MacAddress>(text); break;
        case 9: detail::read_as<ZonedTime>(text); break;
        case 10: detail::read_as<nlohmann::json>(text); break;
        case 11: detail::read_as<Range<Decimal>>(text); break;
        default: detail::read_as<std::vector<std::optional<std::string>>>(text); break;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    try {
        read(data[0], ValueView::text(text));
    } catch (const DataError&) {
    }
    return 0;
}
