// SPDX-License-Identifier: MIT
#include "support/random_session/changed_world.hpp"

#include <algorithm>
#include <vector>

#include <fmt/core.h>

#include "support/random_session/entities.hpp"

namespace azoth::test::random_session {
namespace {

template <class T>
Ref<T> as(const orm::RefBase& object) {
    return Ref<T>(*static_cast<T*>(object.header()->object()));
}

std::string text_of(const Content& content) {
    return fmt::format("{} {} {} {}", content.key, content.label, content.amount.value_or(-1),
                       content.parent_key.value_or("NULL"));
}

}  // namespace

void ChangedWorld::fill(const Engine& engine) {
    Session session(engine);
    session.add(Owner{.label = "a",
                      .parts = {{.label = "a1"}, {.label = "a2"}, {.label = "a3"}},
                      .notes = {{.label = "n1"}, {.label = "n2"}},
                      .card = Card{.label = "c"},
                      .marks = {{.label = "m"}},
                      .lines = {{.number = 1, .label = "l1"}, {.number = 2, .label = "l2"}},
                      .tags = {{.label = "t1"}, {.label = "t2"}}});
    session.add(Owner{.label = "b", .tags = {{.label = "t3"}}});
    session.add(Node{.label = "root",
                     .children = {{.label = "x"}, {.label = "y", .children = {{.label = "z"}}}, {.label = "w"}}});
    session.add(Topic{.id = "t", .label = "t", .entries = {{.label = "e1"}, {.label = "e2"}}});
    session.commit();
}

ChangedWorld::ChangedWorld(Session& session) : session_(&session) {
    for (std::size_t i = 0; i < kKinds; ++i) {
        const Kind kind = static_cast<Kind>(i);
        for (const void* const object : operations(kind).query(session)) {
            const orm::RefBase ref(const_cast<void*>(object));
            objects_.emplace(operations(kind).content(ref).label, std::pair(kind, ref));
        }
    }
    for (const auto& [_, object] : objects_) {
        if (object.first == Kind::Owner || object.first == Kind::Tag)
            static_cast<void>(shown_links(object.first, object.second, true));
        if (operations(object.first).knows_parent)
            static_cast<void>(operations(object.first).shown_parent(object.second, true));
        for (std::size_t i = 0; i < kKinds; ++i)
            if (operations(static_cast<Kind>(i)).parent == object.first)
                static_cast<void>(operations(static_cast<Kind>(i)).shown_children(object.second, true));
    }
}

void ChangedWorld::change_owners() {
    Ref<Owner> a = as<Owner>(at("a"));
    Ref<Owner> b = as<Owner>(at("b"));
    a->label = "changed a";
    a->parts.remove(as<Part>(at("a1")));
    b->parts.push_back(as<Part>(at("a2")));
    b->card = as<Card>(at("c"));
    as<Note>(at("n1"))->parent = Owner{.label = "new o", .parts = {{.label = "new p"}}, .marks = {{.label = "new m"}}};
    session_->delete_(as<Note>(at("n2")));
    const Ref<Owner> added = as<Note>(at("n1"))->parent.ref();
    objects_.emplace("new o", std::pair(Kind::Owner, added));
    objects_.emplace("new p", std::pair(Kind::Part, added->parts.ref(0)));
    objects_.emplace("new m", std::pair(Kind::Mark, added->marks.ref(0)));
}

void ChangedWorld::change_links() {
    Ref<Owner> a = as<Owner>(at("a"));
    Ref<Owner> b = as<Owner>(at("b"));
    a->lines.remove(as<Line>(at("l1")));
    b->lines.push_back(as<Line>(at("l2")));
    b->tags.push_back(as<Tag>(at("t1")));
    a->tags.remove(as<Tag>(at("t2")));
    as<Tag>(at("t3"))->owners.push_back(Owner{.label = "new linked"});
    objects_.emplace("new linked", std::pair(Kind::Owner, as<Tag>(at("t3"))->owners.ref(1)));
}

void ChangedWorld::change_trees() {
    Ref<Node> x = as<Node>(at("x"));
    session_->delete_(as<Node>(at("y")));  // and z
    x->children.push_back(Node{.label = "new x1", .children = {{.label = "new x2"}}});
    as<Node>(at("w"))->parent = x;
    const Ref<Topic> topic = session_->add(Topic{.id = "u", .label = "u", .entries = {{.label = "new e"}}});
    as<Entry>(at("e1"))->parent = topic;
    as<Entry>(at("e2"))->amount = 7;
    const Ref<Node> node = x->children.ref(0)->label == "new x1" ? x->children.ref(0) : x->children.ref(1);
    objects_.emplace("new x1", std::pair(Kind::Node, node));
    objects_.emplace("new x2", std::pair(Kind::Node, node->children.ref(0)));
    objects_.emplace("u", std::pair(Kind::Topic, topic));
    objects_.emplace("new e", std::pair(Kind::Entry, std::as_const(*topic).entries.ref(0)));
}

std::string ChangedWorld::shown() const {
    std::string text;
    const auto label = [&](const void* object) {
        for (const auto& [known_label, known] : objects_)
            if (known.second.header()->object() == object) return known_label;
        return std::string(object == nullptr ? "none" : "unknown");
    };
    for (const auto& [_, object] : objects_) {
        const auto& [kind, ref] = object;
        text +=
            fmt::format("\n{} state {}", text_of(operations(kind).content(ref)), static_cast<int>(ref.header()->state));
        if (operations(kind).knows_parent)
            if (const auto parent = operations(kind).shown_parent(ref, false)) text += ", of " + label(*parent);
        if (kind == Kind::Owner || kind == Kind::Tag)
            if (const auto links = shown_links(kind, ref, false))
                for (const void* const other : *links) text += ", linked with " + label(other);
        for (std::size_t i = 0; i < kKinds; ++i) {
            if (operations(static_cast<Kind>(i)).parent != kind) continue;
            const auto children = operations(static_cast<Kind>(i)).shown_children(ref, false);
            if (!children) continue;
            text += fmt::format(", {}s:", operations(static_cast<Kind>(i)).name);
            for (const void* const child : *children) text += " " + label(child);
        }
    }
    return text;
}

std::string ChangedWorld::rows(Connection& connection) {
    std::string text;
    std::map<std::string, std::map<std::string, std::string>> labels;
    for (std::size_t i = 0; i < kKinds; ++i)
        for (const Content& row : operations(static_cast<Kind>(i)).rows(connection))
            labels[std::string(operations(static_cast<Kind>(i)).table)][row.key] = row.label;
    for (std::size_t i = 0; i < kKinds; ++i) {
        const KindOperations& kind = operations(static_cast<Kind>(i));
        std::vector<std::string> rows;
        for (const Content& row : kind.rows(connection)) {
            std::string parent = "none";
            if (row.parent_key) parent = labels[std::string(operations(*kind.parent).table)][*row.parent_key];
            rows.push_back(fmt::format("{} {} of {}", row.label, row.amount.value_or(-1), parent));
        }
        std::sort(rows.begin(), rows.end());
        text += fmt::format("\n{}:", kind.name);
        for (const std::string& row : rows) text += " " + row + ";";
    }
    std::vector<std::string> links;
    for (const auto& [owner, tag] : link_rows(connection))
        links.push_back(labels["random_owners"][owner] + "-" + labels["random_tags"][tag]);
    std::sort(links.begin(), links.end());
    for (const std::string& link : links) text += " " + link + ";";
    return text;
}

}  // namespace azoth::test::random_session
