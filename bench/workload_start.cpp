// SPDX-License-Identifier: MIT
#include "workload_start.hpp"

#include <fmt/core.h>

namespace azoth::bench {

std::optional<Budget> pick(const Budgets& budgets, std::string_view dialect) {
    const double limit = dialect == "sqlite"       ? budgets.sqlite
                         : dialect == "postgresql" ? budgets.postgresql
                                                   : budgets.mysql;
    if (limit == 0) return std::nullopt;
    return Budget{limit};
}

Workload start(const Database& database, std::string_view name) {
    return {.name = fmt::format("{}/{}", database.dialect, name), .database = database.name};
}

}  // namespace azoth::bench
