// SPDX-License-Identifier: MIT
#include "orm/merging.hpp"
#include "orm/inheritance.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/expr.hpp"
#include "azoth/sql/select_node.hpp"
#include "orm/column_positions.hpp"
#include "orm/column_rules.hpp"
#include "orm/entity_loader.hpp"
#include "orm/generated_key.hpp"
#include "orm/key_condition.hpp"
#include "orm/lazy_loader.hpp"
#include "orm/loose_object.hpp"
#include "orm/partial_object.hpp"
#include "orm/relation_access.hpp"

namespace azoth::orm {
namespace {

constexpr std::size_t kKeysPerQuery = 500;
constexpr std::size_t kCompositeKeysPerQuery = 100;

/// The key says which row is meant.
bool has_key(const ClassMap& map, const void* object) {
    if (is_key_unset(map, object) || key_bytes(map, map.key(), object).empty()) return false;
    return map.rules() == nullptr || std::none_of(map.key().begin(), map.key().end(), [&](std::uint32_t position) {
               return map.rules()->columns[position].may_be_left_out && counts_as_unset(map, position, object);
           });
}

ExpressionPtr has_key_of(const ClassMap& map, std::span<const void* const> objects) {
    return matches_one_row(expressions_of(map, map.key()), objects, [&](const void* object, std::size_t i) {
        const MappedColumn& column = map.columns()[map.key()[i]];
        Scratch scratch;
        return Value(column.type->view(map.field(object, column), scratch));
    });
}

class Merging {
public:
    Merging(SessionCore& session, const MergeOptions& options) : session_(session), options_(options) {}

    std::vector<void*> run(ClassMap& map, std::span<const void* const> given, bool are_objects) {
        std::vector<std::size_t> roots;
        for (const void* const object : given) roots.push_back(collect(map, object, are_objects));
        for (std::size_t i = 0; i < items_.size(); ++i) collect_related(i);
        if (options_.load) load_rows();
        const std::size_t pending_before = session_.pending.size();
        const std::size_t noted_before = session_.events == nullptr ? 0 : session_.events->noted();
        try {
            for (Item& item : items_) find_target(item);
            load_missing();
            for (const Item& item : items_) copy_columns(item);
            copy_relations();
        } catch (...) {
            for (std::size_t i = pending_before; i < session_.pending.size(); ++i)
                session_.pending[i]->state = ObjectState::Transient;
            session_.pending.resize(pending_before);
            if (session_.events != nullptr) session_.events->forget_from(noted_before);
            throw;
        }
        std::vector<void*> result;
        for (const std::size_t root : roots) result.push_back(items_[root].target->object());
        return result;
    }

private:
    struct Item {
        ClassMap* map = nullptr;
        void* given = nullptr;
        const ObjectHeader* source = nullptr;  ///< of a given object: it may not have all columns
        ObjectHeader* target = nullptr;
        bool is_ours = false;  ///< it is the session's own object
        bool is_new = false;   ///< there is no row for it
        bool was_known = false;
    };

    std::size_t collect(const ClassMap& map, const void* object, bool is_object) {
        const auto [found, is_first] = positions_.try_emplace(object, items_.size());
        if (!is_first) return found->second;
        Item item{const_cast<ClassMap*>(&map), const_cast<void*>(object)};
        if (is_object) {
            ObjectHeader& header = header_of(object);
            item.map = const_cast<ClassMap*>(header.map());
            item.source = &header;
            item.is_ours = header.region() == session_.region && !header.is_read_only &&
                           (header.state == ObjectState::Persistent || header.state == ObjectState::Pending);
            if (item.is_ours) item.target = &header;
        }
        item.map->ensure_configured();
        items_.push_back(item);
        return items_.size() - 1;
    }

    static Relation& relation_of(void* object, const Relationship& relationship) {
        return *reinterpret_cast<Relation*>(static_cast<std::byte*>(object) + relationship.offset);
    }
    static bool is_merged(const Item& item, const Relationship& relationship) {
        return !item.is_ours && has(relationship.cascade, Cascade::Merge) &&
               RelationAccess::says_something(relation_of(item.given, relationship));
    }

    void collect_related(std::size_t position) {
        const Item item = items_[position];
        for (const Relationship* const relationship : item.map->relationships()) {
            if (!is_merged(item, *relationship)) continue;
            for (const Element& element : RelationAccess::elements(relation_of(item.given, *relationship)))
                collect(element.owned == nullptr ? *relationship->target : map_of(element, *relationship),
                        element.object, element.owned == nullptr);
        }
    }

