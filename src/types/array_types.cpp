// SPDX-License-Identifier: MIT
#include "azoth/types/array_types.hpp"

namespace azoth::detail {

std::string_view read_array(const ValueView& value, TypeName cpp_type, std::string& buffer) {
    switch (value.kind()) {
        case ValueKind::Array: return value.as_text();
        case ValueKind::Json:
        case ValueKind::Text: buffer = pack_json_array(value.as_text()); return buffer;
        default: throw_wrong_kind(value, cpp_type());
    }
}

}  // namespace azoth::detail
