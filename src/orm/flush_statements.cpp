// SPDX-License-Identifier: MIT
// Unit of work: the INSERT, UPDATE and DELETE statements and their batches.
#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "azoth/orm/hooks.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/expr.hpp"
#include "orm/column_positions.hpp"
#include "orm/column_rules.hpp"
#include "orm/generated_key.hpp"
#include "orm/inheritance.hpp"
#include "orm/key_change.hpp"
#include "orm/make_room.hpp"
#include "orm/relation_access.hpp"
#include "orm/unit_of_work.hpp"

namespace azoth::orm {
namespace {

/// Adds to a database's error which objects were being written.
template <class Run>
void annotated(std::string_view verb, const ClassMap& map, std::span<ObjectHeader* const> objects, Run run) {
    try {
        run();
    } catch (DatabaseError& error) {
        const std::string what = objects.size() == 1
                                     ? describe(*objects.front())
                                     : fmt::format("{} objects of class {}", objects.size(), map.name());
        error.annotate([&](ErrorDetail& detail) { detail.message += fmt::format(" (while {} {})", verb, what); });
        throw;
    }
}

ExpressionPtr parameter(std::uint32_t position, const MappedColumn& column, const ClassMap& map) {
    return make_node<sql::ParameterNode>(position, map.definition().columns()[column.table_column].type);
}

NodePtr<sql::InsertNode> insert_node(const ClassMap& map, const std::vector<std::uint32_t>& columns) {
    auto node = make_node<sql::InsertNode>(map.table());
    sql::ExpressionList row;
    for (const std::uint32_t position : columns) {
        const MappedColumn& column = map.columns()[position];
        row.push_back(parameter(static_cast<std::uint32_t>(row.size()), column, map));
        node->columns.push_back(column.table_column);
    }
    if (!row.empty()) node->rows.push_back(std::move(row));
    return node;
}

void append_values(std::vector<ValueView>& values, const ClassMap& map, const std::vector<std::uint32_t>& columns,
                   const void* object, Scratch& scratch) {
    for (const std::uint32_t position : columns) {
        const MappedColumn& column = map.columns()[position];
        values.push_back(column.type->view(map.field(object, column), scratch));
    }
}

/// What an UPDATE or DELETE knows a row by: its key, and its version if it has one.
std::vector<std::uint32_t> identifying_columns(const ClassMap& map) {
    std::vector<std::uint32_t> columns = map.key();
    if (map.rules() != nullptr && map.rules()->version) columns.push_back(map.rules()->version->column);
    return columns;
}

ExpressionPtr row_condition(const ClassMap& map, const std::vector<std::uint32_t>& columns,
                            std::uint32_t first_parameter) {
    ExpressionPtr condition;
    for (const std::uint32_t position : columns) {
        ExpressionPtr equal =
            azoth::detail::make_comparison(sql::Operator::Equal, map.column_expression(position),
                                           parameter(first_parameter++, map.columns()[position], map));
        condition = condition ? azoth::detail::make_boolean_list(sql::Operator::And, condition, equal) : equal;
    }
    return condition;
}

/// The key that the row has: an object that was touched may have another one by now.
ValueView row_key(const ClassMap& map, std::uint32_t position, const ObjectHeader& object, Scratch& scratch) {
    const MappedColumn& column = map.columns()[position];
    return column.type->view(row_field(object, column), scratch);
}

/// Nothing is to be filled in before an INSERT, unless the object was put into a relationship.
bool is_written_as_it_is(const ClassMap& map) {
    return map.relationships().empty() && map.hooks() == nullptr && map.inheritance() == nullptr &&
           map.rules() == nullptr;
}

void require_rows(std::size_t inserted, std::size_t returned) {
    if (inserted != returned)
        throw DatabaseError("wrong_row_count", fmt::format("{} rows were inserted, but the database returned {} keys",
                                                           inserted, returned));
}

/// How many rows of so many columns go into one statement: a power of two.
std::size_t largest_chunk(std::size_t columns, const Capabilities& capabilities) {
    std::size_t size = columns == 0 ? 1 : std::min<std::size_t>(512, capabilities.max_parameters / columns);
    size = std::max<std::size_t>(1, size);
    while ((size & (size - 1)) != 0) size &= size - 1;
    return size;
}

/// Chunks of powers of two: any number of rows is served by a few statements, all of them found prepared.
template <class Insert>
void in_chunks(std::span<ObjectHeader* const> objects, std::size_t size, Insert insert) {
    for (; !objects.empty(); size /= 2)
        for (; objects.size() >= size; objects = objects.subspan(size)) insert(objects.first(size));
}

[[noreturn]] void throw_stale(std::string_view verb, std::string_view what) {
    throw StaleDataError("stale_row",
                         fmt::format("{} could not be {}: its row is not there any more; somebody else has "
                                     "deleted it or changed its key",
                                     what, verb));
}

}  // namespace

void UnitOfWork::insert(Batch& batch) {
    batch.map->ensure_configured();
    for (const auto& level : levels(*batch.map, batch.inserts, &UnitOfWork::parents_within_class))
        insert_level(batch, level);
}

void UnitOfWork::insert_level(Batch& batch, const std::vector<ObjectHeader*>& objects) {
    const ClassMap& map = *batch.map;
    for (ObjectHeader* const object : objects) {
        if (links_by_child_.empty() && is_written_as_it_is(*object->map())) continue;
        const bool is_first = &part_of(*object, map) == &first_table(*object->map());
        const bool has_hooks = object->map()->hooks() != nullptr && is_first;
        fill_foreign_keys(*object, &map);
        if (has_hooks) run_before(HookEvent::BeforeInsert, *object);
        if (object->map()->inheritance() != nullptr) set_discriminator(*object);
        if (object->map()->rules() != nullptr && is_first) apply_defaults(*object);
        if (has_hooks) validate(*object, nullptr);
    }
    begin_writing(map);
    if (!batch.deletes.empty()) remove_replaced(batch, objects);
    for (const InsertGroup& group : insert_groups(map, objects))
        annotated("inserting", *group.objects.front()->map(), group.objects, [&] { insert_group(*group.map, group); });
    for (ObjectHeader* const object : objects) mark_written(*object);
}

void UnitOfWork::insert_group(const ClassMap& map, const InsertGroup& group) {
    const Capabilities& capabilities = session_.connection(map).dialect().capabilities();
    const bool is_told = !group.fetched.empty() && capabilities.insert_returning;
    if (is_told || group.is_key_unknown)
        insert_returning(map, group);
    else if (group.is_key_generated)
        insert_generated(map, group.objects, group.columns);
    else
        insert_given(map, group.objects, group.columns);
    std::vector<std::uint32_t> rest = is_told ? std::vector<std::uint32_t>{} : group.fetched;
    rest.insert(rest.end(), group.triggered.begin(), group.triggered.end());
    if (!rest.empty()) read_back(map, group.objects, rest);
}

void UnitOfWork::insert_given(const ClassMap& map, std::span<ObjectHeader* const> objects,
                              const std::vector<std::uint32_t>& columns) {
    Scratch scratch;
    std::vector<ValueView> values;
    values.reserve(objects.size() * columns.size());
    for (const ObjectHeader* const object : objects) append_values(values, map, columns, object->object(), scratch);
    session_.connection(map).run_many(*insert_node(map, columns), values, objects.size(), {});
}

void UnitOfWork::insert_generated(const ClassMap& map, std::span<ObjectHeader* const> objects,
                                  const std::vector<std::uint32_t>& columns) {
    Connection& connection = session_.connection(map);
    const Capabilities& capabilities = connection.dialect().capabilities();
    const bool can_be_many = !capabilities.is_in_process && !columns.empty();
    // The client does not tell a number that comes from a sequence.
    const bool is_asked = can_be_many || !capabilities.has_last_insert_id || key_sequence(map) != nullptr;
    if (capabilities.insert_returning && is_asked) {
        const bool is_ordered = generated_order(map, connection.dialect()) != GeneratedOrder::Unknown;
        return in_chunks(objects, is_ordered ? largest_chunk(columns.size(), capabilities) : 1,
                         [&](std::span<ObjectHeader* const> chunk) { insert_chunk(map, chunk, columns); });
    }
    Scratch scratch;
    std::vector<ValueView> values;
    values.reserve(objects.size() * columns.size());
    for (const ObjectHeader* const object : objects) append_values(values, map, columns, object->object(), scratch);
    std::vector<std::int64_t> keys(objects.size());
    connection.insert_many(*insert_node(map, columns), values, keys);
    set_generated_keys(objects, keys);
}

Execution UnitOfWork::run_insert(const ClassMap& map, std::span<ObjectHeader* const> objects,
                                 const std::vector<std::uint32_t>& columns,
                                 const std::vector<std::uint32_t>& returned) {
    auto node = insert_node(map, columns);
    node->row_count = static_cast<std::uint32_t>(objects.size());
    for (const std::uint32_t position : returned)
        node->returning.push_back({map.column_expression(position), nullptr, nullptr});
    Scratch scratch;
    std::vector<ValueView> values;
    values.reserve(objects.size() * columns.size());
    for (const ObjectHeader* const object : objects) append_values(values, map, columns, object->object(), scratch);
    return session_.connection(map).run_statement(*node, values);
}

void UnitOfWork::insert_chunk(const ClassMap& map, std::span<ObjectHeader* const> objects,
                              const std::vector<std::uint32_t>& columns) {
    const Execution execution = run_insert(map, objects, columns, {*map.generated_column()});
    std::vector<std::int64_t> keys;
    keys.reserve(objects.size());
    while (const ValueView* const cells = execution.cursor->next()) keys.push_back(cells[0].as_int64());
    require_rows(objects.size(), keys.size());
    // Keys are generated in the order of VALUES, but no database promises to return them in that order.
    std::sort(keys.begin(), keys.end());
    if (generated_order(map, session_.connection(map).dialect()) == GeneratedOrder::Descending)
        std::reverse(keys.begin(), keys.end());
    set_generated_keys(objects, keys);
}

void UnitOfWork::insert_returning(const ClassMap& map, const InsertGroup& group) {
    const Dialect& dialect = session_.connection(map).dialect();
    const Capabilities& capabilities = dialect.capabilities();
    if (!capabilities.insert_returning)
        throw CompileError("unsupported",
                           fmt::format("{} does not tell the key that it has given to a row of {} (server_default()); "
                                       "use default_() with a function, or give the key",
                                       dialect.name(), map.name()));
    // A key that says nothing of the order of the rows does not tell which of them is whose.
    const bool is_ordered =
        !group.is_key_unknown && (!group.is_key_generated || generated_order(map, dialect) != GeneratedOrder::Unknown);
    const std::size_t size = is_ordered ? largest_chunk(group.columns.size(), capabilities) : 1;
    std::vector<std::uint32_t> returned = map.key();
    returned.insert(returned.end(), group.fetched.begin(), group.fetched.end());
    const bool is_key = map.generated_column() && contains(map.key(), *map.generated_column());
    if (group.is_key_generated && !is_key) returned.push_back(*map.generated_column());
    in_chunks(group.objects, size, [&](std::span<ObjectHeader* const> chunk) {
        const Execution execution = run_insert(map, chunk, group.columns, returned);
        take_inserted(map, chunk, group, returned, *execution.cursor);
    });
}

// There are as many as objects: a mark on each is enough to take them back.
void UnitOfWork::set_generated_keys(std::span<ObjectHeader* const> objects, std::span<const std::int64_t> keys) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        ObjectHeader& header = *objects[i];
        const ClassMap& map = *header.map();
        const std::uint32_t position = *map.generated_column();
        const MappedColumn& column = map.columns()[position];
        // The mark says that it was 0. It may have been NULL, or, once a hook has changed a key in this flush, any.
        if (column.type->is_nullable || has_saved_key_) {
            set_field(header, position, ValueView::int64(keys[i]));
            continue;
        }
        header.has_generated_key = true;
        column.type->read(ValueView::int64(keys[i]), map.field(header.object(), column));
    }
}