    ObjectHeader* find_known(const Item& item) const {
        ObjectHeader* const known = session_.identity.find_like(*item.map, item.given);
        return known != nullptr && !known->is_to_be_deleted && known->map()->is_kind_of(*item.map) ? known : nullptr;
    }

    void load_rows() {
        std::vector<std::pair<ClassMap*, std::vector<const void*>>> wanted;
        for (const Item& item : items_) {
            if (item.is_ours || !has_key(*item.map, item.given)) continue;
            const ObjectHeader* const known = find_known(item);
            if (known != nullptr && known->epoch != kExpired) continue;
            auto of_class =
                std::find_if(wanted.begin(), wanted.end(), [&](const auto& each) { return each.first == item.map; });
            if (of_class == wanted.end()) of_class = wanted.insert(wanted.end(), {item.map, {}});
            of_class->second.push_back(item.given);
        }
        if (wanted.empty()) return;
        session_.autoflush();
        for (const auto& [map, objects] : wanted) load_rows(*map, objects);
    }

    void load_rows(const ClassMap& map, std::span<const void* const> objects) {
        const std::size_t largest = map.key().size() == 1 ? kKeysPerQuery : kCompositeKeysPerQuery;
        while (!objects.empty()) {
            const auto chunk = objects.first(std::min(objects.size(), largest));
            objects = objects.subspan(chunk.size());
            auto select = make_node<sql::SelectNode>();
            select->items.push_back({nullptr, &map, sql::FromPtr(map.table())});
            map.complete(*select, sql::FromPtr(map.table()));
            select->where.push_back(has_key_of(map, chunk));
            load_entities(session_, *select, map, nullptr);
        }
    }

    void find_target(Item& item) {
        if (item.is_ours) return;
        const bool is_keyed = has_key(*item.map, item.given);
        if (is_keyed) item.target = find_known(item);
        item.was_known = item.target != nullptr;
        if (item.was_known) return;
        if (!options_.load && !is_keyed)
            throw ArgumentError("wrong_key", fmt::format("merge() without loading takes a {} for a row, but it has no "
                                                         "key; set its key, or leave `load` true",
                                                         item.map->name()));
        if (is_keyed && options_.load) {
            ObjectHeader*& twin = new_by_key_[std::to_string(item.map->ordinal()) + " " +
                                              key_bytes(*item.map, item.map->key(), item.given)];
            item.target = twin;
            if (twin == nullptr) twin = item.target = &create(item);
        } else {
            item.target = &create(item);
        }
        item.is_new = options_.load;
    }

    ObjectHeader& create(const Item& item) {
        if (options_.load) require_concrete(*item.map);
        ObjectHeader& header = session_.region->create(*item.map);
        for (const Relationship* const relationship : item.map->relationships())
            RelationAccess::bind(RelationAccess::of(header, *relationship), header, *relationship, options_.load);
        if (options_.load) {
            session_.pending.push_back(&header);
            session_.set_state(header, ObjectState::Pending);
            return header;
        }
        for (const MappedColumn& column : item.map->columns())
            column.type->assign(item.map->field(header.object(), column), item.map->field(item.given, column));
        if (item.source != nullptr && item.source->loaded_as != 0)
            header.loaded_as = session_.region->number_of(*loaded_selection(*item.source));
        if (session_.events != nullptr) session_.note_loaded(header);
        header.state = ObjectState::Persistent;
        header.epoch = session_.epoch;
        session_.identity.insert(header);
        return header;
    }

    /// What a target has not read holds a default: a given value that is equal to it may still differ from the row's.
    void load_missing() {
        if (!options_.load) return;
        for (const Item& item : items_) {
            if (item.is_ours || item.is_new || item.target->loaded_as == 0) continue;
            const ClassMap& map = *item.map;
            std::vector<std::uint32_t> missing;
            for (std::uint32_t i = 0; i < map.columns().size(); ++i) {
                if (!is_unloaded(*item.target, i) || !is_copied(map, i)) continue;
                if (item.source != nullptr && is_unloaded(*item.source, i)) continue;
                const MappedColumn& column = map.columns()[i];
                if (column.type->equal(map.field(item.target->object(), column), map.field(item.given, column)))
                    missing.push_back(i);
            }
            if (!missing.empty()) load_columns(session_, {&item.target, 1}, missing);
        }
    }

