// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "azoth/azoth.hpp"

namespace azoth::test::random_session {

// One class for each kind of relationship. Members of the same part have the same names in all of them.

struct Part;
struct Note;
struct Card;
struct Mark;
struct Line;
struct Tag;
struct Entry;

struct Owner {
    std::int64_t id = 0;
    std::string label;
    std::optional<int> amount;
    Many<Part> parts;  ///< deleted with their owner, and when they have none
    Many<Note> notes;
    One<Card> card;
    Many<Mark> marks;  ///< a mark does not know its owner
    Many<Line> lines;  ///< deleted with their owner, whose key is a part of theirs
    Many<Tag> tags;
};

struct Part {
    std::int64_t id = 0;
    std::string label;
    std::optional<int> amount;
    std::int64_t parent_key = 0;
    One<Owner> parent;
};

struct Note {
    std::int64_t id = 0;
    std::string label;
    std::optional<int> amount;
    std::optional<std::int64_t> parent_key;
    One<Owner> parent;
};

struct Card {
    std::int64_t id = 0;
    std::string label;
    std::optional<int> amount;
    std::optional<std::int64_t> parent_key;
    One<Owner> parent;
};

struct Mark {
    std::int64_t id = 0;
    std::string label;
    std::optional<int> amount;
    std::optional<std::int64_t> parent_key;
};

/// With a key of two columns, one of which leads to its owner.
struct Line {
    std::int64_t owner_id = 0;
    int number = 0;
    std::string label;
    std::optional<int> amount;
    One<Owner> parent;
};

/// Of any number of owners.
struct Tag {
    std::int64_t id = 0;
    std::string label;
    std::optional<int> amount;
    Many<Owner> owners;
};

/// A tree: children are deleted with their parent.
struct Node {
    std::int64_t id = 0;
    std::string label;
    std::optional<int> amount;
    std::optional<std::int64_t> parent_key;
    One<Node> parent;
    Many<Node> children;
};

/// With a key of text that the user gives, and may change.
struct Topic {
    std::string id;
    std::string label;
    std::optional<int> amount;
    Many<Entry> entries;
};

struct Entry {
    std::int64_t id = 0;
    std::string label;
    std::optional<int> amount;
    std::optional<std::string> parent_key;
    One<Topic> parent;
};

template <class T>
void map_columns(Mapper<T>& m, std::string table) {
    m.table(std::move(table));
    m.template columns<&T::id, &T::label, &T::amount>();
    m.primary_key(&T::id);
    m.column(&T::label).type(String{100}).unique();
}

template <class T, class Parent>
void map_child(Mapper<T>& m, std::string table, std::type_identity<Parent> /*parent*/) {
    map_columns(m, std::move(table));
    m.template columns<&T::parent_key>();
    m.column(&T::parent_key).references(&Parent::id);
    if constexpr (requires(T object) { object.parent; }) m.template relationship<&T::parent>();
}

inline void mapping(Mapper<Owner>& m) {
    map_columns(m, "random_owners");
    m.relationship<&Owner::parts>().cascade(Cascade::All | Cascade::DeleteOrphan);
    m.relationship<&Owner::notes>().order_by(&Note::id);
    m.relationship<&Owner::card>();
    m.relationship<&Owner::marks>();
    m.relationship<&Owner::lines>().cascade(Cascade::All | Cascade::DeleteOrphan);
    m.relationship<&Owner::tags>().secondary("random_owner_tags");
}
inline void mapping(Mapper<Line>& m) {
    m.table("random_lines");
    m.columns<&Line::owner_id, &Line::number, &Line::label, &Line::amount>();
    m.primary_key(&Line::owner_id, &Line::number);
    m.column(&Line::label).type(String{100}).unique();
    m.column(&Line::owner_id).references(&Owner::id);
    m.relationship<&Line::parent>();
}
inline void mapping(Mapper<Tag>& m) {
    map_columns(m, "random_tags");
    m.relationship<&Tag::owners>().secondary("random_owner_tags");
}
inline void mapping(Mapper<Part>& m) {
    map_child(m, "random_parts", std::type_identity<Owner>{});
}
inline void mapping(Mapper<Note>& m) {
    map_child(m, "random_notes", std::type_identity<Owner>{});
}
inline void mapping(Mapper<Card>& m) {
    map_child(m, "random_cards", std::type_identity<Owner>{});
}
inline void mapping(Mapper<Mark>& m) {
    map_child(m, "random_marks", std::type_identity<Owner>{});
}
inline void mapping(Mapper<Node>& m) {
    map_child(m, "random_nodes", std::type_identity<Node>{});
    m.relationship<&Node::children>().cascade(Cascade::All);
}
inline void mapping(Mapper<Topic>& m) {
    map_columns(m, "random_topics");
    m.column(&Topic::id).type(String{40});
    m.relationship<&Topic::entries>();
}
inline void mapping(Mapper<Entry>& m) {
    map_columns(m, "random_entries");
    m.columns<&Entry::parent_key>();
    m.column(&Entry::parent_key)
        .type(String{40})
        .references(&Topic::id, ReferentialAction::NoAction, ReferentialAction::Cascade);
    m.relationship<&Entry::parent>();
}

}  // namespace azoth::test::random_session
