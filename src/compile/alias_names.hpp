// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "azoth/sql/from_nodes.hpp"

namespace azoth::compile {

/// The names of aliases and subqueries; those that have none get `anon_1`, `anon_2` in the order of their use.
class AliasNames {
public:
    std::string_view name_of(const sql::FromNode& from) {
        if (!from.name().empty()) return from.name();
        const auto [entry, _] = chosen_.try_emplace(&from, "anon_" + std::to_string(chosen_.size() + 1));
        return entry->second;
    }

private:
    std::unordered_map<const sql::FromNode*, std::string> chosen_;
};

}  // namespace azoth::compile
