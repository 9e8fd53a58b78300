// SPDX-License-Identifier: MIT
#include "orm/key_loader.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/column_properties.hpp"
#include "orm/eager_loader.hpp"
#include "orm/entity_loader.hpp"
#include "orm/entity_reader.hpp"
#include "orm/global_criteria.hpp"
#include "orm/object_list.hpp"
#include "orm/polymorphic_reader.hpp"
#include "orm/told_load.hpp"

namespace azoth::orm {
namespace {

/// SELECT of one object with some of its columns.
NodePtr<sql::SelectNode> select_by_key(const ClassMap& map, const ColumnSelection* selection,
                                       std::span<const ValueView> key) {
    auto select = make_node<sql::SelectNode>();
    const sql::Entity* const entity = selection != nullptr ? static_cast<const sql::Entity*>(selection) : &map;
    select->items.push_back({nullptr, entity, sql::FromPtr(map.table())});
    if (selection != nullptr) add_own_tables(map, *select, selection->flags());
    add_property_items(select->items, map, sql::FromPtr(map.table()), selection);
    for (std::size_t i = 0; i < key.size(); ++i) {
        const sql::ColumnPtr& column = map.column_expression(map.key()[i]);
        select->where.push_back(azoth::detail::make_comparison(
            sql::Operator::Equal, column, azoth::detail::make_bind(Value(key[i]), column->type())));
    }
    return select;
}

Execution run_by_key(SessionCore& session, const ClassMap& map, const ColumnSelection* selection,
                     std::span<const ValueView> key) {
    if (selection == nullptr) return session.connection(map).run_statement(map.select_by_key(), key);
    return session.connection(map).run_statement(*select_by_key(map, selection, key));
}

Execution run_filtered_by_key(SessionCore& session, const ClassMap& map, const ColumnSelection* selection,
                              std::span<const ValueView> key) {
    const NodePtr<sql::SelectNode> select = select_by_key(map, selection, key);
    return session.connection(map).run_statement(*with_global_criteria(session.options.criteria, *select));
}

/// Reads the object of a row while its driver has it.
class ObjectTaker final : public driver::RowTaker {
public:
    /// Precondition: the class is configured, and has neither hooks nor columns that are left out.
    ObjectTaker(SessionCore& session, const ClassMap& map) : session_(session), map_(map) {}

    void take(const ValueView* cells, std::span<const driver::ResultColumn> columns) override {
        object_ = read_new(cells, columns);
        if (object_ == nullptr) object_ = EntityReader(session_, map_, 0, false, nullptr).read(cells, columns);
    }
    ObjectHeader* object() const { return object_; }

private:
    /// Mostly the session has no such object, and an EntityReader, which is made for many rows, would take longer to
    /// make than to do this. Null when there is more to do.
    ObjectHeader* read_new(const ValueView* cells, std::span<const driver::ResultColumn> columns) {
        const ValueView& key = cells[map_.key().front()];
        if (!map_.has_integer_key() || key.kind() != ValueKind::Int64) return nullptr;
        IntegerKeyMap& known = session_.identity.integers(map_);
        IntegerKeyMap::Slot& slot = known.slot_for(key.as_int64());
        if (!slot.is_empty()) return nullptr;
        ObjectHeader& header = create(cells, columns);
        known.insert(slot, key.as_int64(), header);
        return &header;
    }
    ObjectHeader& create(const ValueView* cells, std::span<const driver::ResultColumn> columns) {
        ObjectHeader& header = session_.region->create(standing());
        decode_object(map_, map_.decode_steps(), header.object(), cells, columns);
        begin_to_stand_for_row(session_, header);
        return header;
    }
    ObjectStanding& standing() {
        Region& region = *session_.region;
        return map_.relationships().empty() ? region.standing_of(map_) : region.new_standing(map_, &region.new_group());
    }

