// SPDX-License-Identifier: MIT
#include "support/random_session/player.hpp"

#include <algorithm>
#include <random>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::test::random_session {
namespace {

using orm::RefBase;

constexpr Kind kRoots[] = {Kind::Owner, Kind::Owner, Kind::Node, Kind::Topic,
                           Kind::Note,  Kind::Card,  Kind::Mark, Kind::Tag};
constexpr Kind kChildren[] = {Kind::Part, Kind::Note, Kind::Card, Kind::Mark, Kind::Node, Kind::Entry, Kind::Line};

}  // namespace

Player::Player(const Engine& engine, bool has_autoflush)
    : engine_(engine),
      options_({.autoflush = has_autoflush}),
      log_(engine),
      session_(std::make_unique<Session>(engine, options_)) {}

void Player::play(const Step& step) {
    switch (step.action) {
        case Action::Add: add(step); break;
        case Action::AddChild: add_child(step); break;
        case Action::AddWithNewParent: add_with_new_parent(step); break;
        case Action::Change: change(step); break;
        case Action::MoveByChild: move_by_child(step); break;
        case Action::MoveByParent: move_by_parent(step); break;
        case Action::MoveToNewParent: move_to_new_parent(step); break;
        case Action::TakeOut: take_out(step); break;
        case Action::Clear: clear(step); break;
        case Action::Delete: remove(step); break;
        case Action::AddAgain: add_again(step); break;
        case Action::Flush: flush(); break;
        case Action::Commit: commit(); break;
        case Action::Rollback: rollback(); break;
        case Action::BeginNested: begin_nested(); break;
        case Action::CommitNested: end_nested(step, true); break;
        case Action::RollbackNested: end_nested(step, false); break;
        case Action::ForgetAll: forget_all(); break;
        case Action::NewSession: new_session(step); break;
        case Action::Query:
        case Action::QueryValues: query(step); break;
        case Action::Load: load(step); break;
        case Action::Get: get(step); break;
        case Action::GetDeleted: get_deleted(step); break;
        case Action::Refresh: refresh(step); break;
        case Action::Fail: fail_to_flush(step); break;
        case Action::Check: check(); break;
        case Action::Link: link(step); break;
        case Action::LinkNew: link_new(step); break;
        case Action::Unlink: unlink(step); break;
        case Action::ClearLinks: clear_links(step); break;
        case Action::Merge: merge(step); break;
        case Action::MergeChildren: merge_children(step); break;
        case Action::ChangeKey: change_key(step); break;
    }
    settle_orphans();
    compare_memory(false);
}

void Player::finish() {
    commit();
    settle_orphans();
    check();
    Connection other = engine_.connect();
    compare_rows(other);
}

std::string Player::name(int thing) const {
    if (thing == kNone) return "none";
    return fmt::format("{}{}", operations(model_[thing].kind).name, thing);
}

int Player::choose(const std::vector<int>& things, std::uint32_t number) const {
    return things.empty() ? kNone : things[number % things.size()];
}

int Player::choose_parent(int child, std::uint32_t number) const {
    const KindOperations& kind = operations(model_[child].kind);
    if (!kind.parent) return kNone;
    std::vector<int> parents = model_.alive(*kind.parent);
    std::erase_if(parents, [&](int parent) { return model_.is_below(parent, child); });
    return choose(parents, number);
}

int Player::new_thing(Kind kind) {
    const int thing = model_.add({.kind = kind, .key = {}, .label = {}, .amount = {}});
    refs_.resize(static_cast<std::size_t>(thing) + 1);
    model_[thing].label = fmt::format("{}-{}", thing, next_label_++);
    if (thing % 3 != 0) model_[thing].amount = thing;
    if (kind == Kind::Topic) model_[thing].key = fmt::format("key {}", thing);
    return thing;
}

Graph Player::graph_of(int thing) const {
    const Thing& made = model_[thing];
    const std::string key = made.kind == Kind::Line ? std::to_string(thing) : made.key;
    return {.thing = thing, .kind = made.kind, .key = key, .label = made.label, .amount = made.amount};
}

Graph Player::random_graph(Kind kind, std::uint32_t seed, int depth) {
    const int thing = new_thing(kind);
    Graph graph = graph_of(thing);
    std::mt19937 random(seed);
    if (depth == 0) return graph;
    for (const Kind child : kChildren) {
        if (operations(child).parent != kind) continue;
        std::size_t count = random() % 3;
        if (operations(child).is_single) count = std::min<std::size_t>(count, 1);
        for (std::size_t i = 0; i < count; ++i) {
            graph.children.push_back(random_graph(child, static_cast<std::uint32_t>(random()), depth - 1));
            model_.set_parent(graph.children.back().thing, thing);
        }
    }
    return graph;
}

