// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

#include "azoth/driver/connection.hpp"
#include "azoth/types/cpp_type.hpp"
#include "azoth/types/value_view.hpp"

namespace azoth {

/// Where one cell of a row goes.
struct DecodeStep {
    std::uint32_t cell = 0;    ///< position within the row
    std::uint32_t offset = 0;  ///< of the field within the object, in bytes
    const CppType* type = nullptr;
    DirectRead direct = DirectRead::None;  ///< usually type->direct
};

/// Writes the cells of a row into the fields of an object.
///
/// Throws: DataError(`null_value`, `wrong_type`, `out_of_range`, ...) that names the column as `columns` does. The
/// fields of the steps before are written then.
void decode_row(const ValueView* cells, std::span<const DecodeStep> steps, void* object,
                std::span<const driver::ResultColumn> columns);

}  // namespace azoth
