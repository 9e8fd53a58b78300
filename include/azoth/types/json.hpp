// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "azoth/types/cpp_type.hpp"

namespace azoth {

/// JSON columns are nlohmann::json. JSON's own null is a value; SQL NULL needs std::optional.
template <>
struct TypeTraits<nlohmann::json> {
    static SqlType sql_type() { return Json{}; }
    static ValueView view(const nlohmann::json& value, Scratch& scratch);
    /// Throws DataError(`bad_json`).
    static void read(const ValueView& value, nlohmann::json& target);
};

}  // namespace azoth
