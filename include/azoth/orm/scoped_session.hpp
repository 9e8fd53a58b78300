// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>

#include "azoth/orm/session_factory.hpp"

namespace azoth {

namespace orm {

/// The sessions of the running thread, by the number of their ScopedSession.
class ThreadSessions {
public:
    static std::uint64_t next_number();
    /// Null when there is none.
    static Session* find(std::uint64_t number);
    static Session& add(std::uint64_t number, Session session);
    static void remove(std::uint64_t number);
};

}  // namespace orm

/// A session for each thread, made when the thread first asks for it: for code that cannot hand a session along.
///
///     const ScopedSession sessions{SessionFactory(engine)};
///     sessions->add(Book{.title = "Solaris"});   // anywhere in this thread
///     sessions->commit();
///     sessions.remove();                         // at the end of the request
///
/// A thread's session ends with the thread at the latest, and what was not committed is rolled back.
/// Thread safety: may be shared; each thread has its own session.
class ScopedSession {
public:
    explicit ScopedSession(SessionFactory factory)
        : factory_(std::move(factory)), number_(orm::ThreadSessions::next_number()) {}

    /// This thread's.
    Session& operator()() const {
        Session* const known = orm::ThreadSessions::find(number_);
        return known != nullptr ? *known : orm::ThreadSessions::add(number_, factory_());
    }
    Session* operator->() const { return &(*this)(); }
    /// Whether this thread has one.
    bool has_session() const { return orm::ThreadSessions::find(number_) != nullptr; }
    /// Ends this thread's session. The next use makes another.
    void remove() const { orm::ThreadSessions::remove(number_); }

private:
    SessionFactory factory_;
    std::uint64_t number_;
};

}  // namespace azoth
