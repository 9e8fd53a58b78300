// SPDX-License-Identifier: MIT
// Session::load() and is_loaded(): columns and relationships that did not come with an object.
#include <algorithm>
#include <map>
#include <span>
#include <vector>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/session.hpp"
#include "orm/inheritance.hpp"
#include "orm/lazy_loader.hpp"
#include "orm/partial_object.hpp"
#include "orm/relation_access.hpp"
#include "orm/session_core.hpp"

namespace azoth {
namespace {

orm::ObjectHeader& require_object(const orm::RefBase& object) {
    if (object.header() == nullptr) orm::throw_empty_ref();
    return *object.header();
}

/// What is loaded for an object refers to objects of the session.
void require_loadable(const orm::SessionCore& session, orm::ObjectHeader& header,
                      const orm::Relationship& relationship) {
    if (header.region() != session.region)
        throw ArgumentError("other_session",
                            fmt::format("{}::{} of {} cannot be loaded: the object belongs to another "
                                        "session, or its session is closed; get it from this session",
                                        relationship.owner->name(), relationship.name, orm::describe(header)));
    if (header.state == ObjectState::Persistent ||
        orm::RelationAccess::is_loaded(orm::RelationAccess::of(header, relationship)))
        return;
    throw ArgumentError("not_persistent",
                        fmt::format("{}::{} of {} cannot be loaded: it does not stand for a row of this session",
                                    relationship.owner->name(), relationship.name, orm::describe(header)));
}

/// Columns of a class, which its bases and subclasses share where they are in tables.
struct Columns {
    const orm::ClassMap* map;
    std::vector<std::uint32_t> positions;

    auto operator<=>(const Columns&) const = default;
};

Columns columns_of(const orm::ClassMap& map, std::span<const std::size_t> offsets) {
    Columns columns{&map, {}};
    for (const std::size_t offset : offsets) {
        const std::vector<std::uint32_t> positions = orm::columns_at(map, offset);
        columns.positions.insert(columns.positions.end(), positions.begin(), positions.end());
    }
    const bool is_shared = std::ranges::none_of(
        columns.positions, [&](std::uint32_t position) { return map.columns()[position].is_property(); });
    if (is_shared && map.inheritance() != nullptr) columns.map = map.inheritance()->root;
    return columns;
}

std::map<Columns, std::vector<orm::ObjectHeader*>> by_columns(const std::vector<orm::ObjectHeader*>& objects,
                                                              std::span<const std::size_t> offsets) {
    std::map<Columns, std::vector<orm::ObjectHeader*>> groups;
    for (orm::ObjectHeader* const object : objects) groups[columns_of(*object->map(), offsets)].push_back(object);
    return groups;
}

}  // namespace

bool Session::is_member_loaded(const orm::RefBase& object, std::size_t offset) const {
    orm::ObjectHeader& header = require_object(object);
    const orm::ClassMap& map = *header.map();
    const std::vector<std::uint32_t> positions = orm::columns_at(map, offset);
    if (positions.empty())
        return orm::RelationAccess::is_loaded(orm::RelationAccess::of(header, map.relationship_at(offset)));
    return std::ranges::all_of(positions, [&](std::uint32_t position) {
        return !orm::is_unloaded(header, position) ||
               (header.snapshot() != nullptr &&
                map.differs(map.columns()[position], header.object(), header.snapshot()));
    });
}

void Session::load_members(ArrayView<const orm::RefBase*> objects, std::initializer_list<std::size_t> offsets) {
    if (objects.empty()) return;
    std::vector<orm::ObjectHeader*> headers;
    for (const orm::RefBase* const object : objects) headers.push_back(&require_object(*object));
    const orm::ClassMap& map = *headers.front()->map();
    std::vector<const orm::Relationship*> relationships;
    for (const std::size_t offset : offsets)
        if (orm::columns_at(map, offset).empty()) relationships.push_back(&map.relationship_at(offset));
    core().autoflush();
    for (const auto& [columns, some] : by_columns(headers, offsets))
        if (!columns.positions.empty()) orm::load_columns(core(), some, columns.positions);
    for (const orm::Relationship* const relationship : relationships)
        for (orm::ObjectHeader* const header : headers) require_loadable(core(), *header, *relationship);
    for (const orm::Relationship* const relationship : relationships)
        orm::load_all(core(), headers, *relationship, nullptr);
}

}  // namespace azoth