    void copy_columns(const Item& item) {
        if (item.is_ours || (!options_.load && !item.was_known)) return;
        const ClassMap& map = *item.map;
        if (!item.is_new && options_.load) require_version(item);
        for (std::uint32_t i = 0; i < map.columns().size(); ++i) {
            if (item.source != nullptr && is_unloaded(*item.source, i)) continue;
            const MappedColumn& column = map.columns()[i];
            void* const field = map.field(item.target->object(), column);
            const void* const given = map.field(item.given, column);
            if (!options_.load) mark_loaded(*item.target, i);
            if ((!item.is_new && options_.load && !is_copied(map, i)) || column.type->equal(field, given)) continue;
            if (options_.load) touch(*item.target);
            column.type->assign(field, given);
        }
        if (!options_.load && item.target->snapshot() != nullptr)
            map.update_snapshot(item.target->object(), item.target->snapshot());
    }

    static bool is_copied(const ClassMap& map, std::uint32_t position) {
        if (contains(map.key(), position)) return false;
        if (map.rules() == nullptr) return true;
        const auto& version = map.rules()->version;
        return map.rules()->columns[position].is_written && !(version && version->column == position);
    }

    static void require_version(const Item& item) {
        const ClassMap& map = *item.map;
        if (map.rules() == nullptr || !map.rules()->version) return;
        const MappedColumn& column = map.columns()[map.rules()->version->column];
        const LooseObject blank(map);
        const void* const given = map.field(item.given, column);
        const bool is_given = !column.type->equal(given, map.field(blank.get(), column));
        if (is_given && !column.type->equal(given, row_field(*item.target, column)))
            throw StaleDataError("stale_row",
                                 fmt::format("{} could not be merged: somebody else has changed its row since this "
                                             "state of it was read; load it and do the work again",
                                             describe(*item.target)));
    }

    void copy_relations() {
        load_collections();
        for (const Item& item : items_) {
            for (const Relationship* const relationship : item.map->relationships()) {
                if (!is_merged(item, *relationship)) continue;
                std::vector<ObjectHeader*> wanted;
                for (const Element& element : RelationAccess::elements(relation_of(item.given, *relationship)))
                    wanted.push_back(items_[positions_.at(element.object)].target);
                Relation& relation = RelationAccess::of(*item.target, *relationship);
                if (!options_.load)
                    fill(relation, wanted);
                else if (relationship->is_single)
                    replace_single(item, *relationship, wanted.empty() ? nullptr : wanted.front());
                else
                    replace_all(relation, wanted);
            }
        }
    }

    /// Those that will be compared with what is given, by few queries.
    void load_collections() {
        if (!options_.load) return;
        std::vector<std::pair<const Relationship*, std::vector<ObjectHeader*>>> owners;
        for (const Item& item : items_) {
            for (const Relationship* const relationship : item.map->relationships()) {
                if (relationship->kind == Relationship::Kind::ToParent || !is_merged(item, *relationship)) continue;
                auto found = std::find_if(owners.begin(), owners.end(),
                                          [&](const auto& each) { return each.first == relationship; });
                if (found == owners.end()) found = owners.insert(owners.end(), {relationship, {}});
                found->second.push_back(item.target);
            }
        }
        for (const auto& [relationship, of_class] : owners) load_all(session_, of_class, *relationship, nullptr);
    }

    static void fill(Relation& relation, const std::vector<ObjectHeader*>& wanted) {
        RelationAccess::forget(relation);
        for (ObjectHeader* const header : wanted) RelationAccess::put(relation, *header);
        RelationAccess::mark_loaded(relation);
    }

    void replace_single(const Item& item, const Relationship& relationship, ObjectHeader* wanted) {
        if (relationship.kind == Relationship::Kind::ToParent && wanted != nullptr && !item.is_new &&
            session_.known_parent(relationship, *item.target) == wanted)
            return;
        RelationAccess::replace(RelationAccess::of(*item.target, relationship), wanted);
    }

    static void replace_all(Relation& relation, const std::vector<ObjectHeader*>& wanted) {
        const std::unordered_set<const ObjectHeader*> kept(wanted.begin(), wanted.end());
        const std::vector<Element> before = RelationAccess::elements(relation);
        for (const Element& element : before)
            if (!kept.contains(&header_of(element.object))) RelationAccess::remove(relation, header_of(element.object));
        for (ObjectHeader* const header : wanted)
            if (!RelationAccess::holds(relation, *header)) RelationAccess::add(relation, *header);
    }

    SessionCore& session_;
    const MergeOptions& options_;
    std::vector<Item> items_;
    std::unordered_map<const void*, std::size_t> positions_;
    std::unordered_map<std::string, ObjectHeader*> new_by_key_;
};

}  // namespace

std::vector<void*> merge(SessionCore& session, ClassMap& map, std::span<const void* const> given, bool are_objects,
                         const MergeOptions& options) {
    session.refuse_in_hook("merge objects");
    return Merging(session, options).run(map, given, are_objects);
}

}  // namespace azoth::orm
