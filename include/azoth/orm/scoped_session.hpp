// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>

#include "azoth/orm/session_factory.hpp"

namespace azoth {

namespace orm {

/// The sessions of a ScopedSession, one for each thread. All functions are for the running thread's.
class ThreadSessions {
public:
    ThreadSessions();
    ThreadSessions(const ThreadSessions&) = delete;
    ThreadSessions& operator=(const ThreadSessions&) = delete;
    ~ThreadSessions() { remove(); }

    /// Null when there is none.
    Session* find() const;
    static Session& add(const std::shared_ptr<const ThreadSessions>& owner, Session session);
    void remove() const;

private:
    const std::uint64_t number_;
};

}  // namespace orm

/// A session for each thread, made when the thread first asks for it: for code that cannot hand a session along.
///
///     const ScopedSession sessions{SessionFactory(engine)};
///     sessions->add(Book{.title = "Solaris"});   // anywhere in this thread
///     sessions->commit();
///     sessions.remove();                         // at the end of the request
///
/// A thread's session ends with the thread at the latest, and what was not committed is rolled back. With the last copy
/// of the ScopedSession, the session of the thread that destroys it ends. Those of other threads are theirs: each ends
/// with its thread, or when that begins a session of another ScopedSession; let the threads remove() theirs before.
/// Thread safety: may be shared; each thread has its own session.
class ScopedSession {
public:
    explicit ScopedSession(SessionFactory factory);
    // What is moved from is still of use.
    ScopedSession(const ScopedSession&) = default;
    ScopedSession& operator=(const ScopedSession&) = default;

    /// This thread's.
    Session& operator()() const {
        Session* const known = sessions_->find();
        return known != nullptr ? *known : orm::ThreadSessions::add(sessions_, factory_());
    }
    Session* operator->() const { return &(*this)(); }
    /// Whether this thread has one.
    bool has_session() const { return sessions_->find() != nullptr; }
    /// Ends this thread's session. The next use makes another.
    void remove() const { sessions_->remove(); }

private:
    SessionFactory factory_;
    std::shared_ptr<const orm::ThreadSessions> sessions_;
};

}  // namespace azoth
