// SPDX-License-Identifier: MIT
#include "support/random_session/kind.hpp"

#include <charconv>
#include <tuple>
#include <type_traits>

#include "support/random_session/entities.hpp"

namespace azoth::test::random_session {
namespace {

using orm::RefBase;

template <class T>
struct Traits {
    using Parent = void;
    using Children = std::tuple<>;
};
template <>
struct Traits<Owner> {
    static constexpr Kind kKind = Kind::Owner;
    using Parent = void;
    using Children = std::tuple<Part, Note, Card, Mark, Line>;
};
template <>
struct Traits<Line> {
    static constexpr Kind kKind = Kind::Line;
    static constexpr auto kChildren = &Owner::lines;
    using Parent = Owner;
    using Children = std::tuple<>;
};
template <>
struct Traits<Tag> {
    static constexpr Kind kKind = Kind::Tag;
    using Parent = void;
    using Children = std::tuple<>;
};
template <>
struct Traits<Part> {
    static constexpr Kind kKind = Kind::Part;
    static constexpr auto kChildren = &Owner::parts;
    using Parent = Owner;
    using Children = std::tuple<>;
};
template <>
struct Traits<Note> {
    static constexpr Kind kKind = Kind::Note;
    static constexpr auto kChildren = &Owner::notes;
    using Parent = Owner;
    using Children = std::tuple<>;
};
template <>
struct Traits<Card> {
    static constexpr Kind kKind = Kind::Card;
    static constexpr auto kChildren = &Owner::card;
    using Parent = Owner;
    using Children = std::tuple<>;
};
template <>
struct Traits<Mark> {
    static constexpr Kind kKind = Kind::Mark;
    static constexpr auto kChildren = &Owner::marks;
    using Parent = Owner;
    using Children = std::tuple<>;
};
template <>
struct Traits<Node> {
    static constexpr Kind kKind = Kind::Node;
    static constexpr auto kChildren = &Node::children;
    using Parent = Node;
    using Children = std::tuple<Node>;
};
template <>
struct Traits<Topic> {
    static constexpr Kind kKind = Kind::Topic;
    using Parent = void;
    using Children = std::tuple<Entry>;
};
template <>
struct Traits<Entry> {
    static constexpr Kind kKind = Kind::Entry;
    static constexpr auto kChildren = &Topic::entries;
    using Parent = Topic;
    using Children = std::tuple<>;
};

template <class T>
using ParentOf = typename Traits<T>::Parent;
template <class T>
inline constexpr bool kHasParent = !std::is_void_v<ParentOf<T>>;
template <class T>
inline constexpr bool kKnowsParent = requires(T object) {
    object.parent;
};
template <class T>
inline constexpr bool kIsSingle = std::is_same_v<T, Card>;

template <class T>
Ref<T> as(const RefBase& object) {
    return object.header() == nullptr ? Ref<T>() : Ref<T>(*static_cast<T*>(object.header()->object()));
}
template <class T>
const T& seen(const RefBase& object) {
    return *static_cast<const T*>(object.header()->object());
}

std::string key_text(std::int64_t key) {
    return std::to_string(key);
}
std::string key_text(const std::string& key) {
    return key;
}
template <class Key>
std::optional<std::string> key_text(const std::optional<Key>& key) {
    return key ? std::optional(key_text(*key)) : std::nullopt;
}

Content content_of(const Line& line) {
    return {.key = key_text(line.owner_id) + "/" + std::to_string(line.number),
            .label = line.label,
            .amount = line.amount,
            .parent_key = key_text(line.owner_id)};
}
template <class T>
Content content_of(const T& object) {
    Content content{.key = key_text(object.id), .label = object.label, .amount = object.amount};
    if constexpr (kHasParent<T>) content.parent_key = key_text(object.parent_key);
    return content;
}

std::int64_t number_in(std::string_view text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

void set_key(Topic& topic, const std::string& key) {
    topic.id = key;
}
/// The number alone, or behind the key of the owner.
void set_key(Line& line, const std::string& key) {
    const auto slash = key.find('/');
    if (slash != std::string::npos) line.owner_id = number_in(key);
    line.number = static_cast<int>(number_in(std::string_view(key).substr(slash == std::string::npos ? 0 : slash + 1)));
}
template <class T>
void set_key(T& object, const std::string& key) {
    object.id = number_in(key);
}

template <class T>
Ref<T> get(Session& session, const std::string& key) {
    T value;
    set_key(value, key);
    if constexpr (std::is_same_v<T, Line>)
        return session.get<T>(value.owner_id, value.number);
    else
        return session.get<T>(value.id);
}

template <class T>
T value_of(const Content& content) {
    T value;
    value.label = content.label;
    value.amount = content.amount;
    if (!content.key.empty()) set_key(value, content.key);
    if constexpr (std::is_same_v<T, Entry>) {
        value.parent_key = content.parent_key;
    } else if constexpr (requires { value.parent_key; }) {
        if (content.parent_key) value.parent_key = number_in(*content.parent_key);
    }
    return value;
}

template <class T>
std::vector<Content> rows(Connection& connection) {
    std::vector<Content> result;
    const std::string table(operations(Traits<T>::kKind).table);
    if constexpr (std::is_same_v<T, Line>) {
        const auto query = text("SELECT owner_id, number, label, amount FROM " + table);
        for (auto [owner, number, label, amount] :
             connection.execute(query.columns<std::int64_t, int, std::string, std::optional<int>>()))
            result.push_back({key_text(owner) + "/" + std::to_string(number), label, amount, key_text(owner)});
    } else if constexpr (kHasParent<T>) {
        using Key = decltype(T::id);
        using ParentKey = std::optional<decltype(ParentOf<T>::id)>;
        const auto query = text("SELECT id, label, amount, parent_key FROM " + table);
        for (auto [key, label, amount, parent] :
             connection.execute(query.columns<Key, std::string, std::optional<int>, ParentKey>()))
            result.push_back({key_text(key), label, amount, key_text(parent)});
    } else {
        using Key = decltype(T::id);
        const auto query = text("SELECT id, label, amount FROM " + table);
        for (auto [key, label, amount] : connection.execute(query.columns<Key, std::string, std::optional<int>>()))
            result.push_back({key_text(key), label, amount, {}});
    }
    return result;
}

template <class T>
T make(const Graph& graph);

template <class T, class Child>
void add_to(T& value, const Graph& child) {
    if (child.kind != Traits<Child>::kKind) return;
    auto& relation = value.*Traits<Child>::kChildren;
    if constexpr (kIsSingle<Child>) {
        if (child.existing.header() != nullptr)
            relation = as<Child>(child.existing);
        else
            relation = make<Child>(child);
    } else {
        if (child.existing.header() != nullptr)
            relation.push_back(as<Child>(child.existing));
        else
            relation.push_back(make<Child>(child));
    }
}

template <class T, class... Children>
void add_children(T& value, const Graph& graph, std::type_identity<std::tuple<Children...>> /*classes*/) {
    for (const Graph& child : graph.children) (add_to<T, Children>(value, child), ...);
}

template <class T>
T make(const Graph& graph) {
    T value;
    value.label = graph.label;
    value.amount = graph.amount;
    if constexpr (std::is_same_v<T, Topic> || std::is_same_v<T, Line>) set_key(value, graph.key);
    if constexpr (kKnowsParent<T>) {
        for (const Graph& parent : graph.parent) {
            if (parent.existing.header() != nullptr)
                value.parent = as<ParentOf<T>>(parent.existing);
            else
                value.parent = make<ParentOf<T>>(parent);
        }
    }
    add_children(value, graph, std::type_identity<typename Traits<T>::Children>{});
    return value;
}

/// Where the values of a graph have gone.
template <class T>
void find_refs(const T& object, const Graph& graph, std::vector<RefBase>& refs);

template <class T, class Child>
void find_child(const T& object, const Graph& child, std::vector<RefBase>& refs) {
    if (child.kind != Traits<Child>::kKind || child.existing.header() != nullptr) return;
    const auto& relation = object.*Traits<Child>::kChildren;
    if constexpr (kIsSingle<Child>) {
        if (relation && relation->label == child.label) find_refs<Child>(*relation, child, refs);
    } else {
        for (const Child& element : relation)
            if (element.label == child.label) find_refs<Child>(element, child, refs);
    }
}

template <class T, class... Children>
void find_children(const T& object, const Graph& graph, std::vector<RefBase>& refs,
                   std::type_identity<std::tuple<Children...>> /*classes*/) {
    for (const Graph& child : graph.children) (find_child<T, Children>(object, child, refs), ...);
}

template <class T>
void find_refs(const T& object, const Graph& graph, std::vector<RefBase>& refs) {
    refs[static_cast<std::size_t>(graph.thing)] = RefBase(const_cast<T*>(&object));
    find_children(object, graph, refs, std::type_identity<typename Traits<T>::Children>{});
    if constexpr (kKnowsParent<T>)
        for (const Graph& parent : graph.parent)
            if (parent.existing.header() == nullptr) find_refs<ParentOf<T>>(*object.parent, parent, refs);
}

template <class T>
KindOperations class_operations(std::string_view name, std::string_view table) {
    return {
        .name = name,
        .table = table,
        .parent = {},
        .content = [](const RefBase& object) { return content_of(seen<T>(object)); },
        .set_label = [](const RefBase& object, const std::string& label) { as<T>(object)->label = label; },
        .set_amount = [](const RefBase& object, std::optional<int> amount) { as<T>(object)->amount = amount; },
        .get = [](Session& session, const std::string& key) -> RefBase { return get<T>(session, key); },
        .add_again = [](Session& session, const RefBase& object) { session.add(as<T>(object)); },
        .delete_ = [](Session& session, const RefBase& object) { session.delete_(as<T>(object)); },
        .refresh = [](Session& session, const RefBase& object) { session.refresh(as<T>(object)); },
        .query =
            [](Session& session) {
                Objects objects;
                for (const Ref<T>& object : session.scalars(select<T>())) objects.push_back(object.get());
                return objects;
            },
        .query_values =
            [](Session& session) {
                std::vector<Content> contents;
                for (const Ref<const T>& object : session.scalars(select<const T>()))
                    contents.push_back(content_of(*object));
                return contents;
            },
        .rows = [](Connection& connection) { return rows<T>(connection); },
        .add =
            [](Session& session, const Graph& graph, std::vector<RefBase>& refs) {
                const Ref<T> root = session.add(make<T>(graph));
                find_refs<T>(*root, graph, refs);
            },
        .merge = [](Session& session, const Content& content) -> RefBase {
            return session.merge(value_of<T>(content));
        },
        .merge_detached = [](Session& session, const RefBase& object) -> RefBase {
            return session.merge(as<T>(object));
        },
        .set_key = [](const RefBase& object, const std::string& key) { set_key(*as<T>(object), key); },
    };
}

template <class T>
void put(const RefBase& parent, const RefBase& child) {
    auto& relation = as<ParentOf<T>>(parent).operator->()->*Traits<T>::kChildren;
    if constexpr (kIsSingle<T>)
        relation = as<T>(child);
    else
        relation.push_back(as<T>(child));
}

template <class T>
void put_new(const RefBase& parent, const Graph& child, std::vector<RefBase>& refs) {
    Ref<ParentOf<T>> owner = as<ParentOf<T>>(parent);
    auto& relation = (*owner).*Traits<T>::kChildren;
    if constexpr (kIsSingle<T>) {
        relation = make<T>(child);
        find_refs<T>(*std::as_const(relation), child, refs);
    } else {
        find_refs<T>(relation.push_back(make<T>(child)), child, refs);
    }
}

template <class T>
void take_out(const RefBase& parent, [[maybe_unused]] const RefBase& child) {
    Ref<ParentOf<T>> owner = as<ParentOf<T>>(parent);
    auto& relation = (*owner).*Traits<T>::kChildren;
    if constexpr (kIsSingle<T>)
        relation = nullptr;
    else
        relation.remove(as<T>(child));
}

template <class T>
std::optional<Objects> shown_children(const RefBase& parent, bool loads) {
    const auto& relation = seen<ParentOf<T>>(parent).*Traits<T>::kChildren;
    if (!loads && !relation.is_loaded()) return std::nullopt;
    Objects objects;
    if constexpr (kIsSingle<T>) {
        if (relation) objects.push_back(&*relation);
    } else {
        for (const T& child : relation) objects.push_back(&child);
    }
    return objects;
}

template <class T>
KindOperations child_operations(std::string_view name, std::string_view table) {
    KindOperations result = class_operations<T>(name, table);
    result.parent = Traits<ParentOf<T>>::kKind;
    result.is_single = kIsSingle<T>;
    result.is_deleted_without_parent = std::is_same_v<T, Part> || std::is_same_v<T, Line>;
    result.is_deleted_with_parent = result.is_deleted_without_parent || std::is_same_v<T, Node>;
    result.knows_parent = kKnowsParent<T>;
    result.put = put<T>;
    result.put_new = put_new<T>;
    result.take_out = take_out<T>;
    result.shown_children = shown_children<T>;
    if constexpr (!kIsSingle<T>)
        result.clear = [](const RefBase& parent) {
            Ref<ParentOf<T>> owner = as<ParentOf<T>>(parent);
            ((*owner).*Traits<T>::kChildren).clear();
        };
    if constexpr (kKnowsParent<T> && !kIsSingle<T> && !std::is_same_v<T, Line>)
        result.merge_children = [](Session& session, const Content& parent, const std::vector<Content>& children) {
            ParentOf<T> value = value_of<ParentOf<T>>(parent);
            for (const Content& child : children) (value.*Traits<T>::kChildren).push_back(value_of<T>(child));
            session.merge(std::move(value));
        };
    if constexpr (kKnowsParent<T>) {
        result.set_parent = [](const RefBase& child, const RefBase& parent) {
            as<T>(child)->parent = as<ParentOf<T>>(parent);
        };
        result.set_new_parent = [](const RefBase& child, const Graph& parent, std::vector<RefBase>& refs) {
            as<T>(child)->parent = make<ParentOf<T>>(parent);
            find_refs<ParentOf<T>>(*seen<T>(child).parent, parent, refs);
        };
        result.shown_parent = [](const RefBase& child, bool loads) -> std::optional<const void*> {
            const One<ParentOf<T>>& parent = seen<T>(child).parent;
            if (!loads && !parent.is_loaded()) return std::nullopt;
            return parent ? &*parent : nullptr;
        };
    }
    return result;
}

}  // namespace

const KindOperations& operations(Kind kind) {
    static const KindOperations all[kKinds] = {
        class_operations<Owner>("Owner", "random_owners"), child_operations<Part>("Part", "random_parts"),
        child_operations<Note>("Note", "random_notes"),    child_operations<Card>("Card", "random_cards"),
        child_operations<Mark>("Mark", "random_marks"),    child_operations<Node>("Node", "random_nodes"),
        class_operations<Topic>("Topic", "random_topics"), child_operations<Entry>("Entry", "random_entries"),
        child_operations<Line>("Line", "random_lines"),    class_operations<Tag>("Tag", "random_tags"),
    };
    return all[static_cast<std::size_t>(kind)];
}

void link(const RefBase& owner, const RefBase& tag, bool from_owner) {
    if (from_owner)
        as<Owner>(owner)->tags.push_back(as<Tag>(tag));
    else
        as<Tag>(tag)->owners.push_back(as<Owner>(owner));
}

void unlink(const RefBase& owner, const RefBase& tag, bool from_owner) {
    if (from_owner)
        as<Owner>(owner)->tags.remove(as<Tag>(tag));
    else
        as<Tag>(tag)->owners.remove(as<Owner>(owner));
}

void link_new(const RefBase& owner, const Graph& tag, std::vector<RefBase>& refs) {
    find_refs<Tag>(as<Owner>(owner)->tags.push_back(make<Tag>(tag)), tag, refs);
}

void clear_links(Kind kind, const RefBase& object) {
    if (kind == Kind::Owner)
        as<Owner>(object)->tags.clear();
    else
        as<Tag>(object)->owners.clear();
}

std::optional<Objects> shown_links(Kind kind, const RefBase& object, bool loads) {
    const auto shown = [&](const auto& relation) -> std::optional<Objects> {
        if (!loads && !relation.is_loaded()) return std::nullopt;
        Objects objects;
        for (const auto& other : relation) objects.push_back(&other);
        return objects;
    };
    return kind == Kind::Owner ? shown(seen<Owner>(object).tags) : shown(seen<Tag>(object).owners);
}

std::vector<std::pair<std::string, std::string>> link_rows(Connection& connection) {
    std::vector<std::pair<std::string, std::string>> rows;
    const auto query = text("SELECT owner_id, tag_id FROM random_owner_tags ORDER BY owner_id, tag_id");
    for (auto [owner, tag] : connection.execute(query.columns<std::int64_t, std::int64_t>()))
        rows.emplace_back(key_text(owner), key_text(tag));
    return rows;
}

void create_tables(const Engine& engine) {
    Registry::of<Owner, Part, Note, Card, Mark, Node, Topic, Entry, Line, Tag>().create_all(engine);
}

void empty_tables(const Engine& engine) {
    engine.begin([](Connection& connection) {
        connection.run("UPDATE random_nodes SET parent_key = NULL");
        connection.run("DELETE FROM random_owner_tags");
        for (const Kind kind : {Kind::Part, Kind::Note, Kind::Card, Kind::Mark, Kind::Entry, Kind::Line, Kind::Owner,
                                Kind::Node, Kind::Topic, Kind::Tag})
            connection.run("DELETE FROM " + std::string(operations(kind).table));
    });
}

}  // namespace azoth::test::random_session
