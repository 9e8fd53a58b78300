// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace azoth {

/// SQL around the values and the columns of a type: see SqlType::wrapped().
struct TypeWrapping {
    struct Forms {
        std::string dialect;  ///< empty: all that are not named
        std::string bind;     ///< `ST_GeomFromText({0})`; empty: the value alone
        std::string column;   ///< `ST_AsText({0})`; empty: the column alone

        friend bool operator==(const Forms&, const Forms&) = default;
    };

    friend bool operator==(const TypeWrapping&, const TypeWrapping&) = default;

    std::vector<Forms> forms;
};

}  // namespace azoth
