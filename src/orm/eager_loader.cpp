// SPDX-License-Identifier: MIT
#include "orm/eager_loader.hpp"

#include <unordered_set>
#include <vector>

#include "orm/lazy_loader.hpp"
#include "orm/related_query.hpp"
#include "orm/relation_access.hpp"

namespace azoth::orm {
namespace {

bool loads_at_once(LoadStrategy strategy) {
    return strategy == LoadStrategy::SelectIn || strategy == LoadStrategy::Subquery ||
           strategy == LoadStrategy::Joined || strategy == LoadStrategy::Contained;
}

void leave_empty(std::span<ObjectHeader* const> objects, const Relationship& relationship) {
    for (ObjectHeader* const object : objects) {
        Relation& relation = RelationAccess::of(*object, relationship);
        if (RelationAccess::is_loaded(relation)) continue;
        RelationAccess::elements(relation).clear();
        RelationAccess::mark_loaded(relation);
    }
}

/// Those of `objects`, of class `map`, that have the relationships of `owner`.
std::span<ObjectHeader* const> objects_of(const ClassMap& owner, const ClassMap& map,
                                          std::span<ObjectHeader* const> objects, std::vector<ObjectHeader*>& some) {
    if (map.is_kind_of(owner)) return objects;
    for (ObjectHeader* const object : objects)
        if (object->map()->is_kind_of(owner)) some.push_back(object);
    return some;
}

/// One relationship of some objects, and what follows it.
class EagerLoad {
public:
    EagerLoad(SessionCore& session, const LoadStep& step)
        : session_(session), step_(step), relationship_(*step.relationship()) {}

    void run(std::span<ObjectHeader* const> objects, const ObjectSource& source) {
        if (step_.size() == 0 && step_.criteria.levels == 1) return load(objects, source);
        known_.insert(objects.begin(), objects.end());
        std::vector<ObjectHeader*> level = load_level(objects, source);
        for (std::uint32_t done = 1; done < step_.criteria.levels && !level.empty(); ++done)
            level = load_level(level, {});
    }

private:
    /// The related objects that were not seen before.
    std::vector<ObjectHeader*> load_level(std::span<ObjectHeader* const> objects, const ObjectSource& source) {
        load(objects, source);
        std::vector<ObjectHeader*> related;
        for (ObjectHeader* const object : objects)
            for (const Element& element : RelationAccess::elements(RelationAccess::of(*object, relationship_)))
                if (known_.insert(&header_of(element.object)).second) related.push_back(&header_of(element.object));
        load_eagerly(session_, *relationship_.target, related, step_);
        return related;
    }

    void load(std::span<ObjectHeader* const> objects, const ObjectSource& source) {
        if (step_.strategy() == LoadStrategy::Contained) return;
        NodePtr<const sql::SelectNode> query;
        const bool is_linked = relationship_.kind == Relationship::Kind::Linked;  // by keys
        if (step_.strategy() == LoadStrategy::Subquery && source.query != nullptr && !is_linked)
            query = related_by_subquery(*source.query, source.from, step_);
        load_all(session_, objects, relationship_, &step_, query.get());
    }

    SessionCore& session_;
    const LoadStep& step_;
    const Relationship& relationship_;
    std::unordered_set<ObjectHeader*> known_;
};

}  // namespace

void load_eagerly(SessionCore& session, const ClassMap& map, std::span<ObjectHeader* const> objects,
                  const LoadStep& steps, const ObjectSource& source) {
    if (objects.empty()) return;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const LoadStep& step = steps[i];
        const bool is_nothing = step.strategy() == LoadStrategy::Nothing;
        if ((!loads_at_once(step.strategy()) && !is_nothing) || !are_related(step.map(), map)) continue;
        const Relationship& relationship = *step.relationship();
        if (steps.find(relationship) != &step) continue;
        std::vector<ObjectHeader*> some;
        const auto owners = objects_of(*relationship.owner, map, objects, some);
        if (is_nothing)
            leave_empty(owners, relationship);
        else
            EagerLoad(session, step).run(owners, map.is_kind_of(*relationship.owner) ? source : ObjectSource());
    }
}

}  // namespace azoth::orm