RefBase Player::ref(int thing) {
    RefBase& known = refs_[static_cast<std::size_t>(thing)];
    if (known.header() != nullptr) return known;
    known = operations(model_[thing].kind).get(*session_, model_[thing].key);
    settle_orphans();
    if (known.header() == nullptr) throw Mismatch(name(thing) + " is not found by its key " + model_[thing].key);
    return known;
}

void Player::add(const Step& step) {
    const Kind kind = kRoots[step.a % std::size(kRoots)];
    Graph graph = random_graph(kind, step.b, static_cast<int>(step.c % 3));
    tell("add ", name(graph.thing), " with ", std::to_string(model_.size() - graph.thing - 1), " more");
    // One that the session has may stand in the graph too.
    if (kind == Kind::Owner && step.c % 5 == 0) {
        const int note = choose(model_.alive(Kind::Note), step.c);
        if (note != kNone && model_[note].parent != graph.thing) {
            graph.children.push_back({.thing = note, .existing = ref(note), .kind = Kind::Note});
            tell("    and ", name(note), " in it");
            model_.set_parent(note, graph.thing);
        }
    }
    operations(kind).add(*session_, graph, refs_);
}

void Player::add_child(const Step& step) {
    const Kind kind = kChildren[step.a % std::size(kChildren)];
    const KindOperations& child = operations(kind);
    const int parent = choose(model_.alive(*child.parent), step.b);
    if (parent == kNone) return;
    const RefBase parent_ref = ref(parent);
    const int thing = new_thing(kind);
    Graph graph = graph_of(thing);
    if (child.knows_parent && step.c % 2 == 0) {
        tell("add ", name(thing), " whose One is ", name(parent));
        graph.parent.push_back({.thing = parent, .existing = parent_ref, .kind = *child.parent});
        child.add(*session_, graph, refs_);
    } else {
        tell("put a new ", name(thing), " into ", name(parent));
        child.put_new(parent_ref, graph, refs_);
    }
    model_.set_parent(thing, parent);
}

void Player::add_with_new_parent(const Step& step) {
    const Kind kind = kChildren[step.a % std::size(kChildren)];
    const KindOperations& child = operations(kind);
    if (!child.knows_parent) return;
    const int thing = new_thing(kind);
    Graph graph = graph_of(thing);
    graph.parent.push_back(random_graph(*child.parent, step.b, 0));
    tell("add ", name(thing), " whose One is a new ", name(graph.parent[0].thing));
    child.add(*session_, graph, refs_);
    model_.set_parent(thing, graph.parent[0].thing);
}

void Player::change(const Step& step) {
    const int thing = choose(model_.alive(), step.a);
    if (thing == kNone) return;
    const RefBase object = ref(thing);
    const KindOperations& kind = operations(model_[thing].kind);
    if (step.b % 3 == 0) {
        const std::optional<int> amount = step.c % 4 == 0 ? std::nullopt : std::optional(static_cast<int>(step.c));
        tell("change the amount of ", name(thing));
        kind.set_amount(object, amount);
        model_[thing].amount = amount;
        return;
    }
    const std::string label = fmt::format("{}-{}", thing, next_label_++);
    kind.set_label(object, label);
    if (step.b % 7 == 0) {
        tell("change the label of ", name(thing), " and back");
        kind.set_label(object, model_[thing].label);
        return;
    }
    tell("change the label of ", name(thing));
    model_[thing].label = label;
}

void Player::move_by_child(const Step& step) {
    std::vector<int> children = model_.alive();
    std::erase_if(children, [&](int i) { return !operations(model_[i].kind).knows_parent; });
    const int child = choose(children, step.a);
    if (child == kNone) return;
    const int parent = step.c % 5 == 0 ? kNone : choose_parent(child, step.b);
    const RefBase object = ref(child);
    const RefBase parent_ref = parent == kNone ? RefBase() : ref(parent);
    if (!model_[child].is_alive) return;  // an orphan that getting the others has flushed away
    tell("set the One of ", name(child), " to ", name(parent));
    operations(model_[child].kind).set_parent(object, parent_ref);
    model_.set_parent(child, parent);
}

void Player::move_by_parent(const Step& step) {
    const int child = choose(model_.alive(), step.a);
    if (child == kNone) return;
    const int parent = choose_parent(child, step.b);
    if (parent == kNone) return;
    const RefBase object = ref(child);
    const RefBase parent_ref = ref(parent);
    if (!model_[child].is_alive) return;
    const KindOperations& kind = operations(model_[child].kind);
    leave_unpaired(child);
    tell("put ", name(child), " into ", name(parent));
    kind.put(parent_ref, object);
    model_.set_parent(child, parent);
}

