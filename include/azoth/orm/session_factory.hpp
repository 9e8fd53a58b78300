// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>
#include <utility>

#include "azoth/orm/session.hpp"

namespace azoth {

/// Makes sessions on one engine; usually one per program.
///
/// Thread safety: may be shared; each session belongs to one thread.
class SessionFactory {
public:
    explicit SessionFactory(Engine engine);
    SessionFactory(Engine engine, SessionOptions options);
    SessionFactory(const SessionFactory&);
    SessionFactory(SessionFactory&&) noexcept;
    SessionFactory& operator=(const SessionFactory&);
    SessionFactory& operator=(SessionFactory&&) noexcept;
    ~SessionFactory();

    Session operator()() const;

    /// Calls `work(Session&)` in a session of its own: committed on return, rolled back on throw, and run again as
    /// `retry` says, in another session, when it has met other transactions. Returns what `work` returns.
    template <class Work>
    auto transaction(Work work, const RetryOptions& retry) const {
        return with_retries(retry, [&] { return transaction(work); });
    }
    template <class Work>
    auto transaction(Work&& work) const {
        Session session = (*this)();
        try {
            if constexpr (std::is_void_v<std::invoke_result_t<Work, Session&>>) {
                std::forward<Work>(work)(session);
                session.commit();
            } else {
                auto result = std::forward<Work>(work)(session);
                session.commit();
                return result;
            }
        } catch (...) {
            session.rollback();
            throw;
        }
    }

private:
    Engine engine_;
    SessionOptions options_;
};

}  // namespace azoth
