// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <unordered_set>

#include "azoth/base/node_ptr.hpp"
#include "azoth/types/value_view.hpp"

namespace azoth::engine {

/// The rows that a result has given so far, for those who want each once.
class SeenRows : public Counted {
public:
    /// False when such a row was there already.
    bool add(std::span<const ValueView> cells);

private:
    std::unordered_set<std::string> rows_;
};

}  // namespace azoth::engine
