// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <vector>

namespace azoth::driver {

/// The cursors of one connection that still hold something of it, so that the connection can close them before it goes.
///
/// `Cursor` has a close() that calls remove().
template <class Cursor>
class OpenCursors {
public:
    void add(Cursor& cursor) { cursors_.push_back(&cursor); }

    void remove(Cursor& cursor) noexcept {
        // The newest is usually the first to go.
        const auto found = std::find(cursors_.rbegin(), cursors_.rend(), &cursor);
        if (found != cursors_.rend()) cursors_.erase(std::next(found).base());
    }

    bool is_empty() const { return cursors_.empty(); }
    void close_all() noexcept {
        while (!cursors_.empty()) cursors_.back()->close();
    }

private:
    std::vector<Cursor*> cursors_;
};

}  // namespace azoth::driver