// Without a One of its own nobody tells the old parent.
void Player::leave_unpaired(int child) {
    const KindOperations& kind = operations(model_[child].kind);
    const int parent = model_[child].parent;
    if (kind.knows_parent || parent == kNone) return;
    tell("take ", name(child), " out of ", name(parent));
    kind.take_out(ref(parent), ref(child));
    model_.set_parent(child, kNone);
}

void Player::move_to_new_parent(const Step& step) {
    std::vector<int> children = model_.alive();
    std::erase_if(children, [&](int i) { return !operations(model_[i].kind).knows_parent; });
    const int child = choose(children, step.a);
    if (child == kNone) return;
    const RefBase object = ref(child);
    const KindOperations& kind = operations(model_[child].kind);
    const Graph parent = random_graph(*kind.parent, step.b, 0);
    tell("set the One of ", name(child), " to a new ", name(parent.thing));
    kind.set_new_parent(object, parent, refs_);
    model_.set_parent(child, parent.thing);
}

void Player::take_out(const Step& step) {
    std::vector<int> children = model_.alive();
    std::erase_if(children, [&](int i) { return model_[i].parent == kNone; });
    const int child = choose(children, step.a);
    if (child == kNone) return;
    const int parent = model_[child].parent;
    const RefBase object = ref(child);
    tell("take ", name(child), " out of ", name(parent));
    operations(model_[child].kind).take_out(ref(parent), object);
    model_.set_parent(child, kNone);
}

void Player::clear(const Step& step) {
    const KindOperations& kind = operations(kChildren[step.a % std::size(kChildren)]);
    const int parent = choose(model_.alive(*kind.parent), step.b);
    if (parent == kNone || kind.clear == nullptr) return;
    for (const int child : model_.children(parent, kChildren[step.a % std::size(kChildren)])) ref(child);
    tell("clear the ", kind.name, "s of ", name(parent));
    kind.clear(ref(parent));
    for (const int child : model_.children(parent, kChildren[step.a % std::size(kChildren)]))
        model_.set_parent(child, kNone);
}

void Player::remove(const Step& step) {
    const int thing = choose(model_.alive(), step.a);
    if (thing == kNone) return;
    const RefBase object = ref(thing);
    leave_unpaired(thing);
    tell("delete ", name(thing));
    operations(model_[thing].kind).delete_(*session_, object);
    model_.remove(thing);
}

void Player::add_again(const Step& step) {
    std::vector<int> transient;
    for (int i = 0; i < model_.size(); ++i)
        if (!model_[i].is_alive && is_known(i) && known_ref(i).header()->state == ObjectState::Transient)
            transient.push_back(i);
    const int thing = choose(transient, step.a);
    std::vector<int> met;
    if (thing == kNone || !may_be_added_again(thing, met)) return;
    tell("add ", name(thing), " again");
    operations(model_[thing].kind).add_again(*session_, known_ref(thing));
    take_over_added_again();
}

// What an earlier rollback has left in transient objects may refer to what is not there any more, and then it is for
// the user to put it right.
bool Player::may_be_added_again(int thing, std::vector<int>& met) {
    if (std::find(met.begin(), met.end(), thing) != met.end()) return true;
    met.push_back(thing);
    const KindOperations& kind = operations(model_[thing].kind);
    if (model_[thing].kind == Kind::Owner || model_[thing].kind == Kind::Tag) {
        const auto links = shown_links(model_[thing].kind, known_ref(thing), false);
        if (links && !links->empty()) return false;
    }
    const auto is_transient = [&](int other) {
        return is_known(other) && known_ref(other).header()->state == ObjectState::Transient;
    };
    const auto find = [&](const void* object) {
        for (int i = 0; i < model_.size(); ++i)
            if (is_known(i) && known_ref(i).header()->object() == object) return i;
        return kNone;
    };
    if (kind.parent) {
        const void* const parent =
            kind.knows_parent ? kind.shown_parent(known_ref(thing), false).value_or(nullptr) : nullptr;
        const int number = parent == nullptr ? kNone : find(parent);
        if (kind.is_deleted_without_parent && number == kNone) return false;
        if (parent != nullptr && number == kNone) return false;
        if (number != kNone && !model_[number].is_alive && (!is_transient(number) || !may_be_added_again(number, met)))
            return false;
        if (kind.is_single && number != kNone && !model_.children(number, model_[thing].kind).empty()) return false;
    }
    for (const Kind child : kChildren) {
        if (operations(child).parent != model_[thing].kind) continue;
        const auto children = operations(child).shown_children(known_ref(thing), false);
        if (!children) continue;
        for (const void* const object : *children) {
            const int number = find(object);
            if (number == kNone || model_[number].is_alive) return false;
            if (is_transient(number) && !may_be_added_again(number, met)) return false;
        }
    }
    return true;
}

