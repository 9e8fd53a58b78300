// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "azoth/orm/session.hpp"

namespace azoth::test::random_session {

enum class Kind { Owner, Part, Note, Card, Mark, Node, Topic, Entry, Line, Tag };
inline constexpr std::size_t kKinds = 10;

/// Values to be added to a session as one graph.
struct Graph {
    int thing = -1;         ///< of the model
    orm::RefBase existing;  ///< set: an object that the session has
    Kind kind = Kind::Owner;
    std::string key;  ///< where the user gives it; of a line, its number
    std::string label;
    std::optional<int> amount;
    std::vector<Graph> parent;  ///< one or none
    std::vector<Graph> children;
};

/// What an object or a row holds.
struct Content {
    std::string key;
    std::string label;
    std::optional<int> amount;
    std::optional<std::string> parent_key;

    friend bool operator==(const Content&, const Content&) = default;
};

using Objects = std::vector<const void*>;

/// The operations on objects of one class, so that everything else need not know it. Members of objects are read
/// through const access, which does not touch them.
struct KindOperations {
    std::string_view name;
    std::string_view table;
    std::optional<Kind> parent;
    bool is_single = false;  ///< a parent has one at most
    bool is_deleted_with_parent = false;
    bool is_deleted_without_parent = false;
    bool knows_parent = false;

    Content (*content)(const orm::RefBase& object) = nullptr;
    void (*set_label)(const orm::RefBase& object, const std::string& label) = nullptr;
    void (*set_amount)(const orm::RefBase& object, std::optional<int> amount) = nullptr;
    orm::RefBase (*get)(Session& session, const std::string& key) = nullptr;
    void (*add_again)(Session& session, const orm::RefBase& object) = nullptr;
    void (*delete_)(Session& session, const orm::RefBase& object) = nullptr;
    void (*refresh)(Session& session, const orm::RefBase& object) = nullptr;
    Objects (*query)(Session& session) = nullptr;
    std::vector<Content> (*query_values)(Session& session) = nullptr;
    std::vector<Content> (*rows)(Connection& connection) = nullptr;
    /// Adds the graph; tells the object of each value.
    void (*add)(Session& session, const Graph& graph, std::vector<orm::RefBase>& refs) = nullptr;

    /// Merges a value with the key of a row.
    orm::RefBase (*merge)(Session& session, const Content& content) = nullptr;
    /// Merges an object of a session that is gone.
    orm::RefBase (*merge_detached)(Session& session, const orm::RefBase& object) = nullptr;
    /// Where the user gives keys.
    void (*set_key)(const orm::RefBase& object, const std::string& key) = nullptr;

    // Null where there is no parent, or it is not known.
    void (*set_parent)(const orm::RefBase& child, const orm::RefBase& parent) = nullptr;
    void (*set_new_parent)(const orm::RefBase& child, const Graph& parent, std::vector<orm::RefBase>& refs) = nullptr;
    void (*put)(const orm::RefBase& parent, const orm::RefBase& child) = nullptr;
    void (*put_new)(const orm::RefBase& parent, const Graph& child, std::vector<orm::RefBase>& refs) = nullptr;
    void (*take_out)(const orm::RefBase& parent, const orm::RefBase& child) = nullptr;
    void (*clear)(const orm::RefBase& parent) = nullptr;
    /// Null in the result: no parent. Empty: not loaded, and `loads` is false.
    std::optional<const void*> (*shown_parent)(const orm::RefBase& child, bool loads) = nullptr;
    std::optional<Objects> (*shown_children)(const orm::RefBase& parent, bool loads) = nullptr;
    /// Merges a value of a parent that holds values of children, some of which have keys of rows.
    void (*merge_children)(Session& session, const Content& parent, const std::vector<Content>& children) = nullptr;
};

// Owners and tags, any number of each. `from_owner`: by the owner's side.
void link(const orm::RefBase& owner, const orm::RefBase& tag, bool from_owner);
void unlink(const orm::RefBase& owner, const orm::RefBase& tag, bool from_owner);
void link_new(const orm::RefBase& owner, const Graph& tag, std::vector<orm::RefBase>& refs);
void clear_links(Kind kind, const orm::RefBase& object);
/// Empty: not loaded, and `loads` is false.
std::optional<Objects> shown_links(Kind kind, const orm::RefBase& object, bool loads);
/// The keys of owner and tag.
std::vector<std::pair<std::string, std::string>> link_rows(Connection& connection);

const KindOperations& operations(Kind kind);

void create_tables(const Engine& engine);
void empty_tables(const Engine& engine);

}  // namespace azoth::test::random_session
