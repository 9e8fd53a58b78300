// SPDX-License-Identifier: MIT
#include "azoth/types/range.hpp"

namespace azoth::detail {

PackedRange read_range(const ValueView& value, TypeName cpp_type) {
    if (value.kind() != ValueKind::Range) throw_wrong_kind(value, cpp_type());
    return read_packed_range(value.as_text());
}

std::string_view read_multirange(const ValueView& value, TypeName cpp_type) {
    if (value.kind() != ValueKind::Array) throw_wrong_kind(value, cpp_type());
    return value.as_text();
}

}  // namespace azoth::detail
