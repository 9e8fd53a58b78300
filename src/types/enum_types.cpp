// SPDX-License-Identifier: MIT
#include "azoth/types/enum_types.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/types/value.hpp"

namespace azoth::detail {

void throw_unlabelled_enum(std::string_view cpp_type) {
    throw DataError("unlabelled_enum",
                    fmt::format("a value of {0} has no label; add it to azoth::EnumLabels<{0}>", cpp_type));
}

void throw_unknown_label(std::string_view label, std::string_view cpp_type) {
    throw DataError("unknown_enum_label", fmt::format("{0} is no label of {1}; add it to azoth::EnumLabels<{1}>",
                                                      to_display_string(ValueView::text(label)), cpp_type));
}

std::string_view read_label(const ValueView& value, TypeName cpp_type) {
    if (value.kind() != ValueKind::Text) throw_wrong_kind(value, cpp_type());
    return value.as_text();
}

}  // namespace azoth::detail
