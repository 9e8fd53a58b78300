// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "support/random_session/kind.hpp"

namespace azoth::test::random_session {

/// Rows of every class, and work in a session that inserts, updates, moves and deletes in all of their tables.
class ChangedWorld {
public:
    /// Writes the rows and commits.
    static void fill(const Engine& engine);
    /// Loads the objects that are to be changed, with their relationships.
    explicit ChangedWorld(Session& session);

    /// The first half of the work, and the second.
    void change_owners();
    void change_trees();
    /// With the first half: links, and lines, whose keys change with their owners.
    void change_links();

    /// All objects and what their relationships show, without a query; two are the same when nothing was changed.
    std::string shown() const;
    /// The rows of all tables, with labels instead of keys.
    static std::string rows(Connection& connection);

private:
    const orm::RefBase& at(const std::string& label) const { return objects_.at(label).second; }

    Session* session_;
    std::map<std::string, std::pair<Kind, orm::RefBase>> objects_;
};

}  // namespace azoth::test::random_session
