// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <forward_list>
#include <span>
#include <vector>

#include "azoth/compile/default_plan.hpp"
#include "azoth/sql/cache_key.hpp"
#include "engine/named_values.hpp"

namespace azoth::engine {

/// Makes the values of defaults for one row of parameters.
///
/// Lifetime of the values: of `values`.
class DefaultEvaluation {
public:
    DefaultEvaluation(const DefaultPlan& plan, std::span<const sql::Node* const> binds,
                      std::span<const ValueView> parameters, const NamedValues& names,
                      std::forward_list<Value>& values);

    /// Precondition: uses are asked for in ascending order.
    ValueView evaluate(std::uint32_t use);

private:
    class Row;

    const DefaultPlan& plan_;
    std::span<const sql::Node* const> binds_;
    std::span<const ValueView> parameters_;
    const NamedValues& names_;
    std::forward_list<Value>& values_;
    std::vector<const Value*> made_;
};

}  // namespace azoth::engine
