// SPDX-License-Identifier: MIT
#include "orm/link_changes.hpp"

#include <functional>

#include "orm/link_table.hpp"

namespace azoth::orm {

std::size_t LinkChanges::KeyHash::operator()(const Key& key) const {
    const std::hash<const void*> hash;
    return (hash(key.relationship) * 31 + hash(key.owner)) * 31 + hash(key.target);
}

LinkChange LinkChanges::change_of(const Relationship& relationship, ObjectHeader& owner, ObjectHeader& target) {
    const Relationship& main = main_side(relationship);
    return &main == &relationship ? LinkChange{&main, &owner, &target} : LinkChange{&main, &target, &owner};
}

const LinkChange* LinkChanges::find(const Relationship& relationship, ObjectHeader& owner, ObjectHeader& target) const {
    if (positions_.empty()) return nullptr;
    const auto found = positions_.find(key_of(change_of(relationship, owner, target)));
    return found == positions_.end() ? nullptr : &changes_[found->second];
}

// A certain change and its opposite leave nothing behind. An uncertain link may have been there before, and one that
// nobody has seen may not: what was done last must be written.
void LinkChanges::put(const LinkChange& change) {
    const auto [found, is_new] = positions_.try_emplace(key_of(change), changes_.size());
    if (is_new) {
        changes_.push_back(change);
        return;
    }
    LinkChange& known = changes_[found->second];
    if (known.is_added == change.is_added) return;
    if (known.is_certain && known.is_seen) {
        known.relationship = nullptr;
        positions_.erase(found);
    } else {
        known.is_added = change.is_added;
        known.is_certain = false;
    }
}

void LinkChanges::add(const Relationship& relationship, ObjectHeader& owner, ObjectHeader& target, bool is_certain) {
    LinkChange change = change_of(relationship, owner, target);
    change.is_added = true;
    change.is_certain = is_certain;
    put(change);
}

void LinkChanges::remove(const Relationship& relationship, ObjectHeader& owner, ObjectHeader& target, bool is_seen) {
    LinkChange change = change_of(relationship, owner, target);
    change.is_certain = true;
    change.is_seen = is_seen;
    put(change);
}

void LinkChanges::repeat(const std::vector<LinkChange>& changes) {
    for (const LinkChange& change : changes) put(change);
}

void LinkChanges::forget(const ObjectHeader& header) {
    for (LinkChange& change : changes_) {
        if (change.relationship == nullptr || (change.owner != &header && change.target != &header)) continue;
        positions_.erase(key_of(change));
        change.relationship = nullptr;
    }
}

void LinkChanges::forget_those(bool (*is_one)(const ObjectHeader& header)) {
    for (LinkChange& change : changes_) {
        if (change.relationship == nullptr || (!is_one(*change.owner) && !is_one(*change.target))) continue;
        positions_.erase(key_of(change));
        change.relationship = nullptr;
    }
}

std::vector<LinkChange> LinkChanges::list() const {
    std::vector<LinkChange> result;
    result.reserve(positions_.size());
    for (const LinkChange& change : changes_)
        if (change.relationship != nullptr) result.push_back(change);
    return result;
}

void LinkChanges::clear() {
    changes_.clear();
    positions_.clear();
}

}  // namespace azoth::orm
