// SPDX-License-Identifier: MIT
// The cells of PostgreSQL's results, in both formats: the first byte chooses what they are taken for.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "azoth/base/error.hpp"
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
    } catch (const azoth::DataError&) {
    }
    return 0;
}
