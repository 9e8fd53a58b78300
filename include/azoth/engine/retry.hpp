// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/base/error.hpp"

namespace azoth {

/// How often a transaction is run again when it has met others: `engine.transaction(work, {.attempts = 5})`.
///
/// The waiting time doubles from one attempt to the next; each time a random part of it is waited for, so that two that
/// have met do not meet again.
struct RetryOptions {
    int attempts = 1;         ///< how often the work is run at most; 1: never again
    int first_delay_ms = 10;  ///< before the second attempt
    int longest_delay_ms = 1000;
};

namespace engine {

/// The attempts of one piece of work.
class RetrySchedule {
public:
    /// Throws ArgumentError(`bad_option`).
    explicit RetrySchedule(const RetryOptions& options);

    /// Waits until it is time for another attempt. False at once when there is to be none: the error would come again
    /// (Error::retry() is not Safe), or there were enough.
    bool wait_for_another(const Error& error);

private:
    const RetryOptions options_;
    int done_ = 0;
};

}  // namespace engine

/// Calls `work()` until it returns, as often as `options` allow. `work` must begin a transaction and end it.
template <class Work>
auto with_retries(const RetryOptions& options, Work work) {
    engine::RetrySchedule schedule(options);
    while (true) {
        try {
            return work();
        } catch (const Error& error) {
            if (!schedule.wait_for_another(error)) throw;
        }
    }
}

}  // namespace azoth
