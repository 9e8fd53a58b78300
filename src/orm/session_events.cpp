// SPDX-License-Identifier: MIT
#include "orm/session_events.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "azoth/base/log.hpp"
#include "azoth/orm/orm_execute_state.hpp"
#include "azoth/orm/session.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

namespace {

/// The call that listeners are told of goes on with the session's objects behind them.
class ListeningCall {
public:
    explicit ListeningCall(SessionCore& session) : session_(session) { ++session_.calls_listening; }
    ListeningCall(const ListeningCall&) = delete;
    ListeningCall& operator=(const ListeningCall&) = delete;
    ~ListeningCall() { --session_.calls_listening; }

private:
    SessionCore& session_;
};

}  // namespace

void SessionEvents::remove(const SessionListener* listener) {
    std::erase_if(listeners_, [&](const auto& known) { return known.get() == listener; });
}

// A copy of the list: a listener may remove itself.
void SessionEvents::tell(SessionCore& session, Notice notice) const {
    Session handle(session.shared_from_this());
    for (const auto& listener : Listeners(listeners_)) (listener.get()->*notice)(handle);
}

void SessionEvents::tell_begin(SessionCore& session, Connection& connection) const {
    Session handle(session.shared_from_this());
    const ListeningCall call(session);
    for (const auto& listener : Listeners(listeners_)) listener->after_begin(handle, connection);
}

void SessionEvents::tell_execution(SessionCore& session, OrmExecuteState& state) {
    if (is_executing_) return;
    struct Executing {
        bool& is_it;
        explicit Executing(bool& flag) : is_it(flag) { is_it = true; }
        ~Executing() { is_it = false; }
    } const until_the_end(is_executing_);
    Session handle(session.shared_from_this());
    const ListeningCall call(session);
    for (const auto& listener : Listeners(listeners_)) {
        listener->do_orm_execute(handle, state);
        if (state.result()) return;
    }
}

void SessionEvents::tell_bulk(SessionCore& session, const sql::StatementNode& statement, std::int64_t rowcount) const {
    Session handle(session.shared_from_this());
    const ListeningCall call(session);
    const BulkChange change{statement, rowcount};
    const bool is_update = statement.kind() == sql::NodeKind::Update;
    for (const auto& listener : Listeners(listeners_))
        is_update ? listener->after_bulk_update(handle, change) : listener->after_bulk_delete(handle, change);
}

void SessionEvents::note(ObjectHeader& header, ObjectState to, bool is_loaded) noexcept {
    const ObjectState from = is_loaded ? ObjectState::Transient : header.state;
    if (from == to) return;
    try {
        changes_.push_back({AnyRef(header.object()), from, to, is_loaded});
    } catch (const std::bad_alloc&) {
        // Nobody is told of it.
    }
}

void SessionEvents::deliver(SessionCore& session) {
    if (is_delivering_ || changes_.empty()) return;
    is_delivering_ = true;
    std::vector<StateChange> told;
    std::size_t next = 0;
    try {
        Session handle(session.shared_from_this());
        const ListeningCall call(session);
        while (!changes_.empty()) {
            told = std::exchange(changes_, {});
            for (next = 0; next < told.size();) {
                const StateChange& change = told[next++];
                for (const auto& listener : Listeners(listeners_)) listener->on_state_change(handle, change);
            }
        }
    } catch (...) {
        changes_.insert(changes_.begin(), told.begin() + static_cast<std::ptrdiff_t>(next), told.end());
        is_delivering_ = false;
        throw;
    }
    is_delivering_ = false;
}

void SessionCore::add_listener(std::shared_ptr<SessionListener> listener) {
    if (events == nullptr) events = std::make_unique<SessionEvents>(SessionEvents::Listeners());
    events->add(std::move(listener));
}

void SessionCore::remove_listener(const SessionListener* listener) {
    if (events != nullptr) events->remove(listener);
}

void SessionCore::tell_of_rollback() noexcept {
    try {
        tell(&SessionListener::after_rollback);
        tell(&SessionListener::after_soft_rollback);
    } catch (const std::exception& error) {
        log(LogLevel::Warning, "azoth.orm", std::string("a listener of a rollback has failed: ") + error.what());
    } catch (...) {
        log(LogLevel::Warning, "azoth.orm", "a listener of a rollback has failed");
    }
}

void SessionCore::flush_with_events() {
    deliver();
    if (!has_net_work()) return;
    const ListeningCall call(*this);
    is_flushing_ = true;
    try {
        tell(&SessionListener::before_flush);
    } catch (...) {
        is_flushing_ = false;
        throw;
    }
    is_flushing_ = false;
    write_all();
    deliver();
    tell(&SessionListener::after_flush_postexec);
}

}  // namespace azoth::orm
