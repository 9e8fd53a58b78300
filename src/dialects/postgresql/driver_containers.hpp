// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "azoth/types/value_view.hpp"
#include "dialects/postgresql/driver_cells.hpp"

namespace azoth::postgresql {

/// Reads an array, range or multirange, in the binary or the text format. `buffer` holds the value.
///
/// Source: array_send() in src/backend/utils/adt/arrayfuncs.c, range_send() in rangetypes.c, multirange_send() in
/// multirangetypes.c; for the text format, "8.15.6. Array Input and Output Syntax" and "8.17.5. Range Input/Output".
///
/// Throws: DataError(`bad_value`) for bytes that are none.
ValueView read_container(CellForm form, std::string_view bytes, std::string& buffer);

}  // namespace azoth::postgresql
