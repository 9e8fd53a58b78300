// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "azoth/orm/mapped_relationship.hpp"
#include "azoth/orm/relation.hpp"

namespace azoth::orm {

/// The inside of Many and One, for those parts of the ORM that keep relations in order.
class RelationAccess {
public:
    static Relation& of(ObjectHeader& header, const Relationship& relationship) {
        return *reinterpret_cast<Relation*>(static_cast<std::byte*>(header.object()) + relationship.offset);
    }

    /// Makes a relation the member of an object of a session. What a loaded one held so far stays in it.
    static void bind(Relation& relation, ObjectHeader& owner, const Relationship& relationship, bool is_loaded) {
        if (!is_loaded) relation.release_elements();
        relation.owner_ = &owner;
        relation.relationship_ = &relationship;
        relation.status_ = is_loaded ? Relation::Status::Loaded : Relation::Status::NotLoaded;
    }

    static std::vector<Element>& elements(Relation& relation) { return relation.elements_; }
    static bool is_loaded(const Relation& relation) { return relation.status_ == Relation::Status::Loaded; }
    static void mark_loaded(Relation& relation) { relation.status_ = Relation::Status::Loaded; }
    /// The next access asks the database.
    static void forget(Relation& relation);
    static bool is_set(const Relation& relation) { return relation.is_set_; }
    static void set_is_set(Relation& relation, bool is_set) { relation.is_set_ = is_set; }

    /// It was loaded, or somebody has put something into it; not so a member of a plain value that nobody has set.
    static bool says_something(const Relation& relation) {
        if (relation.status_ != Relation::Status::Loose) return is_loaded(relation);
        return relation.is_set_ || !relation.elements_.empty();
    }
    // As the user does it.
    static void add(Relation& relation, ObjectHeader& object) { relation.add_object(object); }
    static void remove(Relation& relation, const ObjectHeader& object) { relation.remove_object(object); }
    static void replace(Relation& relation, ObjectHeader* object) { relation.replace_with_object(object); }

    /// The object of a One, or null. Precondition: loaded.
    static ObjectHeader* target(Relation& relation) {
        return relation.elements_.empty() ? nullptr : &header_of(relation.elements_.front().object);
    }
    /// Puts an object into a relation without telling the other side.
    static void put(Relation& relation, ObjectHeader& object) {
        relation.elements_.push_back({object.object(), nullptr});
    }
    static void put_single(Relation& relation, ObjectHeader* object);
    /// Fills the other side of a relationship to children, unless it is loaded.
    static void show_parent(ObjectHeader& child, ObjectHeader& parent, const Relationship& to_children);
    static bool holds(const Relation& relation, const ObjectHeader& object);
    /// Takes an object out, if it is there, without telling the other side.
    static void take_out(Relation& relation, const ObjectHeader& object);
};

}  // namespace azoth::orm
