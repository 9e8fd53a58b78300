// SPDX-License-Identifier: MIT
// Unit of work: version counters, and who was faster when one does not fit.
#include <algorithm>
#include <unordered_map>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/select_node.hpp"
#include "orm/column_rules.hpp"
#include "orm/key_condition.hpp"
#include "orm/loose_object.hpp"
#include "orm/unit_of_work.hpp"

namespace azoth::orm {
namespace {

constexpr std::size_t kKeysPerQuery = 100;

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

/// The key and the version of those rows that are there, one after another, in the memory of a spare object.
template <class Visit>
void for_each_row(SessionCore& session, const ClassMap& map, std::span<ObjectHeader* const> objects, Visit visit) {
    std::vector<std::uint32_t> columns = map.key();
    columns.push_back(map.rules()->version->column);
    std::vector<DecodeStep> steps;
    for (std::uint32_t i = 0; i < columns.size(); ++i) {
        steps.push_back(map.decode_steps()[columns[i]]);
        steps.back().cell = i;
    }
    const LooseObject row(map);
    while (!objects.empty()) {
        const auto chunk = objects.first(std::min(objects.size(), kKeysPerQuery));
        objects = objects.subspan(chunk.size());
        auto select = make_node<sql::SelectNode>();
        for (const std::uint32_t position : columns)
            select->items.push_back({map.column_expression(position), nullptr, nullptr});
        select->where.push_back(matches_one_of(map, map.key(), chunk, chunk.front()->map()->key()));
        const Execution execution = session.connection(map).run_statement(*select);
        while (const ValueView* const cells = execution.cursor->next()) {
            decode_row(cells, steps, row.get(), execution.cursor->columns());
            visit(key_bytes(map, map.key(), row.get()), row.get());
        }
    }
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
