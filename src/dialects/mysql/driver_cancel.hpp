// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/driver/connection.hpp"
#include "dialects/mysql/driver_options.hpp"

namespace azoth::mysql {

/// Tells the server over a connection of its own to stop what another one runs.
class KillCanceler final : public driver::Canceler {
public:
    KillCanceler(const ConnectOptions& options, unsigned long connection_id)
        : options_(options), connection_id_(connection_id) {}

    void cancel() override;

private:
    const ConnectOptions options_;
    const unsigned long connection_id_;
};

}  // namespace azoth::mysql
