// SPDX-License-Identifier: MIT
#include "azoth/orm/scoped_session.hpp"

#include <atomic>
#include <unordered_map>
#include <utility>

namespace azoth::orm {
namespace {

std::unordered_map<std::uint64_t, Session>& sessions() {
    thread_local std::unordered_map<std::uint64_t, Session> of_this_thread;
    return of_this_thread;
}

}  // namespace

std::uint64_t ThreadSessions::next_number() {
    static std::atomic<std::uint64_t> number = 0;
    return ++number;
}

Session* ThreadSessions::find(std::uint64_t number) {
    const auto found = sessions().find(number);
    return found == sessions().end() ? nullptr : &found->second;
}

Session& ThreadSessions::add(std::uint64_t number, Session session) {
    return sessions().emplace(number, std::move(session)).first->second;
}

// Taken out first: what its end calls may ask for a session again.
void ThreadSessions::remove(std::uint64_t number) { const auto ended = sessions().extract(number); }

}  // namespace azoth::orm