void UnitOfWork::find_changes(ObjectHeader& header, std::vector<std::uint32_t>& changed) {
    if (header.map()->rules() != nullptr) restore_unwritten(header);
    if (header.map()->inheritance() != nullptr) set_discriminator(header);
    changed.clear();
    const std::vector<MappedColumn>& columns = header.map()->columns();
    for (std::uint32_t column = 0; column < columns.size(); ++column)
        if (header.map()->differs(columns[column], header.object(), header.snapshot())) changed.push_back(column);
}

std::vector<UnitOfWork::UpdateGroup> UnitOfWork::find_updates() {
    std::vector<UpdateGroup> groups;
    std::map<std::pair<const ClassMap*, std::vector<std::uint32_t>>, std::size_t> by_columns;
    std::size_t latest = 0;  // in most objects the same has changed as in the one before
    const auto group_of = [&](const ClassMap& map, const std::vector<std::uint32_t>& columns) -> UpdateGroup& {
        const bool is_latest = !groups.empty() && groups[latest].map == &map && groups[latest].columns == columns;
        if (is_latest) return groups[latest];
        const auto [found, is_new] = by_columns.try_emplace({&map, columns}, groups.size());
        if (is_new) {
            map.require_writable();
            groups.push_back({&map, columns, {}});
        }
        latest = found->second;
        return groups[latest];
    };
    std::vector<std::uint32_t> changed;
    // By position: filling in foreign keys may touch further objects.
    for (std::size_t i = 0; i < session_.touched.size(); ++i) {
        ObjectHeader& header = *session_.touched[i];
        const bool is_persistent = header.state == ObjectState::Persistent && !header.is_to_be_deleted;
        if (header.snapshot() == nullptr || (!is_persistent && !header.is_written)) continue;
        const bool has_foreign_keys = !links_by_child_.empty() || !header.map()->relationships().empty();
        if (is_persistent && has_foreign_keys) fill_foreign_keys(header, nullptr);
        find_changes(header, changed);
        if (changed.empty()) continue;
        if (header.map()->hooks() != nullptr && is_persistent) {
            run_before(HookEvent::BeforeUpdate, header);
            find_changes(header, changed);
            if (changed.empty()) continue;
        }
        if (header.map()->rules() != nullptr) {
            apply_onupdate(header, changed);
            reread_version(header);
            set_next_version(header, changed);
        }
        if (header.map()->hooks() != nullptr) validate(header, &changed);
        if (header.map()->inheritance() == nullptr) {
            group_of(*header.map(), changed).objects.push_back(&header);
            continue;
        }
        for_each_table(*header.map(), [&](const ClassMap& table) {
            const std::vector<std::uint32_t> columns = changed_in(table, header, changed);
            if (!columns.empty()) group_of(table, columns).objects.push_back(&header);
        });
    }
    // The database carries a changed key on to rows that refer to it, and they are not to be given it before.
    for (std::size_t i = 1; i < groups.size(); ++i) {
        const UpdateGroup& group = groups[i];
        if (!have_common(group.map->key(), group.columns)) continue;
        const auto end = groups.begin() + static_cast<std::ptrdiff_t>(i);
        const auto child = std::find_if(groups.begin(), end, [&](const UpdateGroup& other) {
            return other.map != group.map && writes_key_of(*other.map, other.columns, *group.map);
        });
        std::rotate(child, end, end + 1);
    }
    return groups;
}

