// SPDX-License-Identifier: MIT
#include "azoth/orm/relation.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <new>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/class_map.hpp"
#include "azoth/orm/query_options.hpp"
#include "azoth/orm/relationship_conditions.hpp"
#include "orm/link_table.hpp"
#include "orm/relation_access.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {
namespace {

std::string full_name(const Relationship& relationship) {
    return fmt::format("{}::{}", relationship.owner->name(), relationship.name);
}

[[noreturn]] void throw_not_related() {
    throw ArgumentError("not_related", "the object to be removed is not in this relationship");
}

[[noreturn]] void throw_moved_away(const Relationship& relationship) {
    throw DetachedError("relation_of_copy",
                        fmt::format("{} of a session's object cannot be moved away or swapped, the objects would be "
                                    "lost; keep Refs to them, and push_back() these to the other object",
                                    full_name(relationship)));
}

void remember(std::vector<Element>& elements, ObjectHeader& owner) noexcept {
    try {
        elements.push_back({owner.object(), nullptr});
    } catch (const std::bad_alloc&) {  // writing it back is refused then
    }
}

/// The session of a relation's owner; an owner without one cannot take part in changes.
SessionCore& session_of(const ObjectHeader& owner, const Relationship& relationship) {
    SessionCore* const session = owner.region()->session();
    if (session == nullptr || owner.state == ObjectState::Detached)
        throw DetachedError("detached",
                            fmt::format("{} cannot be used: the object's session is closed or has let it go; "
                                        "do it while the session is open, or get() the object in a new one",
                                        full_name(relationship)));
    if (relationship.is_view_only)
        throw ArgumentError("view_only", fmt::format("{} is mapped as view_only() and cannot be changed; change the "
                                                     "relationship or the column that it shows",
                                                     full_name(relationship)));
    return *session;
}

/// Moves a value from the heap into the owner's session; its place on the heap is given back either way.
ObjectHeader& add_to_session(void* value, const ValueOps& ops, const ObjectHeader& owner,
                             const Relationship& relationship) {
    const std::unique_ptr<void, void (*)(void*)> place(value, ops.destroy);
    return session_of(owner, relationship).add_value(ops.map == nullptr ? *relationship.target : ops.map(), value);
}

}  // namespace

// Through the other constructor, so that the destructor cleans up when copying a value throws.
Relation::Relation(const Relation& other) : Relation() {
    if (other.status_ != Status::Loose) {
        status_ = Status::NotLoaded;
        return;
    }
    is_set_ = other.is_set_;
    elements_.reserve(other.elements_.size());
    for (const Element& element : other.elements_) {
        if (element.owned != nullptr) {
            elements_.push_back({element.owned->copy(element.object), element.owned});
        } else {
            header_of(element.object).region()->retain();
            elements_.push_back(element);
        }
    }
}

// What is moved out of an object of a session remembers from where, for assign(): its one element is that object.
Relation::Relation(Relation&& other) noexcept {
    if (other.status_ != Status::Loose) {
        status_ = Status::NotLoaded;
        relationship_ = other.relationship_;
        if (other.owner_ != nullptr) remember(elements_, *other.owner_);
        return;
    }
    elements_ = std::exchange(other.elements_, {});
    is_set_ = other.is_set_;
}

Relation::~Relation() { release_elements(); }

void release_loose(const Element& element) noexcept {
    if (element.owned != nullptr)
        element.owned->destroy(element.object);
    else
        header_of(element.object).region()->release();
}

void Relation::release_elements() noexcept {
    for (const Element& element : elements_)
        if (element.owned != nullptr || status_ == Status::Loose) release_loose(element);
    elements_.clear();
}

void Relation::assign(const Relation& other) {
    if (&other == this) return;
    if (owner_ == nullptr) {
        Relation copy(other);
        std::swap(elements_, copy.elements_);
        std::swap(status_, copy.status_);
        is_set_ = copy.is_set_;
        return;
    }
    // A copy of a session's object carries no relations: writing it back leaves them alone.
    if (other.owner_ == nullptr && other.status_ == Status::NotLoaded) {
        const bool is_moved_back = !other.elements_.empty() && other.elements_.front().object == owner_->object();
        if (other.relationship_ == nullptr || is_moved_back) return;
        throw_moved_away(*other.relationship_);
    }
    const bool is_hidden = relationship_->is_view_only || relationship_->is_write_only;
    if (is_hidden && other.status_ == Status::Loose && other.elements_.empty()) return;
    const std::vector<Element> wanted = other.elements();
    // A new value in which the One was left out: as with add(), its foreign key decides.
    if (relationship_->kind == Relationship::Kind::ToParent && other.status_ == Status::Loose && !other.is_set_)
        return RelationAccess::forget(*this);
    if (relationship_->is_single && wanted.empty()) return replace_with_object(nullptr);
    if (!relationship_->is_single) clear();
    for (const Element& element : wanted) {
        if (element.owned == nullptr) {
            relationship_->is_single ? replace_with_object(&header_of(element.object))
                                     : add_object(header_of(element.object));
        } else {
            void* const value = element.owned->copy(element.object);
            relationship_->is_single ? replace_with_value(value, *element.owned)
                                     : static_cast<void>(add_value(value, *element.owned));
        }
    }
}

