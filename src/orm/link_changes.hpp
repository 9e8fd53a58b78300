// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "azoth/orm/object.hpp"
#include "azoth/orm/relationship.hpp"

namespace azoth::orm {

/// A row of a link table that is to come or to go.
struct LinkChange {
    const Relationship* relationship = nullptr;  ///< the main side; null: taken back
    ObjectHeader* owner = nullptr;
    ObjectHeader* target = nullptr;
    bool is_added = false;
    bool is_certain = false;  ///< the row was seen, or cannot be there; else the database knows better
    bool is_seen = true;      ///< false: of a collection that is not loaded, a row that should be there is removed
};

/// The links that were made and cut since the last flush: the net result.
class LinkChanges {
public:
    /// Either side of a relationship may be given. Nothing happens when it is to be added already.
    void add(const Relationship& relationship, ObjectHeader& owner, ObjectHeader& target, bool is_certain);
    /// `is_seen`: one of the sides is loaded.
    void remove(const Relationship& relationship, ObjectHeader& owner, ObjectHeader& target, bool is_seen);
    /// Does again what is listed.
    void repeat(const std::vector<LinkChange>& changes);
    /// Null when nothing is known of the link.
    const LinkChange* find(const Relationship& relationship, ObjectHeader& owner, ObjectHeader& target) const;
    /// Those of an object.
    void forget(const ObjectHeader& header);
    /// Those of the objects for which the function says so.
    void forget_those(bool (*is_one)(const ObjectHeader& header));

    /// Those that were not taken back, in their order.
    std::vector<LinkChange> list() const;
    bool empty() const { return positions_.empty(); }
    std::size_t size() const { return positions_.size(); }
    void clear();

private:
    struct Key {
        const Relationship* relationship;
        const ObjectHeader* owner;
        const ObjectHeader* target;
        friend bool operator==(const Key&, const Key&) = default;
    };
    struct KeyHash {
        std::size_t operator()(const Key& key) const;
    };
    static Key key_of(const LinkChange& change) { return {change.relationship, change.owner, change.target}; }
    static LinkChange change_of(const Relationship& relationship, ObjectHeader& owner, ObjectHeader& target);
    void put(const LinkChange& change);

    std::vector<LinkChange> changes_;
    std::unordered_map<Key, std::size_t, KeyHash> positions_;  // among changes_
};

}  // namespace azoth::orm