std::vector<std::uint32_t> UnitOfWork::changed_in(const ClassMap& table, const ObjectHeader& header,
                                                  const std::vector<std::uint32_t>& changed) {
    const Inheritance& inheritance = *header.map()->inheritance();
    std::vector<std::uint32_t> columns;
    for (const std::uint32_t position : changed)
        if (inheritance.tables[inheritance.table_of_column[position]] == &table)
            columns.push_back(*table.find_column_at(header.map()->columns()[position].member_offset));
    return columns;
}

void UnitOfWork::update() {
    reread_versions();
    updates_ = find_updates();
    for (const UpdateGroup& group : updates_) {
        begin_writing(*group.map);
        annotated("updating", *group.map, group.objects, [&] { update_group(group); });
        if (have_common(group.map->key(), group.columns)) take_new_keys(group);
    }
}

void UnitOfWork::update_group(const UpdateGroup& group) {
    const ClassMap& map = *group.map;
    auto node = make_node<sql::UpdateNode>(map.table());
    for (const std::uint32_t position : group.columns) {
        const MappedColumn& column = map.columns()[position];
        const auto number = static_cast<std::uint32_t>(node->assignments.size());
        node->assignments.push_back({column.table_column, parameter(number, column, map)});
    }
    const std::vector<std::uint32_t> identifying = identifying_columns(map);
    node->where.push_back(row_condition(map, identifying, static_cast<std::uint32_t>(group.columns.size())));
    Scratch scratch;
    std::vector<ValueView> values;
    values.reserve(group.objects.size() * (group.columns.size() + identifying.size()));
    for (const ObjectHeader* const object : group.objects) {
        append_values(values, map, group.columns, object->object(), scratch);
        for (const std::uint32_t position : identifying) values.push_back(row_key(map, position, *object, scratch));
    }
    Connection& connection = session_.connection(map);
    const std::size_t count = group.objects.size();
    const bool is_versioned = identifying.size() > map.key().size();
    const UpdateResults results = results_of(group);
    if (count == 1 && !results.told.empty() && results.triggered.empty() &&
        connection.dialect().capabilities().update_returning)
        return update_returning(group, *node, values, results.told);
    if (is_versioned) {
        if (connection.run_many(*node, values, count, {}) != static_cast<std::int64_t>(count))
            throw_stale_versions(group);
    } else if (have_common(map.key(), group.columns) ||
               connection.run_many(*node, values, count, {}) != static_cast<std::int64_t>(count)) {
        // The total, which is all that some databases tell of a batch, does not say which row was not there. It is
        // still missing when all are written again.
        std::vector<std::int64_t> affected(count, 0);
        connection.run_many(*node, values, count, affected);
        for (std::size_t i = 0; i < count; ++i)
            if (affected[i] != 1) throw_stale("updated", describe(*group.objects[i]));
    }
    std::vector<std::uint32_t> all = results.told;
    all.insert(all.end(), results.triggered.begin(), results.triggered.end());
    if (!all.empty()) read_back(map, group.objects, all);
}