void Relation::assign(Relation&& other) {
    if (&other == this) return;
    // Before anything has changed: std::swap() would lose at its last step what it has taken at the first.
    if (owner_ != nullptr && other.owner_ != nullptr) throw_moved_away(*other.relationship_);
    if (owner_ != nullptr || other.status_ != Status::Loose) return assign(std::as_const(other));
    std::swap(elements_, other.elements_);
    std::swap(status_, other.status_);
    std::swap(is_set_, other.is_set_);
}

void Relation::load() const {
    if (owner_ == nullptr)
        throw DetachedError("relation_of_copy",
                            "this object is a copy of a session's object, and relationships do not travel with copies; "
                            "use the Ref itself, or the related object's own query");
    if (owner_->region()->session() == nullptr || owner_->state == ObjectState::Detached)
        throw DetachedError(
            "detached",
            fmt::format(
                "{} has not been loaded, and the session that could load it is closed or has let the object go; "
                "look at it while the session is open",
                full_name(*relationship_)));
    owner_->region()->session()->load_relationship(*owner_, *relationship_);
}

void* Relation::add_value(void* value, const ValueOps& ops) {
    if (owner_ == nullptr) {
        if (status_ == Status::NotLoaded) elements_.clear();  // from where it was moved
        status_ = Status::Loose;
        std::unique_ptr<void, void (*)(void*)> place(value, ops.destroy);
        elements_.push_back({value, &ops});
        return place.release();
    }
    ObjectHeader& header = add_to_session(value, ops, *owner_, *relationship_);
    add_object(header);
    return header.object();
}

void Relation::add_object(ObjectHeader& object) {
    if (owner_ == nullptr) {
        if (status_ == Status::NotLoaded) elements_.clear();  // from where it was moved
        status_ = Status::Loose;
        elements_.push_back({object.object(), nullptr});
        object.region()->retain();
        return;
    }
    SessionCore& session = session_of(*owner_, *relationship_);
    session.require_member(object);
    session.move_child(*relationship_, object, nullptr, owner_);
}

void Relation::remove_at(std::size_t position) {
    if (position >= elements().size())
        throw ArgumentError("not_related", fmt::format("position {} cannot be erased: the relationship has {} objects, "
                                                       "and the first is 0",
                                                       position, elements().size()));
    const Element element = elements()[position];
    if (owner_ != nullptr) return remove_object(header_of(element.object));
    release_loose(element);
    elements_.erase(elements_.begin() + static_cast<std::ptrdiff_t>(position));
}

void Relation::remove_object(const ObjectHeader& object) {
    // From the back, where clear() takes them.
    const auto& all = elements();
    const auto found = std::find_if(all.rbegin(), all.rend(),
                                    [&](const Element& element) { return element.object == object.object(); });
    if (found == all.rend()) throw_not_related();
    if (owner_ == nullptr) return remove_at(static_cast<std::size_t>(all.rend() - found) - 1);
    session_of(*owner_, *relationship_).move_child(*relationship_, const_cast<ObjectHeader&>(object), owner_, nullptr);
}

void Relation::remove_unseen(ObjectHeader& object) {
    if (owner_ == nullptr || is_loaded()) return remove_object(object);
    SessionCore& session = session_of(*owner_, *relationship_);
    const Relationship* const paired = relationship_->paired;
    if (relationship_->kind == Relationship::Kind::ToChildren && paired != nullptr) {
        const ObjectHeader* const parent = session.known_parent(*paired, object);
        if (parent != nullptr && parent != owner_) throw_not_related();
    }
    session.move_child(*relationship_, object, owner_, nullptr);
}

