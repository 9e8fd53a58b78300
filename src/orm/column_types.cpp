// SPDX-License-Identifier: MIT
#include "orm/column_types.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/class_map.hpp"

namespace azoth::orm {
namespace {

/// What holds in this thread.
struct Current {
    ColumnTypes types;                                ///< of a Registry
    const std::vector<ClassMap*>* classes = nullptr;  ///< of that Registry
    ColumnTypes mapping;                              ///< of the class whose mapping() runs
    ColumnTypes bases;                                ///< of the class whose bases are built
    bool names_only = false;
};

Current& current() {
    thread_local Current values;
    return values;
}

bool is_same(const ColumnTypeRule& one, const ColumnTypeRule& other) {
    return one.type == other.type && one.column_type == other.column_type;
}

std::string describe(const ColumnTypes& types) {
    if (types == nullptr) return "without these types in RegistryOptions";
    std::string text;
    for (const ColumnTypeRule& rule : *types)
        text += fmt::format("{}{} as {}", text.empty() ? "with other types in RegistryOptions: " : ", ",
                            rule.type->name, to_string(rule.column_type));
    return text;
}

}  // namespace

NamingOnly::NamingOnly() : before_(std::exchange(current().names_only, true)) {}

NamingOnly::~NamingOnly() { current().names_only = before_; }

bool NamingOnly::is_on() { return current().names_only; }

TypesInForce::TypesInForce(const std::vector<ColumnTypeRule>& types, const std::vector<ClassMap*>& classes)
    : types_before_(std::exchange(
          current().types, types.empty() ? nullptr : std::make_shared<const std::vector<ColumnTypeRule>>(types))),
      classes_before_(std::exchange(current().classes, &classes)) {}

TypesInForce::~TypesInForce() {
    current().types = std::move(types_before_);
    current().classes = classes_before_;
}

ColumnTypes TypesInForce::of(const ClassMap& map) {
    const Current& now = current();
    if (now.bases != nullptr) return now.bases;
    if (now.types == nullptr || std::ranges::find(*now.classes, &map) == now.classes->end()) return nullptr;
    return now.types;
}

SqlType TypesInForce::column_type(const CppType& type) {
    if (const ColumnTypes& types = current().mapping)
        for (const ColumnTypeRule& rule : *types)
            if (rule.type == &type || rule.optional_type == &type) return rule.column_type;
    return type.sql_type();
}

TypesOfClass::TypesOfClass(Task task, ColumnTypes types) {
    ColumnTypes mapping = task == Task::Mapping ? types : nullptr;
    mapping_before_ = std::exchange(current().mapping, std::move(mapping));
    bases_before_ = std::exchange(current().bases, task == Task::Bases ? std::move(types) : nullptr);
}

TypesOfClass::~TypesOfClass() {
    current().mapping = std::move(mapping_before_);
    current().bases = std::move(bases_before_);
}

void ClassMap::require_types(const std::vector<ColumnTypeRule>& types) const {
    if (types.empty() || has_existing_table_) return;
    if (types_ != nullptr && std::ranges::equal(*types_, types, is_same)) return;
    throw MappingError("late_options",
                       fmt::format("{} is in use already, {}; make the Registry with its types once, before anything "
                                   "else uses its classes",
                                   name(), describe(types_)));
}

}  // namespace azoth::orm
