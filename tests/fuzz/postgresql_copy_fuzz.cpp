// SPDX-License-Identifier: MIT
// The data of PostgreSQL's binary COPY, in pieces: the first bytes choose the columns and the size of the pieces.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "azoth/base/error.hpp"
#include "azoth/types/value.hpp"
#include "dialects/postgresql/driver_copy_binary.hpp"
#include "fuzz/fuzz_target.hpp"

namespace {

using namespace azoth::postgresql;

constexpr unsigned kForms = static_cast<unsigned>(CellForm::UuidText) + 1;
constexpr std::size_t kColumns = 2;

std::shared_ptr<const Layout> layout_of(const std::uint8_t* forms) {
    auto layout = std::make_shared<Layout>();
    for (std::size_t i = 0; i < kColumns; ++i) {
        layout->columns.push_back({"column", azoth::ValueKind::Null});
        layout->binary.push_back(static_cast<CellForm>(forms[i] % kForms));
    }
    return layout;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t kChoices = kColumns + 2;
    if (size < kChoices) return 0;
    std::string bytes;
    if (data[kColumns] % 2 == 0) CopyBinaryWriter::append_header(bytes);
    bytes.append(reinterpret_cast<const char*>(data) + kChoices, size - kChoices);
    const std::size_t piece = 1 + data[kColumns + 1];
    try {
        CopyBinaryReader reader(layout_of(data));
        for (std::size_t done = 0; done < bytes.size(); done += piece)
            // A copy of its own size, so that a read beyond its end is seen.
            reader.read(std::string(bytes, done, piece), [](const azoth::ValueView* cells) {
                for (std::size_t i = 0; i < kColumns; ++i) azoth::to_display_string(azoth::Value(cells[i]).view());
            });
    } catch (const azoth::DataError&) {
    }
    return 0;
}
