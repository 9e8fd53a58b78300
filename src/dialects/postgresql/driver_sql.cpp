// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_sql.hpp"

#include "azoth/base/error.hpp"

namespace azoth::postgresql {

std::string zero_terminated(std::string_view sql) {
    if (sql.find('\0') != std::string_view::npos)
        throw DataError("bad_value", "the SQL text contains the character U+0000, which PostgreSQL does not accept");
    return std::string(sql);
}

}  // namespace azoth::postgresql
