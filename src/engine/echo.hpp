// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/engine/events.hpp"

namespace azoth::engine {

/// EngineOptions::echo: writes all that goes to the database to the log, channel `azoth.engine`.
class Echo final : public EngineListener {
public:
    void before_execute(const ExecuteEvent& event) override;
    void after_execute(const ExecuteEvent& event) override;
    void on_begin() override;
    void on_commit() override;
    void on_rollback() override;
    void on_savepoint(std::string_view name) override;
    void on_release_savepoint(std::string_view name) override;
    void on_rollback_to_savepoint(std::string_view name) override;
};

}  // namespace azoth::engine
