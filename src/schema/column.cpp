// SPDX-License-Identifier: MIT
#include "azoth/schema/column.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth {

Column& Column::references(std::string_view table_and_column, ReferentialAction on_delete,
                           ReferentialAction on_update) {
    try {
        foreign_key_ = ForeignKey(table_and_column).on_delete(on_delete).on_update(on_update);
    } catch (ArgumentError& error) {
        error.annotate([&](ErrorDetail& detail) { detail.message += fmt::format(" (column '{}')", name_.text); });
        throw;
    }
    return *this;
}

}  // namespace azoth
