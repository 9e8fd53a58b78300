// SPDX-License-Identifier: MIT
#include "orm/column_types.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::orm {
namespace {

using Types = std::shared_ptr<const std::vector<ColumnTypeRule>>;

Types& types_in_force() {
    thread_local Types types;
    return types;
}

bool is_same(const ColumnTypeRule& one, const ColumnTypeRule& other) {
    return one.type == other.type && one.column_type == other.column_type;
}

}  // namespace

TypesInForce::TypesInForce(const std::vector<ColumnTypeRule>& types)
    : types_(types.empty() ? nullptr : std::make_shared<const std::vector<ColumnTypeRule>>(types)),
      before_(std::exchange(types_in_force(), types_)) {}

TypesInForce::~TypesInForce() { types_in_force() = std::move(before_); }

std::shared_ptr<const std::vector<ColumnTypeRule>> TypesInForce::current() { return types_in_force(); }

SqlType TypesInForce::column_type(const CppType& type) {
    if (const Types& types = types_in_force())
        for (const ColumnTypeRule& rule : *types)
            if (rule.type == &type || rule.optional_type == &type) return rule.column_type;
    return type.sql_type();
}

void ClassMap::require_types(const std::vector<ColumnTypeRule>& types) const {
    if (types.empty() || has_existing_table_) return;
    if (types_ != nullptr && std::ranges::equal(*types_, types, is_same)) return;
    throw MappingError("late_options",
                       fmt::format("{} is in use already, without these types in RegistryOptions; make the Registry "
                                   "with them once, before anything else uses its classes",
                                   name()));
}

}  // namespace azoth::orm
