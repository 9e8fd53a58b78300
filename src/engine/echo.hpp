// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "azoth/engine/events.hpp"

namespace azoth::engine {

/// EngineOptions::echo: writes all that goes to the database to the log, channel `azoth.engine`; and echo_pool: what
/// happens to connections, channel `azoth.pool`.
class Echo final : public EngineListener {
public:
    Echo(const std::string& name, bool shows_statements, bool shows_pool);

    void after_connect(driver::Connection& connection) override;
    void on_checkout(driver::Connection& connection) override;
    void on_checkin(driver::Connection& connection) override;
    void on_invalidate(driver::Connection& connection) override;
    void on_soft_invalidate(driver::Connection& connection) override;
    void on_detach(driver::Connection& connection) override;
    void on_close(driver::Connection& connection) override;
    void before_execute(const ExecuteEvent& event) override;
    void after_execute(const ExecuteEvent& event) override;
    void on_begin() override;
    void on_commit() override;
    void on_rollback() override;
    void on_savepoint(std::string_view name) override;
    void on_release_savepoint(std::string_view name) override;
    void on_rollback_to_savepoint(std::string_view name) override;
    void on_two_phase(TwoPhaseStep step, std::string_view id) override;

private:
    void say(std::string_view line, std::string_view token = {}) const;
    void say_of(const driver::Connection& connection, std::string_view what) const;

    const std::string name_;
    const bool shows_statements_;
    const bool shows_pool_;
};

}  // namespace azoth::engine
