// SPDX-License-Identifier: MIT
#include "orm/column_rules.hpp"
#include "orm/class_draft.hpp"
#include "orm/inheritance.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/column_positions.hpp"
#include "orm/loose_object.hpp"

namespace azoth::orm {
namespace {

struct Mistake {
    bool is_there;
    std::string_view what;
    std::string_view instead;
};

bool is_key(const ClassMap& map, std::uint32_t position) { return contains(map.key(), position); }

bool is_nil(std::string_view bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte == 0; });
}

bool is_plain(const ColumnRule& rule) {
    return rule.is_written && !rule.may_be_left_out && !rule.changes_on_update && rule.onupdate == nullptr;
}

ColumnRule rule_of(const ClassMap& map, std::uint32_t position, const ClassDraft::ColumnDraft& draft) {
    const Column& column = map.column_definition(position);
    const bool is_generated = map.generated_column() == position;
    ColumnRule rule;
    rule.is_computed = static_cast<bool>(column.computed());
    rule.has_trigger = draft.is_fetched;
    rule.is_written = !rule.is_computed && !rule.has_trigger && (!column.identity() || is_generated);
    rule.changes_on_update = column.has_server_onupdate();
    if (column.default_()) rule.default_value = std::make_shared<const ColumnDefault>(column.default_());
    if (column.onupdate()) rule.onupdate = std::make_shared<const ColumnDefault>(column.onupdate());
    const bool has_default = column.default_() || !column.server_default().empty();
    const bool can_be_unset = is_key(map, position) || map.columns()[position].type->is_nullable;
    rule.may_be_left_out = rule.is_written && !is_generated && has_default && can_be_unset;
    return rule;
}

struct NoRow final : DefaultContext {
    std::optional<Value> current_parameter(std::string_view) const override { return std::nullopt; }
    bool is_update() const override { return false; }
};

/// A value of default_() or onupdate() that the member cannot hold is found before the first flush.
void check_value(const ClassMap& map, const LooseObject& object, std::uint32_t position, const ColumnDefault* source,
                 std::string_view word) {
    if (source == nullptr || source->kind() != ColumnDefault::Kind::Value) return;
    const MappedColumn& column = map.columns()[position];
    const Value value = source->evaluate(NoRow());
    try {
        column.type->read(value.view(), map.field(object.get(), column));
    } catch (const DataError& error) {
        throw MappingError("bad_column",
                           fmt::format("{}: the value of {}() does not fit the member of column '{}': {}; give a {}",
                                       map.name(), word, column.member, error.message(), column.type->name));
    }
}

VersionRule checked_version(const ClassMap& map, VersionRule version, const ColumnRules& rules) {
    if (map.inheritance() != nullptr && map.inheritance()->base != nullptr)
        throw MappingError("bad_column",
                           fmt::format("mapping() of {} says version_id(), which counts for the rows of a "
                                       "whole hierarchy; say it in that of {}",
                                       map.name(), map.inheritance()->root->name()));
    version.column = *map.find_column_at(version.offset);
    const MappedColumn& column = map.columns()[version.column];
    if (is_key(map, version.column))
        throw MappingError("bad_column", fmt::format("{}::{} is the version_id() and a part of the primary key; use a "
                                                     "column of its own",
                                                     map.name(), column.member));
    const Column& definition = map.column_definition(version.column);
    if (version.function != nullptr && (definition.default_() || definition.onupdate() || definition.computed()))
        throw MappingError(
            "bad_column",
            fmt::format("{}::{} is the version_id() and gets values from elsewhere too; leave default_(), "
                        "onupdate() and computed() out, or add .server_side()",
                        map.name(), column.member));
    if (version.function == nullptr && rules.columns[version.column].is_written)
        throw MappingError("bad_column",
                           fmt::format("{}::{} is the version_id(), and there is no usual way to count a {}; add "
                                       ".generator(...) or .server_side()",
                                       map.name(), column.member, column.type->name));
    return version;
}

}  // namespace

