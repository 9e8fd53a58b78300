// SPDX-License-Identifier: MIT
// Unit of work: version counters, and who was faster when one does not fit.
#include <algorithm>
#include <unordered_map>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/column_rules.hpp"
#include "orm/inheritance.hpp"
#include "orm/key_condition.hpp"
#include "orm/object_history.hpp"
#include "orm/unit_of_work.hpp"
#include "orm/version_rows.hpp"

namespace azoth::orm {
namespace {

[[noreturn]] void throw_changed(std::string_view verb, const ClassMap& map, const std::vector<ObjectHeader*>& stale,
                                std::size_t written) {
    std::string what =
        stale.empty() ? fmt::format("one of {} objects of class {}", written, map.name()) : describe(*stale.front());
    if (stale.size() > 1) what += fmt::format(" (and {} more of its class)", stale.size() - 1);
    throw StaleDataError("stale_row",
                         fmt::format("{} could not be {}: somebody else has changed or deleted its row since it was "
                                     "read; refresh() it and do the work again",
                                     what, verb));
}

/// The versions of those rows that are there, by the keys that the objects have.
template <class Visit>
void for_each_row(SessionCore& session, const ClassMap& map, std::span<ObjectHeader* const> objects, Visit visit) {
    while (!objects.empty()) {
        const auto chunk = objects.first(std::min(objects.size(), kVersionsPerQuery));
        objects = objects.subspan(chunk.size());
        for_each_version(session.connection(map), map,
                         matches_one_of(map, map.key(), chunk, chunk.front()->map()->key()), visit);
    }
}

const VersionRule* version_of(const ClassMap& map) {
    return map.rules() != nullptr && map.rules()->version ? &*map.rules()->version : nullptr;
}

/// A statement of the session's own may have counted on the version in its row, which the object does not know.
bool has_outdated_version(const ObjectHeader& header) {
    return header.epoch == kExpired && header.state == ObjectState::Persistent && version_of(*header.map()) != nullptr;
}

/// The map of the table that the version is in.
const ClassMap& table_of_version(const ClassMap& map) {
    const Inheritance* const inheritance = map.inheritance();
    return inheritance == nullptr ? map : *inheritance->tables[inheritance->table_of_column[version_of(map)->column]];
}

}  // namespace

void UnitOfWork::set_first_version(ObjectHeader& header) {
    const VersionRule& version = *header.map()->rules()->version;
    if (version.function != nullptr) set_field(header, version.column, version.next(version.function, nullptr).view());
}

void UnitOfWork::set_next_version(ObjectHeader& header, std::vector<std::uint32_t>& changed) {
    const auto& version = header.map()->rules()->version;
    if (!version || version->function == nullptr) return;
    const MappedColumn& column = header.map()->columns()[version->column];
    const Value next = version->next(version->function, header.snapshot() + column.snapshot_offset);
    set_field(header, version->column, next.view());
    changed.insert(std::upper_bound(changed.begin(), changed.end(), version->column), version->column);
}

void UnitOfWork::reread_versions() {
    std::unordered_map<const ClassMap*, std::vector<ObjectHeader*>> outdated;
    for (ObjectHeader* const header : session_.touched)
        if (has_outdated_version(*header) && !header->is_to_be_deleted && is_changed(*header))
            outdated[header->map()].push_back(header);
    for (ObjectHeader* const header : session_.to_delete)
        if (has_outdated_version(*header)) outdated[header->map()].push_back(header);
    for (const auto& [map, objects] : outdated) reread_versions(*map, objects);
}

void UnitOfWork::reread_version(ObjectHeader& header) {
    if (!has_outdated_version(header) || versions_read_.contains(&header)) return;
    ObjectHeader* const one = &header;
    reread_versions(*header.map(), {&one, 1});
}

void UnitOfWork::reread_versions(const ClassMap& map, std::span<ObjectHeader* const> objects) {
    const ClassMap& table = table_of_version(map);
    const MappedColumn& column = map.columns()[version_of(map)->column];
    const MappedColumn& column_there = table.columns()[version_of(table)->column];
    std::unordered_map<std::string, ObjectHeader*> by_key;
    for (ObjectHeader* const header : objects) {
        by_key.emplace(row_bytes(*header, map.key()), header);
        versions_read_.insert(header);
    }
    while (!objects.empty()) {
        const auto chunk = objects.first(std::min(objects.size(), kVersionsPerQuery));
        objects = objects.subspan(chunk.size());
        for_each_version(session_.connection(map), table, matches_row_of(table, table.key(), chunk, map.key()),
                         [&](const std::string& key, const void* row) {
                             const auto found = by_key.find(key);
                             if (found == by_key.end()) return;
                             ObjectHeader& header = *found->second;
                             const void* const version = table.field(row, column_there);
                             Scratch scratch;
                             set_field(header, version_of(map)->column, column_there.type->view(version, scratch));
                             if (header.snapshot() != nullptr)
                                 column.type->assign(header.snapshot() + column.snapshot_offset, version);
                         });
    }
}

void UnitOfWork::throw_stale_versions(const UpdateGroup& group) {
    const ClassMap& map = *group.map;
    std::vector<ObjectHeader*> stale = group.objects;
    const VersionRule& version = *map.rules()->version;
    // What the database made of the rows that it has updated is not known here: they cannot be told from the others.
    if (version.function == nullptr && stale.size() > 1) stale.clear();
    if (stale.size() > 1) {
        std::unordered_map<std::string, ObjectHeader*> objects;
        for (ObjectHeader* const header : group.objects)
            objects.emplace(key_bytes(map, map.key(), header->object()), header);
        for_each_row(session_, map, group.objects, [&](const std::string& key, const void* row) {
            const auto found = objects.find(key);
            const MappedColumn& column = map.columns()[version.column];
            if (found == objects.end()) return;
            if (column.type->equal(map.field(row, column), map.field(found->second->object(), column)))
                std::erase(stale, found->second);
        });
    }
    throw_changed("updated", map, stale, group.objects.size());
}

void UnitOfWork::throw_stale_versions(const ClassMap& map, std::span<ObjectHeader* const> deleted) {
    std::vector<ObjectHeader*> stale(deleted.begin(), deleted.end());
    if (stale.size() > 1) {
        std::unordered_map<std::string, ObjectHeader*> objects;
        for (ObjectHeader* const header : deleted) objects.emplace(key_bytes(map, map.key(), header->object()), header);
        stale.clear();
        for_each_row(session_, map, deleted, [&](const std::string& key, const void*) {
            const auto found = objects.find(key);
            if (found != objects.end()) stale.push_back(found->second);
        });
    }
    throw_changed("deleted", map, stale, deleted.size());
}

}  // namespace azoth::orm
