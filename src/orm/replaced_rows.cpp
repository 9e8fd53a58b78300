// SPDX-License-Identifier: MIT
// Unit of work: a new object may have the key of one that is deleted in the same flush, as when a collection is cleared
// and filled again. INSERTs come before DELETEs, but such a row has to go first.
#include <algorithm>
#include <unordered_set>

#include "azoth/orm/hooks.hpp"
#include "orm/inheritance.hpp"
#include "orm/unit_of_work.hpp"

namespace azoth::orm {
namespace {

/// The flush has nothing to write, to other rows or tables, before such an object's row can be deleted.
bool stands_alone(const ClassMap& map) {
    if (map.inheritance() != nullptr && map.inheritance()->has_several_tables()) return false;
    return std::all_of(map.relationships().begin(), map.relationships().end(), [](const Relationship* relationship) {
        return relationship->kind == Relationship::Kind::ToParent || relationship->is_view_only;
    });
}

}  // namespace

void UnitOfWork::remove_replaced(Batch& batch, const std::vector<ObjectHeader*>& objects) {
    std::vector<ObjectHeader*> found;
    std::unordered_set<const ObjectHeader*> seen(replaced_.begin(), replaced_.end());  // two may want one key
    for (const ObjectHeader* const object : objects) {
        ObjectHeader* const there = session_.identity.find_like(*object->map(), object->object());
        if (there == nullptr || !there->is_to_be_deleted || !stands_alone(*there->map())) continue;
        if (seen.insert(there).second) found.push_back(there);
    }
    if (found.empty()) return;
    std::erase_if(batch.deletes, [&](const ObjectHeader* object) { return seen.contains(object); });
    for (ObjectHeader* const object : found)
        if (object->map()->hooks() != nullptr) run_before(HookEvent::BeforeDelete, *object);
    replaced_.insert(replaced_.end(), found.begin(), found.end());
    remove_level(*batch.map, found);
}

}  // namespace azoth::orm
