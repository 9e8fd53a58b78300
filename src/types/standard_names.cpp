// SPDX-License-Identifier: MIT
#include "azoth/types/standard_names.hpp"

#include <fmt/core.h>

namespace azoth::detail {

SqlType with_digits(const SqlType& type, const char* name, int precision, int scale) {
    return type.named(precision == 0 ? name : fmt::format("{}({}, {})", name, precision, scale));
}

SqlType with_length(const SqlType& type, const char* name, int length) {
    return type.named(length == 0 ? name : fmt::format("{}({})", name, length));
}

}  // namespace azoth::detail
