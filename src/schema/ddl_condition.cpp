// SPDX-License-Identifier: MIT
#include "azoth/schema/ddl_condition.hpp"

#include <utility>

namespace azoth {

DdlCondition::DdlCondition(const char* dialect) : dialects_{dialect} {}
DdlCondition::DdlCondition(std::string dialect) : dialects_{std::move(dialect)} {}
DdlCondition::DdlCondition(std::initializer_list<std::string> dialects) : dialects_(dialects) {}

}  // namespace azoth
