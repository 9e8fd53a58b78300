// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "azoth/orm/session_listener.hpp"
#include "azoth/sql/statement_node.hpp"

namespace azoth::orm {

/// The listeners of a session, and what they are to be told. There is none where nobody listens.
class SessionEvents {
public:
    using Notice = void (SessionListener::*)(Session&);
    using Listeners = std::vector<std::shared_ptr<SessionListener>>;

    explicit SessionEvents(Listeners listeners) : listeners_(std::move(listeners)) {}

    void add(std::shared_ptr<SessionListener> listener) { listeners_.push_back(std::move(listener)); }
    void remove(const SessionListener* listener);
    bool empty() const { return listeners_.empty(); }

    void tell(SessionCore& session, Notice notice) const;
    /// Nothing, while they are told of another one.
    void tell_execution(SessionCore& session, OrmExecuteState& state);
    void tell_bulk(SessionCore& session, const sql::StatementNode& statement, std::int64_t rowcount) const;
    void tell_begin(SessionCore& session, Connection& connection) const;

    /// Remembers a change until deliver(). Nobody is told of one that there is no memory for: what makes it, a rollback
    /// for example, comes to its end.
    void note(ObjectHeader& header, ObjectState to, bool is_loaded = false) noexcept;
    std::size_t noted() const { return changes_.size(); }
    /// What came after noted() had this value was undone.
    void forget_from(std::size_t noted) {
        if (noted < changes_.size()) changes_.resize(noted);
    }
    void make_room(std::size_t changes) { changes_.reserve(changes_.size() + changes); }
    /// Tells of the changes. Those of listeners come with it.
    void deliver(SessionCore& session);

private:
    Listeners listeners_;
    std::vector<StateChange> changes_;
    bool is_delivering_ = false;
    bool is_executing_ = false;
};

}  // namespace azoth::orm
