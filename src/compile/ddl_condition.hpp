// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>

#include "azoth/compile/dialect.hpp"
#include "azoth/schema/ddl_condition.hpp"

namespace azoth::compile {

/// Whether what has the condition is there on this database.
inline bool exists_on(const DdlCondition& condition, const Dialect& dialect) {
    const auto& names = condition.dialects();
    const bool is_named = names.empty() || std::any_of(names.begin(), names.end(), [&](const std::string& name) {
                              return dialect.answers_to(name);
                          });
    return is_named && condition.test(dialect);
}

}  // namespace azoth::compile
