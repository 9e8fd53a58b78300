// SPDX-License-Identifier: MIT
// Unit of work: a new object may have the key of one that is deleted in the same flush, as when a collection is cleared
// and filled again. INSERTs come before DELETEs, but such a row has to go first.
#include <algorithm>
#include <string>
#include <unordered_map>
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

/// Rows that are deleted at once. Others that refer to them are in the way.
class Leaving {
public:
    void add(const std::vector<ObjectHeader*>& objects) {
        objects_.insert(objects_.end(), objects.begin(), objects.end());
        keys_.clear();
    }
    bool are_referred_to_by(const ObjectHeader& object) {
        const auto& relationships = object.map()->relationships();
        return std::any_of(relationships.begin(), relationships.end(), [&](const Relationship* relationship) {
            return relationship->kind == Relationship::Kind::ToParent &&
                   keys_for(*relationship).contains(row_bytes(object, relationship->local_columns));
        });
    }

private:
    using Keys = std::unordered_set<std::string>;

    const Keys& keys_for(const Relationship& relationship) {
        const auto [keys, is_new] = keys_.try_emplace(&relationship);
        if (!is_new) return keys->second;
        for (const ObjectHeader* const object : objects_)
            if (object->map() == relationship.target)
                keys->second.insert(row_bytes(*object, relationship.remote_columns));
        keys->second.erase("");  // NULL
        return keys->second;
    }

    std::vector<const ObjectHeader*> objects_;
    std::unordered_map<const Relationship*, Keys> keys_;
};

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
    std::vector<Batch> leaving{{batch.map, {}, found}};
    Leaving rows;
    rows.add(found);
    for (Batch& other : batches_) {
        if (&other <= &batch) continue;  // behind it are those that may refer to it
        Batch referring{other.map, {}, {}};
        for (ObjectHeader* const object : other.deletes)
            if (stands_alone(*object->map()) && rows.are_referred_to_by(*object)) referring.deletes.push_back(object);
        if (referring.deletes.empty()) continue;
        seen.insert(referring.deletes.begin(), referring.deletes.end());
        rows.add(referring.deletes);
        leaving.push_back(std::move(referring));
    }
    for (Batch& other : batches_)
        std::erase_if(other.deletes, [&](const ObjectHeader* object) { return seen.contains(object); });
    for (auto each = leaving.rbegin(); each != leaving.rend(); ++each) {
        for (ObjectHeader* const object : each->deletes)
            if (object->map()->hooks() != nullptr) run_before(HookEvent::BeforeDelete, *object);
        replaced_.insert(replaced_.end(), each->deletes.begin(), each->deletes.end());
        remove(*each);
    }
}

}  // namespace azoth::orm
