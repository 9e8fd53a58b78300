// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "azoth/sql/named_bind_node.hpp"
#include "engine/bound_statement.hpp"

namespace azoth::engine {

/// The values of the places that have names, at one execution.
class NamedValues {
public:
    NamedValues(const ParameterRows& rows, std::size_t row)
        : given_(row < rows.named.size() ? &rows.named[row] : nullptr), fixed_(rows.fixed) {}

    /// Those given, then those of the statement, then the defaults; null when there are none.
    ///
    /// Throws: ArgumentError(`bind_is_list`) when a list is given for a single value.
    const std::vector<Value>* find(const sql::NamedBindNode& node) const;
    /// Precondition: there are some.
    const std::vector<Value>& values_of(const sql::NamedBindNode& node) const { return *find(node); }

private:
    const Parameters* given_;
    const Parameters* fixed_;
};

}  // namespace azoth::engine
