// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>

#include "azoth/compile/dialect.hpp"

namespace azoth::compile {

/// Of entries with a member `dialect` the one for this dialect: one that names it more closely than its own name does
/// (`mariadb` of the dialect `mysql`), then one of its name, then one without a name. The end when there is none.
template <class Entries>
auto entry_for(const Dialect& dialect, const Entries& entries) {
    const auto first = [&](auto fits) { return std::find_if(entries.begin(), entries.end(), fits); };
    auto found = first([&](const auto& entry) {
        return !entry.dialect.empty() && entry.dialect != dialect.name() && dialect.answers_to(entry.dialect);
    });
    if (found == entries.end()) found = first([&](const auto& entry) { return entry.dialect == dialect.name(); });
    return found != entries.end() ? found : first([](const auto& entry) { return entry.dialect.empty(); });
}

}  // namespace azoth::compile