void UnitOfWork::update_returning(const UpdateGroup& group, sql::UpdateNode& node, std::span<const ValueView> values,
                                  const std::vector<std::uint32_t>& returned) {
    for (const std::uint32_t position : returned)
        node.returning.push_back({group.map->column_expression(position), nullptr, nullptr});
    const Execution execution = session_.connection(*group.map).run_statement(node, values);
    if (take_row(*group.map, *group.objects.front(), returned, *execution.cursor)) return;
    if (group.map->rules()->version) throw_stale_versions(group);
    throw_stale("updated", describe(*group.objects.front()));
}

void UnitOfWork::remove(const Batch& batch) {
    auto all = levels(*batch.map, batch.deletes, &UnitOfWork::row_parents_within_class);
    for (auto level = all.rbegin(); level != all.rend(); ++level) remove_level(*batch.map, *level);
}

void UnitOfWork::remove_level(const ClassMap& map, const std::vector<ObjectHeader*>& objects) {
    begin_writing(map);
    annotated("deleting", map, objects, [&] {
        if (identifying_columns(map).size() > 1) return remove_rows_one_by_one(map, objects);
        for (std::span<ObjectHeader* const> rest = objects; !rest.empty();) {
            const std::size_t size = std::min<std::size_t>(rest.size(), 500);
            remove_rows(map, rest.first(size));
            rest = rest.subspan(size);
        }
    });
}

