// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "databases.hpp"
#include "workload.hpp"

namespace azoth::bench {

/// Budgets of one line of the table, times the raw program's time; 0 where there is none.
struct Budgets {
    double sqlite = 0;
    double postgresql = 0;
    double mysql = 0;
};

std::optional<Budget> pick(const Budgets& budgets, std::string_view dialect);

/// A workload with its names, and nothing to be done yet.
Workload start(const Database& database, std::string_view name);

}  // namespace azoth::bench
