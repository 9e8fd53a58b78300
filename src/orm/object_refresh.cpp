// SPDX-License-Identifier: MIT
// Objects that are read anew, become stale or leave the session: get() with options, refresh(), expire(), expunge().
#include "orm/object_refresh.hpp"

#include <unordered_set>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/engine/decode.hpp"
#include "azoth/sql/expr.hpp"
#include "azoth/sql/select.hpp"
#include "orm/column_properties.hpp"
#include "orm/entity_loader.hpp"
#include "orm/global_criteria.hpp"
#include "orm/inheritance.hpp"
#include "orm/key_change.hpp"
#include "orm/key_loader.hpp"
#include "orm/partial_object.hpp"
#include "orm/relation_access.hpp"
#include "orm/told_load.hpp"

namespace azoth {
namespace orm {
namespace {

void add_key_condition(sql::SelectNode& select, const ClassMap& map, std::vector<Value> key) {
    for (std::size_t i = 0; i < key.size(); ++i) {
        const sql::ColumnPtr& column = map.column_expression(map.key()[i]);
        select.where.push_back(azoth::detail::make_comparison(
            sql::Operator::Equal, column, azoth::detail::make_bind(std::move(key[i]), column->type())));
    }
}

std::vector<Value> key_of_row(const ObjectHeader& header) {
    std::vector<Value> key;
    Scratch scratch;
    for (const std::uint32_t position : header.map()->key()) {
        const MappedColumn& column = header.map()->columns()[position];
        key.emplace_back(column.type->view(row_field(header, column), scratch));
    }
    return key;
}

NodePtr<sql::SelectNode> entity_by_key(const ClassMap& map, std::vector<Value> key,
                                       const std::optional<ForUpdate>& lock) {
    Select<> select;
    if (lock) select = select.with_for_update(*lock);
    auto node = make_node<sql::SelectNode>(*select.node());
    node->items.push_back({nullptr, &map, sql::FromPtr(map.table())});
    map.complete(*node, sql::FromPtr(map.table()));
    add_key_condition(*node, map, std::move(key));
    return node;
}

/// The object of the row, with the row's values. Null when there is none.
ObjectHeader* load_anew(SessionCore& session, const ClassMap& map, const sql::SelectNode& given, LoadCause cause) {
    const sql::StatementPtr told = session.rewritten(given, cause);
    const auto& select = cause == LoadCause::Columns ? given : static_cast<const sql::SelectNode&>(*told);
    const QueryScope scope(session, {.populate_existing = true});
    const CriteriaScope criteria(session, select);
    const RowField field{.map = &map};
    const NodePtr<const LoadStep> steps = load_steps_of(select, {&field, 1});
    const std::vector<ObjectHeader*> found = load_entities(session, select, map, steps ? &*steps : nullptr);
    return found.empty() ? nullptr : found.front();
}

[[noreturn]] void throw_gone(const ObjectHeader& header) {
    throw NoResultError("no_such_row",
                        fmt::format("{} cannot be refreshed: its row is not there any more", describe(header)));
}

void expire_related(SessionCore& session, ObjectHeader& header) {
    for (ObjectHeader* const reached : session.reachable(header, Cascade::RefreshExpire))
        if (reached != &header && reached->state == ObjectState::Persistent) session.expire(*reached);
}

void refresh_columns(SessionCore& session, ObjectHeader& header, const std::vector<std::uint32_t>& columns) {
    const ClassMap& map = *header.map();
    auto select = make_node<sql::SelectNode>();
    std::vector<DecodeStep> steps;
    for (const std::uint32_t position : columns) {
        select->items.push_back({value_expression(map, position), nullptr, nullptr});
        steps.push_back(map.decode_steps()[position]);
        steps.back().cell = static_cast<std::uint32_t>(steps.size() - 1);
    }
    add_key_condition(*select, map, key_of_row(header));
    const ClassMap& first = first_table(map);
    for_each_table(map, [&](const ClassMap& part) {
        if (&part != &first)
            select->where.push_back(same_key(map, sql::FromPtr(first.table()), part, sql::FromPtr(part.table())));
    });
    tell_of_columns(session, *select);
    const Execution execution = session.connection(map).run_statement(*select);
    const ValueView* const cells = execution.cursor->next();
    if (cells == nullptr) throw_gone(header);
    decode_row(cells, steps, header.object(), execution.cursor->columns());
    for (const std::uint32_t position : columns)
        if (is_unloaded(header, position)) mark_loaded(header, position);
    if (header.snapshot() == nullptr) return;
    for (const std::uint32_t position : columns) {
        const MappedColumn& column = map.columns()[position];
        column.type->assign(header.snapshot() + column.snapshot_offset, map.field(header.object(), column));
    }
}

}  // namespace

QueryScope::QueryScope(SessionCore& session, const QueryOptions& options)
    : session_(session),
      populates_existing_(std::exchange(session.populates_existing, options.populate_existing)),
      autoflush_(std::exchange(session.options.autoflush, options.autoflush.value_or(session.options.autoflush))),
      synchronize_(std::exchange(session.synchronize, options.synchronize)) {}

QueryScope::~QueryScope() {
    session_.populates_existing = populates_existing_;
    session_.options.autoflush = autoflush_;
    session_.synchronize = synchronize_;
}

}  // namespace orm

NoAutoflush::NoAutoflush(const std::shared_ptr<orm::SessionCore>& session)
    : session_(session), before_(std::exchange(session->options.autoflush, false)) {}

NoAutoflush::~NoAutoflush() {
    if (const auto session = session_.lock()) session->options.autoflush = before_;
}

namespace orm {

void require_row(const SessionCore& session, const ObjectHeader& header, std::string_view verb) {
    if (header.region() == session.region && header.state == ObjectState::Persistent && !header.is_read_only) return;
    throw ArgumentError("not_persistent", fmt::format("{} cannot be {}: it does not stand for a row of this session",
                                                      describe(header), verb));
}

ObjectHeader* load_with_options(SessionCore& session, ClassMap& map, std::span<const Value> key,
                                const GetOptions& options) {
    if (options.with_for_update || options.populate_existing) {
        session.autoflush();
    } else {
        session.autoflush_before_get(map);
        std::vector<ValueView> views;
        for (const Value& value : key) views.push_back(value.view());
        ObjectHeader* known = session.find_by_key(map, views);
        if (known == nullptr && flush_changed_keys(session, map)) known = session.find_by_key(map, views);
        if (known != nullptr && known->epoch != kExpired) return known->map()->is_kind_of(map) ? known : nullptr;
    }
    const auto select = entity_by_key(map, {key.begin(), key.end()}, options.with_for_update);
    for (const LoaderOption& option : options.options) select->load_options.push_back(option.node());
    return load_anew(session, map, *select, LoadCause::Statement);
}

void refresh_with_options(SessionCore& session, ObjectHeader& header, const RefreshOptions& options) {
    expire_related(session, header);
    if (!options.with_for_update) return refresh(session, header);
    const auto select = entity_by_key(*header.map(), key_of_row(header), options.with_for_update);
    if (load_anew(session, *header.map(), *select, LoadCause::Columns) == nullptr) throw_gone(header);
}

void refresh_members(SessionCore& session, ObjectHeader& header, std::span<const std::size_t> members) {
    std::vector<std::uint32_t> columns;
    std::vector<const Relationship*> relationships;
    for (const std::size_t member : members) {
        const std::vector<std::uint32_t> positions = columns_at(*header.map(), member);
        columns.insert(columns.end(), positions.begin(), positions.end());
        if (positions.empty()) relationships.push_back(&header.map()->relationship_at(member));
    }
    if (!columns.empty()) refresh_columns(session, header, columns);
    for (const Relationship* const relationship : relationships) {
        forget_relationship(header, *relationship);
        session.load_now(header, *relationship);
    }
}

void forget_relationship(ObjectHeader& header, const Relationship& relationship) {
    RelationAccess::forget(RelationAccess::of(header, relationship));
}

namespace {

/// expire_all() concerns it.
bool is_expirable(const ObjectHeader& header) {
    return header.state == ObjectState::Persistent && !header.is_to_be_deleted;
}

}  // namespace

void SessionCore::restore_columns(ObjectHeader& header) {
    if (header.snapshot() != nullptr) header.map()->restore_snapshot(header.object(), header.snapshot());
    for (const Relationship* const relationship : header.map()->relationships())
        forget_relationship(header, *relationship);
}

void SessionCore::forget_changes(ObjectHeader& header) {
    restore_columns(header);
    std::erase_if(links, [&](const ParentLink& link) { return link.child == &header; });
    std::erase_if(orphans, [&](const ParentLink& link) { return link.child == &header; });
    link_changes.forget(header);
}

void SessionCore::expire(ObjectHeader& header) {
    forget_changes(header);
    header.epoch = kExpired;
}

void SessionCore::expire_all() {
    std::erase_if(links, [](const ParentLink& link) { return is_expirable(*link.child); });
    std::erase_if(orphans, [](const ParentLink& link) { return is_expirable(*link.child); });
    link_changes.forget_those(is_expirable);
    identity.for_each([&](ObjectHeader& header) {
        if (!is_expirable(header)) return;
        restore_columns(header);
        header.epoch = kExpired;
    });
}

std::vector<ObjectHeader*> SessionCore::reachable(ObjectHeader& header, Cascade cascade) const {
    std::vector<ObjectHeader*> found{&header};
    std::unordered_set<const ObjectHeader*> known{&header};
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (const Relationship* const relationship : found[i]->map()->relationships()) {
            if (!has(relationship->cascade, cascade)) continue;
            for (const Element& element : RelationAccess::elements(RelationAccess::of(*found[i], *relationship))) {
                ObjectHeader& next = header_of(element.object);
                if (next.region() == region && known.insert(&next).second) found.push_back(&next);
            }
        }
    }
    return found;
}

void make_transient(SessionCore& session, ObjectHeader& header) {
    const bool was_touched = header.is_touched;
    session.expunge(header);
    session.set_state(header, ObjectState::Transient);
    header.set_snapshot(nullptr);
    header.is_to_be_deleted = false;
    // As with every new object: somebody may hold a reference into it.
    if (was_touched) std::erase(session.touched, &header);
    header.is_touched = false;
    for (const Relationship* const relationship : header.map()->relationships())
        RelationAccess::mark_loaded(RelationAccess::of(header, *relationship));
}

}  // namespace orm
}  // namespace azoth
