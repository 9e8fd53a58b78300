// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_bytes.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::postgresql {

void throw_malformed(std::string_view type) {
    throw DataError("bad_value", fmt::format("PostgreSQL sent {} whose bytes cannot be read", type));
}

}  // namespace azoth::postgresql
