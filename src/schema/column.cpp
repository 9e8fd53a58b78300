// SPDX-License-Identifier: MIT
#include "azoth/schema/column.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth {

Column::Column(QuotedName name, SqlType type) : name_(std::move(name)), type_(std::move(type)) {}

Column& Column::references(std::string_view table_and_column, ReferentialAction on_delete,
                           ReferentialAction on_update) {
    try {
        foreign_key_ = share(ForeignKey(table_and_column).on_delete(on_delete).on_update(on_update));
    } catch (ArgumentError& error) {
        error.annotate([&](ErrorDetail& detail) { detail.message += fmt::format(" (column '{}')", name_.text); });
        throw;
    }
    return *this;
}

Column& Column::references(ForeignKeyConstraint key) {
    foreign_key_ = share(std::move(key));
    return *this;
}

Column& Column::default_(ColumnDefault value) {
    default_value_ = std::move(value);
    return *this;
}

Column& Column::onupdate(ColumnDefault value) {
    onupdate_ = std::move(value);
    return *this;
}

Column& Column::computed(Computed computed) {
    computed_ = share(std::move(computed));
    return *this;
}

Column& Column::identity(Identity identity) {
    identity_ = share(std::move(identity));
    is_nullable_ = false;
    return *this;
}

}  // namespace azoth
