// SPDX-License-Identifier: MIT
#include "azoth/orm/scoped_session.hpp"

#include <algorithm>
#include <atomic>
#include <unordered_map>
#include <utility>

namespace azoth::orm {
namespace {

/// The sessions of a thread, by the numbers of their owners.
struct ThreadsOwn {
    struct Entry {
        std::weak_ptr<const ThreadSessions> owner;
        Session session;
    };

    ThreadsOwn();
    ThreadsOwn(const ThreadsOwn&) = delete;
    ThreadsOwn& operator=(const ThreadsOwn&) = delete;
    ~ThreadsOwn();

    std::unordered_map<std::uint64_t, Entry> sessions;
};

// An owner with static storage outlives those of the main thread.
thread_local ThreadsOwn* of_this_thread = nullptr;

ThreadsOwn::ThreadsOwn() { of_this_thread = this; }
ThreadsOwn::~ThreadsOwn() { of_this_thread = nullptr; }

ThreadsOwn& make_own() {
    thread_local ThreadsOwn own;
    return own;
}

std::uint64_t next_number() {
    static std::atomic<std::uint64_t> number = 0;
    return ++number;
}

/// Taken out first: what its end calls may ask for a session again.
void remove_of_the_dead(ThreadsOwn& own) {
    const auto is_dead = [](const auto& entry) { return entry.second.owner.expired(); };
    for (auto dead = std::find_if(own.sessions.begin(), own.sessions.end(), is_dead); dead != own.sessions.end();
         dead = std::find_if(own.sessions.begin(), own.sessions.end(), is_dead))
        const auto ended = own.sessions.extract(dead);
}

}  // namespace

ThreadSessions::ThreadSessions() : number_(next_number()) {}

Session* ThreadSessions::find() const {
    if (of_this_thread == nullptr) return nullptr;
    const auto found = of_this_thread->sessions.find(number_);
    return found == of_this_thread->sessions.end() ? nullptr : &found->second.session;
}

Session& ThreadSessions::add(const std::shared_ptr<const ThreadSessions>& owner, Session session) {
    ThreadsOwn& own = make_own();
    remove_of_the_dead(own);
    ThreadsOwn::Entry entry{owner, std::move(session)};
    return own.sessions.emplace(owner->number_, std::move(entry)).first->second.session;
}

// Taken out first: what its end calls may ask for a session again.
void ThreadSessions::remove() const {
    if (of_this_thread == nullptr) return;
    const auto ended = of_this_thread->sessions.extract(number_);
}

}  // namespace azoth::orm

namespace azoth {

ScopedSession::ScopedSession(SessionFactory factory)
    : factory_(std::move(factory)), sessions_(std::make_shared<orm::ThreadSessions>()) {}

}  // namespace azoth
