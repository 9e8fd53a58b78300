// SPDX-License-Identifier: MIT
#include "azoth/orm/column_mapping.hpp"

#include <utility>

#include "orm/class_draft.hpp"

namespace azoth {

ColumnMapping& ColumnMapping::name(std::string name) {
    draft_->column.name(std::move(name));
    return *this;
}

ColumnMapping& ColumnMapping::type(SqlType type) {
    draft_->column.type(std::move(type));
    return *this;
}

ColumnMapping& ColumnMapping::unique() {
    draft_->column.unique();
    return *this;
}

ColumnMapping& ColumnMapping::index() {
    draft_->column.index();
    return *this;
}

ColumnMapping& ColumnMapping::nullable(bool allowed) {
    allowed ? draft_->column.nullable() : draft_->column.not_null();
    return *this;
}

ColumnMapping& ColumnMapping::deferred(std::string group) {
    draft_->is_deferred = true;
    draft_->deferred_group = std::move(group);
    return *this;
}

ColumnMapping& ColumnMapping::default_(ColumnDefault value) {
    draft_->column.default_(std::move(value));
    return *this;
}

ColumnMapping& ColumnMapping::onupdate(ColumnDefault value) {
    draft_->column.onupdate(std::move(value));
    return *this;
}

ColumnMapping& ColumnMapping::server_default(DdlExpression expression) {
    draft_->column.server_default(std::move(expression));
    return *this;
}

ColumnMapping& ColumnMapping::server_onupdate() {
    draft_->column.server_onupdate();
    return *this;
}

ColumnMapping& ColumnMapping::fetched() {
    draft_->is_fetched = true;
    return *this;
}

ColumnMapping& ColumnMapping::computed(DdlExpression expression, std::optional<bool> persisted) {
    draft_->column.computed(Computed(std::move(expression), persisted));
    draft_->column.nullable();  // not every database can forbid NULL in what it computes
    return *this;
}

ColumnMapping& ColumnMapping::identity(Identity identity) {
    draft_->column.identity(std::move(identity));
    return *this;
}

ColumnMapping& ColumnMapping::sequence(const Sequence& sequence) {
    draft_->column.default_(sequence);
    return *this;
}

ColumnMapping& ColumnMapping::info(std::string key, std::string value) {
    draft_->column.info(std::move(key), std::move(value));
    return *this;
}

ColumnMapping& ColumnMapping::quote(bool in_quotes) {
    draft_->column.quote(in_quotes);
    return *this;
}

ColumnMapping& ColumnMapping::autoincrement(bool generated) {
    draft_->column.autoincrement(generated);
    return *this;
}

ColumnMapping& ColumnMapping::comment(std::string text) {
    draft_->column.comment(std::move(text));
    return *this;
}

ColumnMapping& ColumnMapping::references(const orm::MemberReference& target, ReferentialAction on_delete,
                                         ReferentialAction on_update) {
    draft_->references = target;
    draft_->on_delete = on_delete;
    draft_->on_update = on_update;
    return *this;
}

}  // namespace azoth