ExpressionPtr Relation::elements_condition() const {
    if (owner_ == nullptr)
        throw DetachedError("relation_of_copy",
                            "this object is a copy of a session's object, or in no session yet, and its relationships "
                            "cannot be queried; use the Ref that add() or a query gives");
    return related_from(RefBase(owner_->object()), relationship_->offset, nullptr);
}

void Relation::clear() {
    while (!elements().empty()) remove_at(elements().size() - 1);
}

void Relation::replace_with_value(void* value, const ValueOps& ops) {
    if (owner_ == nullptr) {
        std::unique_ptr<void, void (*)(void*)> place(value, ops.destroy);
        release_elements();
        status_ = Status::Loose;
        is_set_ = true;
        elements_.push_back({value, &ops});
        place.release();
        return;
    }
    std::unique_ptr<void, void (*)(void*)> place(value, ops.destroy);
    SessionCore& session = session_of(*owner_, *relationship_);
    // Before the value is in the session, where it would stay if this is refused.
    if (relationship_->kind != Relationship::Kind::ToParent && !is_loaded()) {
        const NoAutoflush guard(session.shared_from_this());
        load();
    }
    replace_with_object(&add_to_session(place.release(), ops, *owner_, *relationship_));
}

void Relation::replace_with_object(ObjectHeader* object) {
    if (owner_ == nullptr) {
        elements_.reserve(1);
        if (object != nullptr) object->region()->retain();
        release_elements();
        status_ = Status::Loose;
        is_set_ = true;
        if (object != nullptr) elements_.push_back({object->object(), nullptr});
        return;
    }
    SessionCore& session = session_of(*owner_, *relationship_);
    if (object != nullptr) session.require_member(*object);
    if (relationship_->kind == Relationship::Kind::ToParent) return session.set_parent(*relationship_, *owner_, object);
    if (!is_loaded()) {
        // Without a flush: a new object cannot be written before it has its owner.
        const NoAutoflush guard(session.shared_from_this());
        load();
    }
    if (!elements().empty() && elements().front().object != (object == nullptr ? nullptr : object->object()))
        session.move_child(*relationship_, header_of(elements().front().object), owner_, nullptr);
    if (object != nullptr) session.move_child(*relationship_, *object, nullptr, owner_);
}

void* Relation::known(const Element& element) {
    if (element.owned != nullptr)
        throw ArgumentError("not_in_session",
                            "there is no Ref to what a plain value holds: add() the value to a session first, and ask "
                            "the Ref that it gives");
    return element.object;
}

void Relation::throw_empty() const {
    if (relationship_ == nullptr)
        throw ArgumentError("empty_relationship", "this One is empty; test it first: `if (book->author) ...`");
    throw ArgumentError("empty_relationship", fmt::format("{} is empty; test it first: `if (object->{}) ...`",
                                                          full_name(*relationship_), relationship_->name));
}

void* Relation::touched(const Element& element) {
    if (element.owned == nullptr) touch(header_of(element.object));
    return element.object;
}

void RelationAccess::forget(Relation& relation) {
    relation.release_elements();
    relation.status_ = Relation::Status::NotLoaded;
    relation.is_set_ = false;
}

void RelationAccess::put_single(Relation& relation, ObjectHeader* object) {
    relation.release_elements();
    if (object != nullptr) put(relation, *object);
    relation.status_ = Relation::Status::Loaded;
}

void RelationAccess::show_parent(ObjectHeader& child, ObjectHeader& parent, const Relationship& to_children) {
    // The child may be everybody's; a read-only parent is its reader's alone.
    if (to_children.paired == nullptr || parent.is_read_only) return;
    Relation& one = of(child, *to_children.paired);
    if (!is_loaded(one)) put_single(one, &parent);
}

bool RelationAccess::holds(const Relation& relation, const ObjectHeader& object) {
    return std::any_of(relation.elements_.begin(), relation.elements_.end(),
                       [&](const Element& element) { return element.object == object.object(); });
}

void RelationAccess::take_out(Relation& relation, const ObjectHeader& object) {
    const auto is_it = [&](const Element& element) { return element.object == object.object(); };
    const Relationship* const relationship = relation.relationship_;
    if (relationship != nullptr && relationship->link && !relationship->link->is_unique) {
        std::erase_if(relation.elements_, is_it);  // it may be there twice
        return;
    }
    const auto found = std::find_if(relation.elements_.rbegin(), relation.elements_.rend(), is_it);
    if (found != relation.elements_.rend()) relation.elements_.erase(std::next(found).base());
}

}  // namespace azoth::orm
