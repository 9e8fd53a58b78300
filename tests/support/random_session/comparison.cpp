// SPDX-License-Identifier: MIT
// Player: compares the model with the objects in memory and the rows in the database.
#include <algorithm>

#include <fmt/core.h>

#include "support/random_session/player.hpp"

namespace azoth::test::random_session {
namespace {

std::string text_of(const Content& content) {
    return fmt::format("{{key {}, label {}, amount {}, parent {}}}", content.key, content.label,
                       content.amount ? std::to_string(*content.amount) : "NULL", content.parent_key.value_or("NULL"));
}

}  // namespace

int Player::thing_of(const void* object, Kind kind) {
    for (int i = 0; i < model_.size(); ++i)
        if (is_known(i) && known_ref(i).header()->object() == object) return i;
    const orm::RefBase found(const_cast<void*>(object));
    const Content content = operations(kind).content(found);
    for (const int i : model_.alive(kind)) {
        if (model_[i].label != content.label) continue;
        if (is_known(i)) throw Mismatch("two objects stand for " + name(i));
        refs_[static_cast<std::size_t>(i)] = found;
        return i;
    }
    throw Mismatch(
        fmt::format("a {} {} is shown that the model does not know", operations(kind).name, text_of(content)));
}

void Player::compare_memory(bool loads) {
    for (const int thing : model_.alive()) {
        if (!is_known(thing)) continue;
        compare_object(thing);
        const Kind kind = model_[thing].kind;
        if (operations(kind).knows_parent) compare_parent(thing, loads);
        for (std::size_t child = 0; child < kKinds; ++child)
            if (operations(static_cast<Kind>(child)).parent == kind)
                compare_children(thing, static_cast<Kind>(child), loads);
        if (kind == Kind::Owner || kind == Kind::Tag) compare_links(thing, loads);
    }
}

void Player::compare_object(int thing) {
    const Thing& expected = model_[thing];
    const Content content = operations(expected.kind).content(known_ref(thing));
    if (content.label != expected.label || content.amount != expected.amount)
        throw Mismatch(fmt::format("{} is {} in memory, but should have label {} and amount {}", name(thing),
                                   text_of(content), expected.label,
                                   expected.amount ? std::to_string(*expected.amount) : "NULL"));
    const ObjectState state = known_ref(thing).header()->state;
    if (state != ObjectState::Pending && state != ObjectState::Persistent)
        throw Mismatch(fmt::format("{} is in state {}", name(thing), static_cast<int>(state)));
}

void Player::compare_parent(int thing, bool loads) {
    const auto shown = operations(model_[thing].kind).shown_parent(known_ref(thing), loads);
    if (!shown) return;
    const int parent = *shown == nullptr ? kNone : thing_of(*shown, *operations(model_[thing].kind).parent);
    if (parent != model_[thing].parent)
        throw Mismatch(fmt::format("{} shows {} as its parent, but it is {}", name(thing), name(parent),
                                   name(model_[thing].parent)));
}

void Player::compare_children(int thing, Kind kind, bool loads) {
    const auto shown = operations(kind).shown_children(known_ref(thing), loads);
    if (!shown) return;
    std::vector<int> children;
    for (const void* const child : *shown) children.push_back(thing_of(child, kind));
    std::sort(children.begin(), children.end());
    const std::vector<int> expected = model_.children(thing, kind);
    if (children == expected) return;
    const auto names = [&](const std::vector<int>& things) {
        std::string text;
        for (const int i : things) text += " " + name(i);
        return text;
    };
    throw Mismatch(fmt::format("the {}s of {} are shown as:{}, but they are:{}", operations(kind).name, name(thing),
                               names(children), names(expected)));
}

// A pending object has its key after the flush.
void Player::learn_keys() {
    std::vector<int> things = model_.alive();
    // Lines last: a part of their key is that of their owner, unless they are about to get another one.
    std::stable_partition(things.begin(), things.end(), [&](int i) { return model_[i].kind != Kind::Line; });
    for (const int thing : things) {
        if (!is_known(thing) || known_ref(thing).header()->state == ObjectState::Pending) continue;
        const int parent = model_[thing].parent;
        if (model_[thing].kind == Kind::Line &&
            (parent == kNone || operations(Kind::Line).content(known_ref(thing)).parent_key != model_[parent].key))
            continue;
        const std::string key = operations(model_[thing].kind).content(known_ref(thing)).key;
        if (model_[thing].kind == Kind::Topic && key != model_[thing].key)
            throw Mismatch(fmt::format("{} has the key {}, but it should be {}", name(thing), key, model_[thing].key));
        model_[thing].key = key;
    }
}

// After a flush.
void Player::compare_keys() {
    learn_keys();
    for (const int thing : model_.alive()) {
        if (!is_known(thing)) continue;
        const auto key = operations(model_[thing].kind).content(known_ref(thing)).parent_key;
        const int parent = model_[thing].parent;
        if (key.value_or("") != (parent == kNone ? "" : model_[parent].key))
            throw Mismatch(fmt::format("the foreign key of {} is {} after a flush, but its parent {} has the key {}",
                                       name(thing), key.value_or("NULL"), name(parent),
                                       parent == kNone ? "" : model_[parent].key));
    }
}

void Player::compare_rows(Connection& connection) {
    for (std::size_t i = 0; i < kKinds; ++i) {
        const Kind kind = static_cast<Kind>(i);
        std::vector<std::string> expected;
        for (const int thing : model_.alive(kind)) {
            const Thing& row = model_[thing];
            expected.push_back(text_of({row.key, row.label, row.amount,
                                        row.parent == kNone ? std::nullopt : std::optional(model_[row.parent].key)}));
        }
        std::vector<std::string> rows;
        for (const Content& row : operations(kind).rows(connection)) rows.push_back(text_of(row));
        std::sort(expected.begin(), expected.end());
        std::sort(rows.begin(), rows.end());
        if (rows == expected) continue;
        std::string message = fmt::format("the rows of {} are", operations(kind).table);
        for (const std::string& row : rows) message += " " + row;
        message += ", but should be";
        for (const std::string& row : expected) message += " " + row;
        throw Mismatch(message);
    }
    compare_link_rows(connection);
}

// After a rollback.
void Player::compare_transient() {
    for (int i = 0; i < model_.size(); ++i) {
        if (model_[i].is_alive || !is_known(i)) continue;
        if (known_ref(i).header()->state != ObjectState::Transient || model_[i].kind == Kind::Topic ||
            model_[i].kind == Kind::Line)
            continue;
        const Content content = operations(model_[i].kind).content(known_ref(i));
        if (content.key != "0") throw Mismatch(fmt::format("{} has kept its key {}", name(i), content.key));
    }
}

}  // namespace azoth::test::random_session
