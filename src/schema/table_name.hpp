// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include "azoth/sql/quoted_name.hpp"

namespace azoth {

/// Schema and name of `schema.name`; a name that has no schema gets `default_schema`. A quoted_name() is not split.
inline std::pair<std::string, QuotedName> split_name(const QuotedName& name, const std::string& default_schema) {
    const auto dot = name.quoting == Quoting::Auto ? name.text.rfind('.') : std::string::npos;
    if (dot == std::string::npos) return {default_schema, name};
    return {name.text.substr(0, dot), QuotedName(name.text.substr(dot + 1))};
}

inline std::string joined_name(const std::string& schema, const std::string& name) {
    return schema.empty() ? name : schema + "." + name;
}

}  // namespace azoth
