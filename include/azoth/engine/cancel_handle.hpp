// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

namespace azoth {

namespace engine {
class CancelTarget;
}

/// Stops what a Connection is doing, from another thread: Connection::cancel_handle().
///
/// Thread safety: cancel() may be called by any thread at any time.
class CancelHandle {
public:
    explicit CancelHandle(std::shared_ptr<engine::CancelTarget> target);

    /// The connection's running statement fails with OperationalError(`canceled`). One that has ended before is not
    /// harmed. Returns false when the connection was closed: then there is nothing to stop.
    ///
    /// Throws: ConnectionError when the server cannot be told.
    bool cancel() const;

private:
    std::shared_ptr<engine::CancelTarget> target_;
};

}  // namespace azoth