void UnitOfWork::remove_rows(const ClassMap& map, std::span<ObjectHeader* const> objects) {
    const std::uint32_t key = map.key().front();
    Scratch scratch;
    std::vector<Value> keys;
    for (const ObjectHeader* const object : objects) keys.emplace_back(row_key(map, key, *object, scratch));
    auto node = make_node<sql::DeleteNode>(map.table());
    node->where.push_back(azoth::detail::make_in(map.column_expression(key), std::move(keys), false));
    const Execution execution = session_.connection(map).run_statement(*node);
    if (execution.cursor->affected_rows() != static_cast<std::int64_t>(objects.size()))
        throw_stale("deleted", objects.size() == 1
                                   ? describe(*objects.front())
                                   : fmt::format("one of {} objects of class {}", objects.size(), map.name()));
}

void UnitOfWork::remove_rows_one_by_one(const ClassMap& map, std::span<ObjectHeader* const> objects) {
    const std::vector<std::uint32_t> identifying = identifying_columns(map);
    auto node = make_node<sql::DeleteNode>(map.table());
    node->where.push_back(row_condition(map, identifying, 0));
    Scratch scratch;
    std::vector<ValueView> values;
    for (const ObjectHeader* const object : objects)
        for (const std::uint32_t position : identifying) values.push_back(row_key(map, position, *object, scratch));
    if (identifying.size() > map.key().size()) {
        const std::int64_t removed = session_.connection(map).run_many(*node, values, objects.size(), {});
        if (removed != static_cast<std::int64_t>(objects.size())) throw_stale_versions(map, objects);
        return;
    }
    std::vector<std::int64_t> affected(objects.size(), 0);
    session_.connection(map).run_many(*node, values, objects.size(), affected);
    for (std::size_t i = 0; i < affected.size(); ++i)
        if (affected[i] != 1) throw_stale("deleted", describe(*objects[i]));
}

}  // namespace azoth::orm
