// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "azoth/engine/events.hpp"

namespace azoth::engine {

/// EngineOptions::slow_query_ms: a warning for each statement that takes so long. Never shows a parameter.
class SlowQueryLog final : public EngineListener {
public:
    SlowQueryLog(std::string name, int limit_ms) : name_(std::move(name)), limit_us_(limit_ms * std::int64_t{1000}) {}

    void after_execute(const ExecuteEvent& event) override;

private:
    const std::string name_;
    const std::int64_t limit_us_;
};

}  // namespace azoth::engine
