// SPDX-License-Identifier: MIT
#include "azoth/sql/parameters.hpp"

#include <algorithm>

namespace azoth {

void Parameter::add(Value value) { values_.push_back(std::move(value)); }

Parameters::Parameters(std::initializer_list<Parameter> parameters) {
    parameters_.reserve(parameters.size());
    for (const Parameter& parameter : parameters) set(parameter);
}

void Parameters::set(Parameter parameter) {
    const auto found = std::ranges::find(parameters_, parameter.name(), &Parameter::name);
    if (found != parameters_.end())
        *found = std::move(parameter);
    else
        parameters_.push_back(std::move(parameter));
}

const Parameter* Parameters::find(std::string_view name) const {
    const auto found = std::ranges::find(parameters_, name, &Parameter::name);
    return found != parameters_.end() ? &*found : nullptr;
}

}  // namespace azoth
