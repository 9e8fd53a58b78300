// SPDX-License-Identifier: MIT
// The cells of PostgreSQL's results, in both formats: the first two bytes choose what they are taken for. What is read
// is then asked for as C++ values of several types, as a query would.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "azoth/base/error.hpp"
#include "azoth/types/array_types.hpp"
#include "azoth/types/calendar_types.hpp"
#include "azoth/types/decimal.hpp"
#include "azoth/types/json.hpp"
#include "azoth/types/range.hpp"
#include "azoth/types/value.hpp"
#include "dialects/postgresql/driver_cells.hpp"
#include "fuzz/fuzz_target.hpp"

namespace {

using azoth::postgresql::CellForm;
using azoth::postgresql::Container;

constexpr unsigned kForms = static_cast<unsigned>(CellForm::UuidText) + 1;

CellForm form_of(std::uint8_t container, std::uint8_t element) {
    return azoth::postgresql::make_form(static_cast<Container>(container % 7U * 0x100U),
                                        static_cast<CellForm>(element % kForms));
}

template <class T>
void read(const azoth::ValueView& value) {
    try {
        azoth::detail::read_as<T>(value);
    } catch (const azoth::DataError&) {
    }
}

void read_as_types(const azoth::ValueView& value) {
    using Moment = std::chrono::sys_time<std::chrono::microseconds>;
    read<azoth::Decimal>(value);
    read<Moment>(value);
    read<std::chrono::sys_days>(value);
    read<azoth::Interval>(value);
    read<nlohmann::json>(value);
    read<std::vector<std::optional<azoth::Decimal>>>(value);
    read<std::vector<std::vector<std::optional<std::string>>>>(value);
    read<azoth::Range<int>>(value);
    read<azoth::Range<Moment>>(value);
    read<azoth::MultiRange<azoth::Decimal>>(value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    // A copy of its own size, so that a read beyond its end is seen.
    const std::string bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
    std::string buffer;
    try {
        const azoth::ValueView value = azoth::postgresql::read_checked_cell(form_of(data[0], data[1]), bytes, buffer);
        const azoth::Value copy(value);
        azoth::to_display_string(copy.view());
        read_as_types(value);
    } catch (const azoth::DataError&) {
    }
    return 0;
}
