// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <mutex>
#include <utility>

#include "azoth/driver/connection.hpp"

namespace azoth::engine {

/// What a CancelHandle aims at: the client's connection as long as it is on loan, so that its next user is spared.
///
/// Thread safety: all members may be called from several threads.
class CancelTarget {
public:
    void aim(std::shared_ptr<driver::Canceler> canceler) {
        const std::lock_guard lock(mutex_);
        canceler_ = std::move(canceler);
    }
    /// False when the loan is over.
    bool cancel() {
        const std::lock_guard lock(mutex_);
        if (canceler_ == nullptr) return false;
        canceler_->cancel();
        return true;
    }

private:
    std::mutex mutex_;
    std::shared_ptr<driver::Canceler> canceler_;
};

}  // namespace azoth::engine
