// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "azoth/driver/connection.hpp"
#include "azoth/engine/events.hpp"
#include "engine/bound_statement.hpp"
#include "engine/engine_core.hpp"

namespace azoth::engine {

/// Tells the listeners of an engine about one execution: before it, and how it went.
class Observation {
public:
    /// `compiled` is null for SQL that was never compiled. What listeners throw comes from here.
    Observation(EngineCore& core, const BoundStatement& bound, const CompiledStatement* compiled,
                std::string_view logging_token);

    /// What is to be sent: a listener may have changed it. Lifetime: of this object.
    const BoundStatement& outgoing() const { return outgoing_; }
    /// What a listener answers in the place of the database; null when none does.
    std::unique_ptr<driver::Cursor> answer();
    /// What listeners make of the database's answer.
    std::unique_ptr<driver::Cursor> wrap(std::unique_ptr<driver::Cursor> cursor);
    void succeeded(const driver::Cursor* cursor);
    void succeeded(std::int64_t affected);
    void failed();

private:
    void rewrite();
    void fill(const CompiledStatement* compiled, std::string_view logging_token);
    void tell_after();

    EngineCore& core_;
    const bool returns_rows_;
    BoundStatement outgoing_;
    std::optional<OutgoingStatement> rewritten_;
    ExecuteEvent event_;
    std::chrono::steady_clock::time_point start_;
};

}  // namespace azoth::engine
