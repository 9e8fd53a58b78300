// SPDX-License-Identifier: MIT
// Player: links between owners and tags, merges, and keys that change.
#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "support/random_session/player.hpp"

namespace azoth::test::random_session {

using orm::RefBase;

void Player::flush() {
    tell("flush");
    session_->flush();
    model_.remove_orphans();
}

void Player::link(const Step& step) {
    const int owner = choose(model_.alive(Kind::Owner), step.a);
    const int tag = choose(model_.alive(Kind::Tag), step.b);
    if (owner == kNone || tag == kNone || model_.links().contains({owner, tag})) return;
    const RefBase owner_ref = ref(owner);
    const RefBase tag_ref = ref(tag);
    const bool from_owner = step.c % 2 == 0;
    tell("link ", name(owner), " and ", name(tag), from_owner ? "" : ", by the tag");
    random_session::link(owner_ref, tag_ref, from_owner);
    model_.links().emplace(owner, tag);
}

void Player::link_new(const Step& step) {
    const int owner = choose(model_.alive(Kind::Owner), step.a);
    if (owner == kNone) return;
    const RefBase owner_ref = ref(owner);
    const int tag = new_thing(Kind::Tag);
    tell("link ", name(owner), " and a new ", name(tag));
    random_session::link_new(owner_ref, graph_of(tag), refs_);
    model_.links().emplace(owner, tag);
}

void Player::unlink(const Step& step) {
    if (model_.links().empty()) return;
    const auto [owner, tag] =
        *std::next(model_.links().begin(), static_cast<std::ptrdiff_t>(step.a % model_.links().size()));
    const RefBase owner_ref = ref(owner);
    const RefBase tag_ref = ref(tag);
    const bool from_owner = step.c % 2 == 0;
    tell("unlink ", name(owner), " and ", name(tag), from_owner ? "" : ", by the tag");
    random_session::unlink(owner_ref, tag_ref, from_owner);
    model_.links().erase({owner, tag});
}

void Player::clear_links(const Step& step) {
    const Kind kind = step.a % 2 == 0 ? Kind::Owner : Kind::Tag;
    const int thing = choose(model_.alive(kind), step.b);
    if (thing == kNone) return;
    const RefBase object = ref(thing);
    tell("clear the links of ", name(thing));
    random_session::clear_links(kind, object);
    for (const int other : model_.linked(thing)) {
        model_.links().erase({thing, other});
        model_.links().erase({other, thing});
    }
}

void Player::merge(const Step& step) {
    flush();
    const int thing = choose(model_.alive(), step.a);
    if (thing == kNone) return;
    const bool is_here = step.b % 3 != 0;  // otherwise the session may have to look for it
    Content content = operations(model_[thing].kind).content(ref(thing));
    if (!is_here) {
        compare_keys();
        forget_objects();
        has_forgotten_ = true;
    }
    const RefBase known = known_ref(thing);
    content.label = fmt::format("{}-{}", thing, next_label_++);
    if (step.c % 2 == 0) content.amount = static_cast<int>(step.c);
    tell("merge a value of ", name(thing), is_here ? "" : ", which is forgotten");
    const RefBase merged = operations(model_[thing].kind).merge(*session_, content);
    if (known.header() != nullptr && merged.header() != known.header())
        throw Mismatch("merge has made another object of " + name(thing));
    refs_[static_cast<std::size_t>(thing)] = merged;
    model_[thing].label = content.label;
    model_[thing].amount = content.amount;
}

void Player::merge_children(const Step& step) {
    constexpr Kind kMerged[] = {Kind::Part, Kind::Note, Kind::Node, Kind::Entry};
    const Kind kind = kMerged[step.a % std::size(kMerged)];
    const KindOperations& child_kind = operations(kind);
    flush();
    const int parent = choose(model_.alive(*child_kind.parent), step.b);
    if (parent == kNone) return;
    const Content content = operations(*child_kind.parent).content(ref(parent));
    for (const int other : model_.children(parent, kind)) ref(other);  // it may become an orphan
    std::vector<int> children;
    for (const int other : model_.alive(kind))
        if ((step.c + static_cast<std::uint32_t>(other)) % 3 == 0 && !model_.is_below(parent, other))
            children.push_back(other);
    std::vector<Content> values;
    for (const int child : children) {
        values.push_back(child_kind.content(ref(child)));
        values.back().label = model_[child].label = fmt::format("{}-{}", child, next_label_++);
    }
    if (step.c % 2 == 0) {
        children.push_back(new_thing(kind));
        const Thing& made = model_[children.back()];
        values.push_back({.key = {}, .label = made.label, .amount = made.amount, .parent_key = {}});
    }
    if (children.empty()) return;  // an empty collection says nothing
    std::string names;
    for (const int child : children) names += " " + name(child);
    tell("merge a value of ", name(parent), " with", names);
    child_kind.merge_children(*session_, content, values);
    for (const int other : model_.children(parent, kind)) model_.set_parent(other, kNone);
    for (const int child : children) model_.set_parent(child, parent);
}

// They hold what has been committed.
void Player::merge_detached(const Step& step, const std::vector<RefBase>& detached) {
    for (std::uint32_t i = 0; i < 3; ++i) {
        std::vector<int> things = model_.alive();
        std::erase_if(things, [&](int thing) { return detached[static_cast<std::size_t>(thing)].header() == nullptr; });
        const int thing = choose(things, step.b + i * 7);
        if (thing == kNone) return;
        const RefBase object = detached[static_cast<std::size_t>(thing)];
        const KindOperations& kind = operations(model_[thing].kind);
        if (kind.content(object).label != model_[thing].label) continue;
        const std::string label = fmt::format("{}-{}", thing, next_label_++);
        tell("change the label of ", name(thing), " while it is detached, and merge it");
        kind.set_label(object, label);
        const RefBase merged = kind.merge_detached(*session_, object);
        if (is_known(thing) && merged.header() != known_ref(thing).header())
            throw Mismatch("two objects stand for " + name(thing));
        refs_[static_cast<std::size_t>(thing)] = merged;
        model_[thing].label = label;
        compare_memory(false);
    }
}

void Player::change_key(const Step& step) {
    const Kind kind = step.a % 3 == 0 ? Kind::Line : Kind::Topic;
    flush();
    const int thing = choose(model_.alive(kind), step.b);
    if (thing == kNone) return;
    const RefBase object = ref(thing);
    const int number = 1000 + next_label_++;
    const std::string key = kind == Kind::Topic
                                ? fmt::format("key {}", number)
                                : fmt::format("{}/{}", *operations(kind).content(object).parent_key, number);
    tell("change the key of ", name(thing), " to ", key);
    operations(kind).set_key(object, key);
    model_[thing].key = key;
    has_forgotten_ = true;  // a rollback leaves the new key in rows that are read from now on
    // Without autoflush a collection is looked for by the key that the rows do not have yet.
    if (step.c % 2 == 0 || !options_.autoflush) flush();
}

void Player::compare_links(int thing, bool loads) {
    const Kind kind = model_[thing].kind;
    const auto shown = shown_links(kind, known_ref(thing), loads);
    if (!shown) return;
    std::vector<int> links;
    for (const void* const other : *shown)
        links.push_back(thing_of(other, kind == Kind::Owner ? Kind::Tag : Kind::Owner));
    std::sort(links.begin(), links.end());
    if (links == model_.linked(thing)) return;
    std::string text = fmt::format("{} shows links with", name(thing));
    for (const int link : links) text += " " + name(link);
    text += ", but has links with";
    for (const int link : model_.linked(thing)) text += " " + name(link);
    throw Mismatch(text);
}

void Player::compare_link_rows(Connection& connection) {
    std::vector<std::pair<std::string, std::string>> expected;
    for (const auto& [owner, tag] : model_.links()) expected.emplace_back(model_[owner].key, model_[tag].key);
    auto rows = link_rows(connection);
    std::sort(expected.begin(), expected.end());
    std::sort(rows.begin(), rows.end());
    if (rows == expected) return;
    std::string text = "the rows of the link table are";
    for (const auto& [owner, tag] : rows) text += fmt::format(" {}-{}", owner, tag);
    text += ", but should be";
    for (const auto& [owner, tag] : expected) text += fmt::format(" {}-{}", owner, tag);
    throw Mismatch(text);
}

}  // namespace azoth::test::random_session
