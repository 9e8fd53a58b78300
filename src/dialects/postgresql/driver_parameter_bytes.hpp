// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "azoth/types/value_view.hpp"
#include "dialects/postgresql/driver_parameters.hpp"

/// Writers of the binary format of arrays, ranges and what stands in them.
///
/// All throw: DataError(`value_out_of_range`) for numbers that the type does not hold, DataError(`bad_value`) for
/// values of another kind and for arrays whose rows differ in length.
namespace azoth::postgresql {

/// One value of a form that is no container.
void append_binary(std::string& bytes, WireForm form, const ValueView& value);
/// `element_type` is the server's number for it.
void append_array(std::string& bytes, WireForm element, std::uint32_t element_type, std::string_view packed);
void append_range(std::string& bytes, WireForm bound, std::string_view packed);
void append_multirange(std::string& bytes, WireForm bound, std::string_view packed);

}  // namespace azoth::postgresql