bool counts_as_unset(const ClassMap& map, std::uint32_t position, const void* object) {
    const MappedColumn& column = map.columns()[position];
    Scratch scratch;
    const ValueView value = column.type->view(map.field(object, column), scratch);
    if (value.is_null()) return true;
    if (!is_key(map, position)) return false;
    switch (value.kind()) {
        case ValueKind::Int64: return value.as_int64() == 0;
        case ValueKind::Text:
        case ValueKind::Bytes: return value.as_text().empty();
        case ValueKind::Uuid: return is_nil(value.as_text());
        default: return false;
    }
}

void check_column_draft(std::string_view class_name, const ClassDraft::ColumnDraft& draft) {
    const Column& column = draft.column;
    const bool is_computed{column.computed()};
    const bool is_identity{column.identity()};
    const Mistake mistakes[] = {
        {is_computed && column.is_primary_key(), "is computed and a part of the primary key",
         "leave it out of m.primary_key(...)"},
        {is_computed && column.default_(), "is computed and has a default_()", "leave default_() out"},
        {is_computed && column.onupdate(), "is computed and has an onupdate()", "leave onupdate() out"},
        {is_computed && !column.server_default().empty(), "is computed and has a server_default()",
         "leave server_default() out"},
        {is_computed && is_identity, "is computed and an identity()", "leave identity() out"},
        {is_identity && !is_integer(column.type().kind), "is an identity() and no whole number",
         "make the member a std::int64_t"},
        {is_identity && column.default_(), "is an identity() and has a default_()", "leave default_() out"},
        {is_identity && column.onupdate(), "is an identity() and has an onupdate()", "leave onupdate() out"},
        {is_identity && !column.server_default().empty(), "is an identity() and has a server_default()",
         "leave server_default() out"},
        {column.autoincrement() == true && column.default_() &&
             column.default_().kind() != ColumnDefault::Kind::Sequence,
         "is autoincrement(true) and has a default_()", "leave default_() out"},
        {draft.is_fetched && column.default_(), "is fetched() and has a default_()",
         "write server_default(...), or leave fetched() out"},
        {draft.is_fetched && column.onupdate(), "is fetched() and has an onupdate()",
         "write server_onupdate(), or leave fetched() out"},
        {draft.is_fetched && column.is_primary_key(), "is fetched() and a part of the primary key",
         "write server_default(...) instead of fetched()"},
    };
    for (const auto& [is_there, what, instead] : mistakes)
        if (is_there)
            throw MappingError("bad_column",
                               fmt::format("{}::{} {}: it can be one of the two only; {} in m.column(&{}::{})"
                                           "...",
                                           class_name, draft.member, what, instead, class_name, draft.member));
}

void ClassMap::make_rules() {
    auto rules = std::make_shared<ColumnRules>();
    inherit_rules(*rules);
    for (std::uint32_t i = static_cast<std::uint32_t>(rules->columns.size()), own = 0; i < columns_.size(); ++i, ++own)
        rules->columns.push_back(columns_[i].is_property() ? ColumnRule{.is_written = false}
                                                           : rule_of(*this, i, draft_->columns[own]));
    const LooseObject object(*this);
    for (std::uint32_t i = 0; i < columns_.size(); ++i) {
        const ColumnRule& rule = rules->columns[i];
        check_value(*this, object, i, rule.default_value.get(), "default_");
        check_value(*this, object, i, rule.onupdate.get(), "onupdate");
        rules->has_onupdate |= rule.onupdate != nullptr;
        rules->is_read_after_update |= rule.is_computed || rule.has_trigger || rule.changes_on_update ||
                                       (rule.onupdate != nullptr && !rule.onupdate->is_client_side());
    }
    if (draft_->version) rules->version = checked_version(*this, *draft_->version, *rules);
    const bool is_needed = rules->version || !std::all_of(rules->columns.begin(), rules->columns.end(), is_plain);
    rules_ = is_needed ? std::move(rules) : nullptr;
    give_rules_to_part();
}

}  // namespace azoth::orm
