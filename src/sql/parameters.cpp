// SPDX-License-Identifier: MIT
#include "azoth/sql/parameters.hpp"

#include <algorithm>

namespace azoth {

Parameters::Parameters() = default;
Parameters::Parameters(const Parameters&) = default;
Parameters::Parameters(Parameters&&) noexcept = default;
Parameters& Parameters::operator=(const Parameters&) = default;
Parameters& Parameters::operator=(Parameters&&) noexcept = default;
Parameters::~Parameters() = default;

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

std::size_t Parameters::size() const { return parameters_.size(); }
const Parameter* Parameters::begin() const { return parameters_.data(); }

const Parameter* Parameters::find(std::string_view name) const {
    const auto found = std::ranges::find(parameters_, name, &Parameter::name);
    return found != parameters_.end() ? &*found : nullptr;
}

}  // namespace azoth
