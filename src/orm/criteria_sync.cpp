// SPDX-License-Identifier: MIT
// How UPDATE and DELETE by criteria reach the objects of a session.
#include <algorithm>
#include <string_view>
#include <unordered_set>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/query_options.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/walk.hpp"
#include "orm/column_rules.hpp"
#include "orm/inheritance.hpp"
#include "orm/key_change.hpp"
#include "orm/loose_object.hpp"
#include "orm/object_history.hpp"
#include "orm/relation_access.hpp"
#include "orm/row_evaluation.hpp"
#include "orm/unit_of_work.hpp"

namespace azoth::orm {
namespace {

using Assigned = std::vector<std::pair<std::uint32_t, std::optional<Value>>>;

/// What an UPDATE sets columns of an object to, by mapped column; empty: not known.
struct NewValues {
    Assigned values;
    bool are_all = true;  ///< else they are of the key: the rest is not known
};

/// Whether a row is among those that the conditions choose; empty when memory cannot tell.
std::optional<bool> meets(const sql::ExpressionList& where, const ObjectHeader& object) {
    bool is_sure = true;
    for (const auto& condition : where) {
        const std::optional<Value> value = evaluate(*condition, object);
        if (!value) {
            is_sure = false;
        } else if (value->is_null() || (value->kind() == ValueKind::Bool && value->view().as_int64() == 0)) {
            return false;
        } else if (value->kind() != ValueKind::Bool) {
            is_sure = false;
        }
    }
    return is_sure ? std::optional(true) : std::nullopt;
}

bool names_column(const sql::ExpressionNode& expression, const std::vector<std::uint32_t>& columns) {
    for (sql::Walk walk(expression); const sql::Node* const node = walk.next();)
        if (node->kind() == sql::NodeKind::Column &&
            std::find(columns.begin(), columns.end(), static_cast<const sql::ColumnNode&>(*node).index) !=
                columns.end())
            return true;
    return false;
}

bool names_only_key(const sql::ExpressionNode& expression, const ClassMap& map) {
    for (sql::Walk walk(expression); const sql::Node* const node = walk.next();) {
        const bool is_other =
            node->kind() == sql::NodeKind::Column && std::ranges::none_of(map.key(), [&](std::uint32_t position) {
                return map.columns()[position].table_column == static_cast<const sql::ColumnNode&>(*node).index;
            });
        if (is_other) return false;
    }
    return true;
}

/// The database changes other columns along with those that are set.
bool has_side_effects(const ClassMap& map) {
    if (map.rules() == nullptr) return false;
    return map.rules()->is_read_after_update || map.rules()->has_onupdate;
}

/// The part of the class's rows that the statement changes; null: none.
const ClassMap* changed_part(const ClassMap& map, const sql::DmlNode& change) {
    const ClassMap* found = nullptr;
    for_each_table(map, [&](const ClassMap& table) {
        if (sql::FromPtr(table.definition_ptr()).get() == change.table.get()) found = &table;
    });
    return found;
}

/// Who deletes from one of several tables deletes from the first as well.
bool is_in(const ClassMap& map, const sql::DmlNode& change) {
    if (map.table().get() == change.table.get()) return true;
    return map.inheritance() != nullptr && change.kind() == sql::NodeKind::Update &&
           changed_part(map, change) != nullptr;
}

/// Columns of several tables have the same places there.
bool is_in_table(const ClassMap& map, const MappedColumn& column, const sql::TableNode& table) {
    return map.inheritance() == nullptr ||
           map.column_expression(static_cast<std::uint32_t>(&column - map.columns().data()))->from.get() == &table;
}

/// An UPDATE that sets a part of the key, which the session knows the rows by.
bool sets_key(const ClassMap& map, const sql::DmlNode& change) {
    if (change.kind() != sql::NodeKind::Update || map.table().get() != change.table.get()) return false;
    const auto& assignments = static_cast<const sql::UpdateNode&>(change).assignments;
    return std::ranges::any_of(map.key(), [&](std::uint32_t position) {
        return std::ranges::any_of(assignments, [&](const sql::ColumnAssignment& each) {
            return each.place == nullptr && each.column == map.columns()[position].table_column;
        });
    });
}

/// Otherwise the session would know objects by keys that their rows do not have any more.
[[noreturn]] void throw_unknown_key(const ObjectHeader& object, std::string_view cause) {
    throw ArgumentError("cannot_evaluate",
                        fmt::format("this UPDATE changes the key of {}, and the session cannot tell the new one: {}; "
                                    "change the key of the object, or expunge() it before",
                                    describe(object), cause));
}

bool returns_objects(const sql::DmlNode& change) {
    return std::ranges::any_of(change.returning, [](const sql::SelectItem& item) { return item.entity != nullptr; });
}

/// What an UPDATE sets the columns of an object to, or those of its key. `is_fresh`: all that it holds is as in its
/// row; else its key is. Empty when memory cannot tell.
Assigned values_of(const sql::UpdateNode& update, const ObjectHeader& object, bool is_fresh, bool of_key) {
    const ClassMap& map = *object.map();
    Assigned values;
    std::vector<std::uint32_t> set_before;
    for (const sql::ColumnAssignment& assignment : update.assignments) {
        // MariaDB sees what the assignments before have set.
        const bool is_clear = assignment.place == nullptr && !names_column(*assignment.value, set_before);
        set_before.push_back(assignment.column);
        const auto column = std::find_if(map.columns().begin(), map.columns().end(), [&](const auto& mapped) {
            return mapped.table_column == assignment.column && is_in_table(map, mapped, *update.table);
        });
        if (column == map.columns().end() && assignment.place == nullptr) continue;
        const auto position = static_cast<std::uint32_t>(column - map.columns().begin());
        if (of_key && std::ranges::find(map.key(), position) == map.key().end()) continue;
        const bool is_known = is_clear && (is_fresh || names_only_key(*assignment.value, map));
        std::optional<Value> value = is_known ? evaluate(*assignment.value, object) : std::nullopt;
        if (!value) return {};
        values.emplace_back(position, std::move(value));
    }
    return values;
}

/// The class whose keys the statement changes in these objects; null: none.
const ClassMap* moved_class(const std::vector<ObjectHeader*>& objects, const sql::DmlNode& change) {
    const auto moves = [&](const ObjectHeader* header) {
        return header->epoch != kNoEpoch && sets_key(*header->map(), change);
    };
    const auto found = std::ranges::find_if(objects, moves);
    return found == objects.end() ? nullptr : (*found)->map();
}

/// The objects that refer to others of a class, whose rows the database changes along with the keys of those.
std::vector<ObjectHeader*> followers_of(const ClassMap& moved, SessionCore& session) {
    std::vector<ObjectHeader*> followers;
    session.identity.for_each([&](ObjectHeader& header) {
        const bool follows = std::ranges::any_of(header.map()->relationships(), [&](const Relationship* relationship) {
            return relationship->kind == Relationship::Kind::ToParent &&
                   follows_key(*header.map(), relationship->local_columns, moved);
        });
        if (follows && header.state == ObjectState::Persistent) followers.push_back(&header);
    });
    return followers;
}

/// Objects may get keys that others of them have had: they leave the session's map before they get their own.
void unfile(SessionCore& session, const std::vector<ObjectHeader*>& objects, const sql::DmlNode& change) {
    for (const ObjectHeader* const header : objects)
        if (header->epoch != kNoEpoch && sets_key(*header->map(), change)) session.identity.erase(*header);
}

/// It changes another table than the first.
bool is_of_part(const ObjectHeader& object, const sql::DmlNode& change) {
    return object.map()->table().get() != change.table.get();
}

}  // namespace

/// The objects that a statement is going to change.
struct CriteriaSync::Found : Counted {
    std::vector<ObjectHeader*> objects;
    std::vector<NewValues> values;  ///< of an UPDATE: of each
};

CriteriaSync::CriteriaSync(SessionCore& session, const sql::StatementNode& statement, Synchronize how)
    : session_(session), statement_(statement), found_(make_node<Found>()) {
    if (how == Synchronize::None) return;
    const auto& change = static_cast<const sql::DmlNode&>(statement);
    std::vector<ObjectHeader*> candidates;
    session_.identity.for_each([&](ObjectHeader& header) {
        if (header.state == ObjectState::Persistent && is_in(*header.map(), change)) candidates.push_back(&header);
    });
    if (candidates.empty()) return;
    if (is_of_part(*candidates.front(), change)) {
        fetch(*candidates.front()->map());
        find_values();
        return;
    }
    if (how == Synchronize::Fetch || !find_in_memory(candidates)) {
        if (how == Synchronize::Evaluate)
            throw ArgumentError("cannot_evaluate",
                                "the conditions of this statement cannot be evaluated for the objects in memory; use "
                                "Synchronize::Auto or Fetch");
        fetch(*candidates.front()->map());
    }
    find_values();
}

CriteriaSync::~CriteriaSync() = default;

bool CriteriaSync::find_in_memory(const std::vector<ObjectHeader*>& candidates) {
    const bool is_update = statement_.kind() == sql::NodeKind::Update;
    const auto* const update = is_update ? &static_cast<const sql::UpdateNode&>(statement_) : nullptr;
    const auto* const removal = is_update ? nullptr : &static_cast<const sql::DeleteNode&>(statement_);
    if (is_update ? update->limit || !update->from.empty() : removal->limit || !removal->using_.empty()) return false;
    const sql::ExpressionList& where = is_update ? update->where : removal->where;
    std::vector<ObjectHeader*> objects;
    for (ObjectHeader* const header : candidates) {
        // What an earlier transaction has read, or nobody has written yet, says nothing of the row as it is.
        if (header->epoch != session_.epoch || is_changed(*header)) return false;
        const std::optional<bool> is_chosen = meets(where, *header);
        if (!is_chosen) return false;
        if (*is_chosen) objects.push_back(header);
    }
    found_->objects = std::move(objects);
    return true;
}

void CriteriaSync::fetch(const ClassMap& map) {
    auto select = make_node<sql::SelectNode>();
    std::vector<DecodeStep> steps;
    const auto& changed = static_cast<const sql::DmlNode&>(statement_);
    const ClassMap& table = *changed_part(map, changed);
    for (std::size_t i = 0; i < map.key().size(); ++i) {
        select->items.push_back({table.column_expression(table.key()[i]), nullptr, nullptr});
        steps.push_back(map.decode_steps()[map.key()[i]]);
        steps.back().cell = static_cast<std::uint32_t>(steps.size() - 1);
    }
    const auto take = [&](const auto& change, const std::vector<sql::FromPtr>& others) {
        select->where = change.where;
        select->order_by = change.order_by;
        select->limit = change.limit;
        select->parameters = change.parameters;
        select->from.push_back(sql::FromPtr(changed.table));
        select->from.insert(select->from.end(), others.begin(), others.end());
    };
    if (statement_.kind() == sql::NodeKind::Update) {
        const auto& update = static_cast<const sql::UpdateNode&>(statement_);
        take(update, update.from);
    } else {
        const auto& removal = static_cast<const sql::DeleteNode&>(statement_);
        take(removal, removal.using_);
    }
    const LooseObject row(map);
    std::unordered_set<const ObjectHeader*> taken;
    const Execution execution = session_.connection(*select).run_statement(*select);
    while (const ValueView* const cells = execution.cursor->next()) {
        decode_row(cells, steps, row.get(), execution.cursor->columns());
        ObjectHeader* const known = session_.identity.find_like(map, row.get());
        if (known != nullptr && taken.insert(known).second) found_->objects.push_back(known);
    }
}

void CriteriaSync::find_values() {
    if (statement_.kind() != sql::NodeKind::Update) return;
    const auto& update = static_cast<const sql::UpdateNode&>(statement_);
    for (const ObjectHeader* const header : found_->objects) {
        const ClassMap& map = *header->map();
        NewValues& found = found_->values.emplace_back();
        const bool is_fresh = header->epoch == session_.epoch && !is_changed(*header);
        if (is_fresh && header->loaded_as == 0 && !has_side_effects(map))
            found.values = values_of(update, *header, true, false);
        if (!sets_key(map, update)) continue;
        if (returns_objects(update)) throw_unknown_key(*header, "it returns the objects");
        if (!found.values.empty()) continue;
        if (is_changed(*header)) throw_unknown_key(*header, "the object has changes that are not written yet");
        found = {values_of(update, *header, is_fresh, true), false};
        if (found.values.empty())
            throw_unknown_key(*header, is_fresh ? "the value cannot be computed in memory"
                                                : "the object is stale, and the value cannot be computed from its key");
    }
}

void CriteriaSync::apply(std::int64_t rowcount) {
    const auto& change = static_cast<const sql::DmlNode&>(statement_);
    const ClassMap* const moved = moved_class(found_->objects, change);
    std::vector<ObjectHeader*> followers;
    if (moved != nullptr) {
        followers = followers_of(*moved, session_);
        unfile(session_, found_->objects, change);
    }
    for (std::size_t i = 0; i < found_->objects.size(); ++i) {
        ObjectHeader& header = *found_->objects[i];
        if (header.epoch == kNoEpoch) continue;  // the statement has returned it: see bring_in_line()
        if (statement_.kind() == sql::NodeKind::Delete)
            remove(header);
        else if (found_->values[i].values.empty())
            make_stale(header);
        else
            update(header, i);
        if (moved != nullptr && header.epoch != kNoEpoch) session_.identity.insert(header);
    }
    for (ObjectHeader* const follower : followers) make_stale(*follower);  // some may be among the found
    found_->objects.clear();
    if (session_.events != nullptr) session_.events->tell_bulk(session_, statement_, rowcount);
}

void CriteriaSync::make_stale(ObjectHeader& header) {
    session_.frame().altered.push_back(&header);
    // What was changed in memory is still to be written.
    if (is_changed(header))
        header.epoch = kExpired;
    else
        session_.expire(header);
}

void CriteriaSync::update(ObjectHeader& header, std::size_t position) {
    const ClassMap& map = *header.map();
    if (header.snapshot() == nullptr) header.set_snapshot(session_.region->save_snapshot(header));
    try {
        for (const auto& [column, value] : found_->values[position].values)
            map.columns()[column].type->read(value->view(), map.field(header.object(), map.columns()[column]));
    } catch (const DataError&) {  // the database takes what the member cannot hold
        session_.frame().altered.push_back(&header);
        return session_.expire(header);
    }
    UnitOfWork(session_).accept_update(header, session_.take_snapshot(header), session_.frame());
    if (!found_->values[position].are_all) make_stale(header);
}

void CriteriaSync::remove(ObjectHeader& header) {
    for (const Relationship* const relationship : header.map()->relationships()) {
        if (relationship->kind != Relationship::Kind::ToParent || relationship->paired == nullptr) continue;
        if (ObjectHeader* const parent = session_.known_parent(*relationship, header))
            RelationAccess::take_out(RelationAccess::of(*parent, *relationship->paired), header);
    }
    session_.identity.erase(header);
    std::erase(session_.to_delete, &header);
    session_.set_state(header, ObjectState::Deleted);
    header.is_to_be_deleted = true;
    session_.frame().deleted.push_back(&header);
    session_.frame().swept.push_back(&header);
}

}  // namespace azoth::orm
