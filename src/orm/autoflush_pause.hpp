// SPDX-License-Identifier: MIT
#pragma once

#include "orm/session_core.hpp"

namespace azoth::orm {

/// While it lives, queries do not flush first.
struct AutoflushPause {
    explicit AutoflushPause(SessionCore& paused)
        : session(paused), was_paused(std::exchange(paused.is_autoflush_paused_, true)) {}
    ~AutoflushPause() { session.is_autoflush_paused_ = was_paused; }
    AutoflushPause(const AutoflushPause&) = delete;
    AutoflushPause& operator=(const AutoflushPause&) = delete;

    SessionCore& session;
    bool was_paused;
};

}  // namespace azoth::orm