void Player::take_over_added_again() {
    for (int i = 0; i < model_.size(); ++i) {
        if (model_[i].is_alive || !is_known(i) || known_ref(i).header()->state != ObjectState::Pending) continue;
        const Content content = operations(model_[i].kind).content(known_ref(i));
        model_[i].is_alive = true;
        model_[i].key = model_[i].kind == Kind::Topic ? content.key : "";
        model_[i].label = content.label;
        model_[i].amount = content.amount;
        model_[i].parent = kNone;
    }
    for (const int thing : model_.alive()) {
        if (!is_known(thing)) continue;
        const KindOperations& kind = operations(model_[thing].kind);
        if (kind.knows_parent)
            if (const auto parent = kind.shown_parent(known_ref(thing), false))
                model_[thing].parent = *parent == nullptr ? kNone : thing_of(*parent, *kind.parent);
        if (model_[thing].kind != Kind::Owner) continue;
        if (const auto marks = operations(Kind::Mark).shown_children(known_ref(thing), false))
            for (const void* const mark : *marks) model_[thing_of(mark, Kind::Mark)].parent = thing;
    }
}

void Player::commit() {
    tell("commit");
    session_->commit();
    nested_.clear();
    model_.remove_orphans();
    compare_keys();
    committed_ = model_;
    has_forgotten_ = false;
}

void Player::rollback() {
    tell("rollback");
    session_->rollback();
    nested_.clear();
    model_.restore(committed_);
    compare_transient();
    // A row that is not there any more may have been loaded.
    if (std::exchange(has_forgotten_, false)) forget_objects();
}

void Player::begin_nested() {
    if (nested_.size() == 3) return;
    tell("begin a savepoint");
    NestedTransaction transaction = session_->begin_nested();
    model_.remove_orphans();
    compare_keys();
    nested_.push_back({std::move(transaction), model_});
}

void Player::end_nested(const Step& step, bool commits) {
    if (nested_.empty()) return;
    const std::size_t depth = step.a % nested_.size();
    tell(commits ? "commit" : "roll back", " savepoint ", std::to_string(depth), " of ",
         std::to_string(nested_.size()));
    Nested nested = std::move(nested_[depth]);
    if (commits) {
        nested.transaction.commit();
        drop_nested(depth);
        return model_.remove_orphans();
    }
    if (step.b % 2 == 0)
        nested.transaction.rollback();
    else
        const NestedTransaction dropped = std::move(nested.transaction);
    drop_nested(depth);
    model_.restore(nested.model);
    compare_transient();
    if (has_forgotten_) forget_objects();
}

void Player::drop_nested(std::size_t depth) {
    while (nested_.size() > depth) nested_.pop_back();
}

void Player::forget_objects() {
    session_->expunge_all();
    refs_.assign(refs_.size(), {});
}

void Player::forget_all() {
    tell("flush and expunge all");
    session_->flush();
    model_.remove_orphans();
    compare_keys();
    forget_objects();
    has_forgotten_ = true;
}

void Player::new_session(const Step& step) {
    commit();
    tell("new session");
    const std::vector<RefBase> detached = std::exchange(refs_, std::vector<RefBase>(refs_.size()));
    session_ = std::make_unique<Session>(engine_, options_);
    if (step.a % 2 == 0) merge_detached(step, detached);
}

void Player::query(const Step& step) {
    const Kind kind = static_cast<Kind>(step.a % kKinds);
    const KindOperations& found = operations(kind);
    if (!options_.autoflush) {
        tell("flush");
        session_->flush();
        model_.remove_orphans();
    }
    tell("select all ", found.name, "s");
    if (step.action == Action::Query) {
        std::vector<int> things;
        for (const void* const object : found.query(*session_)) things.push_back(thing_of(object, kind));
        model_.remove_orphans();
        std::sort(things.begin(), things.end());
        if (things != model_.alive(kind)) throw Mismatch("the query returned other objects than there are");
        return;
    }
    const auto values = found.query_values(*session_);
    model_.remove_orphans();
    learn_keys();
    if (!session_->is_modified()) compare_keys();  // it has flushed, unless the query could not see the changes
    if (values.size() != model_.alive(kind).size()) throw Mismatch("the query returned another number of values");
    for (const Content& value : values) {
        const auto things = model_.alive(kind);
        if (std::none_of(things.begin(), things.end(), [&](int i) {
                return model_[i].key == value.key && model_[i].label == value.label && model_[i].amount == value.amount;
            }))
            throw Mismatch(fmt::format("the query returned a value that is not there: {} {} {}", value.key, value.label,
                                       value.amount ? std::to_string(*value.amount) : "NULL"));
    }
}