    SessionCore& session_;
    const ClassMap& map_;
    ObjectHeader* object_ = nullptr;
};

/// Of a class whose objects are of no other.
ObjectHeader* read_by_key(SessionCore& session, const ClassMap& map, const ColumnSelection* selection,
                          std::span<const ValueView> key) {
    const Execution execution = concerns(session.options.criteria, map)
                                    ? run_filtered_by_key(session, map, selection, key)
                                    : run_by_key(session, map, selection, key);
    // A key belongs to one row, so a second is not asked for.
    const ValueView* const cells = execution.cursor->next();
    if (cells == nullptr) return nullptr;
    return EntityReader(session, map, 0, false, nullptr, selection).read(cells, execution.cursor->columns());
}

/// A key of a class that unites others may be that of several rows.
ObjectHeader* only_one(const ClassMap& map, const std::vector<ObjectHeader*>& found) {
    if (found.size() > 1)
        throw MultipleResultsError(
            "multiple_results",
            fmt::format("several tables of {} have a row with this key: {} and {}; name the "
                        "class in get<{}>(...)",
                        map.name(), describe(*found[0]), describe(*found[1]), found[0]->map()->name()));
    return found.empty() ? nullptr : found.front();
}

/// Of an object with all columns of its class, or of a subclass.
NodePtr<sql::SelectNode> select_whole_by_key(const ClassMap& map, std::span<const ValueView> key) {
    const auto select = select_by_key(map, nullptr, key);
    select->items.erase(select->items.begin() + 1, select->items.end());
    map.complete(*select, sql::FromPtr(map.table()));
    return select;
}

ObjectHeader* load_told_by_key(SessionCore& session, const ClassMap& map, std::span<const ValueView> key) {
    const auto select = select_whole_by_key(map, key);
    ObjectList list;
    const RowField field{.map = &map};
    load_told(session, *select, {&field, 1}, list, LoadCause::Statement,
              [&](const sql::StatementNode& statement, RowSink& sink) {
                  load_rows(session, statement, {}, {&field, 1}, sink);
              });
    return only_one(map, list.objects());
}

}  // namespace

ObjectHeader* take_by_key(SessionCore& session, const ClassMap& map, std::span<const ValueView> key) {
    Connection& connection = session.connection(map);
    ObjectTaker taker(session, map);
    connection.take_first(map.select_by_key(), key, taker);
    return taker.object();
}

ObjectHeader* load_by_key(SessionCore& session, const ClassMap& map, std::span<const ValueView> key) {
    configured(map);  // which may change the SELECT that the ways below begin with
    if (session.events != nullptr) return load_told_by_key(session, map, key);
    if (is_polymorphic(map)) {
        ObjectList list;
        const RowField field{.map = &map};
        load_rows(session, *select_by_key_of_family(map), key, {&field, 1}, list);
        return only_one(map, list.objects());
    }
    const ColumnSelection* const selection = selected_columns(map, nullptr);
    // Hooks are functions of the user, for whom the connection must be free.
    const bool is_taken = selection == nullptr && map.hooks() == nullptr && session.options.criteria.empty();
    ObjectHeader* const header = is_taken ? take_by_key(session, map, key) : read_by_key(session, map, selection, key);
    if (header == nullptr) return nullptr;
    if (const NodePtr<const LoadStep> steps = mapped_steps(map)) load_eagerly(session, map, {&header, 1}, *steps);
    return header;
}

void refresh(SessionCore& session, ObjectHeader& header) {
    const ClassMap& map = *header.map();
    if (header.region() != session.region || header.state != ObjectState::Persistent)
        throw ArgumentError(
            "not_persistent",
            fmt::format("{} cannot be refreshed: it does not stand for a row of this session", describe(header)));
    Scratch scratch;
    std::vector<ValueView> key;
    for (const std::uint32_t position : map.key())
        key.push_back(map.columns()[position].type->view(row_field(header, map.columns()[position]), scratch));
    const ColumnSelection* const selection = without_query_expressions(map, loaded_selection(header));
    if (session.events != nullptr)
        tell_of_columns(session,
                        selection == nullptr ? *select_whole_by_key(map, key) : *select_by_key(map, selection, key));
    const Execution execution = run_by_key(session, map, selection, key);
    const ValueView* const cells = execution.cursor->next();
    if (cells == nullptr)
        throw NoResultError("no_such_row",
                            fmt::format("{} cannot be refreshed: its row is not there any more", describe(header)));
    // What was assigned to members that are not loaded is lost too.
    if (selection != nullptr && header.snapshot() != nullptr) map.restore_snapshot(header.object(), header.snapshot());
    decode_row(cells, selection == nullptr ? map.decode_steps() : selection->decode_steps(), header.object(),
               execution.cursor->columns());
    if (load_hooks_of(map) != nullptr) run_load_hooks(session, header);
    if (header.snapshot() != nullptr) map.update_snapshot(header.object(), header.snapshot());
    for (const Relationship* const relationship : map.relationships())
        RelationAccess::forget(RelationAccess::of(header, *relationship));
    header.epoch = session.epoch;
}

}  // namespace azoth::orm
