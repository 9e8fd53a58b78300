// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "azoth/compile/compiled.hpp"
#include "azoth/schema/column_default.hpp"

namespace azoth {

/// What a compiled INSERT or UPDATE needs to find the values of columns that it was not given.
struct DefaultPlan {
    /// A placeholder whose value is made at execution: BindSlot::index counts them.
    struct Use {
        ColumnDefault source;
        std::uint32_t row = 0;
        bool is_update = false;
    };
    /// A value that the statement does give.
    struct Given {
        std::string column;
        BindSlot slot;
    };

    std::vector<Use> uses;
    std::vector<std::vector<Given>> rows;
};

}  // namespace azoth