void Player::load(const Step& step) {
    const int thing = choose(model_.alive(), step.a);
    if (thing == kNone) return;
    const RefBase object = ref(thing);
    const KindOperations& kind = operations(model_[thing].kind);
    tell("look at the relationships of ", name(thing));
    if (kind.knows_parent) static_cast<void>(kind.shown_parent(object, true));
    for (const Kind child : kChildren)
        if (operations(child).parent == model_[thing].kind && (step.b >> static_cast<unsigned>(child)) % 2 == 0)
            static_cast<void>(operations(child).shown_children(object, true));
}

void Player::get(const Step& step) {
    const int thing = choose(model_.alive(), step.a);
    if (thing == kNone || model_[thing].key.empty() || model_.is_orphan(thing)) return;
    const bool is_pending = is_known(thing) && known_ref(thing).header()->state == ObjectState::Pending;
    if (is_pending && !options_.autoflush) return;
    tell("get ", name(thing));
    const RefBase found = operations(model_[thing].kind).get(*session_, model_[thing].key);
    if (found.header() == nullptr) throw Mismatch(name(thing) + " is not found by its key " + model_[thing].key);
    if (is_known(thing) && found.header() != known_ref(thing).header())
        throw Mismatch("two objects stand for " + name(thing));
    refs_[static_cast<std::size_t>(thing)] = found;
}

void Player::get_deleted(const Step& step) {
    std::vector<int> dead;
    for (int i = 0; i < model_.size(); ++i)
        if (!model_[i].is_alive && !model_[i].key.empty()) dead.push_back(i);
    const int thing = choose(dead, step.a);
    if (thing == kNone || !options_.autoflush) return;
    for (const int other : model_.alive(model_[thing].kind))  // the database gives keys again
        if (model_[other].key.empty() || model_[other].key == model_[thing].key) return;
    tell("get ", name(thing), ", which was deleted");
    if (operations(model_[thing].kind).get(*session_, model_[thing].key).header() != nullptr)
        throw Mismatch(name(thing) + " is found, but was deleted");
}

void Player::refresh(const Step& step) {
    const int thing = choose(model_.alive(), step.a);
    if (thing == kNone) return;
    tell("flush");
    session_->flush();
    model_.remove_orphans();
    if (!model_[thing].is_alive) return;
    const RefBase object = ref(thing);
    tell("refresh ", name(thing));
    operations(model_[thing].kind).refresh(*session_, object);
}

// Two labels are made equal; then that is mended.
void Player::fail_to_flush(const Step& step) {
    std::vector<int> things = model_.alive();
    std::erase_if(things, [&](int i) { return model_.is_orphan(i); });
    const int thing = choose(things, step.a);
    if (thing == kNone) return;
    const RefBase object = ref(thing);
    std::vector<int> others = model_.alive(model_[thing].kind);
    std::erase_if(others, [&](int i) { return i == thing || model_.is_orphan(i); });
    const int other = choose(others, step.b);
    if (other == kNone) return;
    const KindOperations& kind = operations(model_[thing].kind);
    tell("give ", name(thing), " the label of ", name(other), ", fail to flush, and give it its own back");
    kind.set_label(object, model_[other].label);
    bool has_failed = false;
    try {
        session_->flush();
    } catch (const UniqueViolation&) {
        has_failed = true;
    }
    kind.set_label(object, model_[thing].label);
    if (!has_failed) throw Mismatch("the same label was written twice");
}

void Player::check() {
    tell("check");
    session_->flush();
    model_.remove_orphans();
    log_.clear();
    session_->flush();
    if (!log_.sql().empty()) throw Mismatch("a second flush writes: " + log_.sql().front());
    if (session_->is_modified()) throw Mismatch("the session is modified after a flush");
    compare_keys();
    compare_rows(session_->connection());
    compare_memory(true);
}

// An orphan is deleted by the next flush, also one that comes with a query.
void Player::settle_orphans() {
    for (int i = 0; i < model_.size(); ++i) {
        if (!model_.is_orphan(i) || !is_known(i)) continue;
        const ObjectState state = known_ref(i).header()->state;
        if (state != ObjectState::Pending && state != ObjectState::Persistent) model_.remove(i);
    }
}

}  // namespace azoth::test::random_session
