// SPDX-License-Identifier: MIT
#include "azoth/schema/column.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth {

Column& Column::references(std::string_view table_and_column, ReferentialAction on_delete,
                           ReferentialAction on_update) {
    const auto dot = table_and_column.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == table_and_column.size())
        throw ArgumentError("bad_reference",
                            fmt::format("column '{}' cannot refer to '{}': write it as table.column or "
                                        "schema.table.column",
                                        name_, table_and_column));
    foreign_key_ = ForeignKeyConstraint{{},
                                        std::string(table_and_column.substr(0, dot)),
                                        {std::string(table_and_column.substr(dot + 1))},
                                        on_delete,
                                        on_update};
    return *this;
}

}  // namespace azoth
