// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "azoth/types/cpp_type.hpp"

namespace azoth {

/// JSON columns are nlohmann::json. JSON's own null is a value; SQL NULL needs std::optional.
///
/// Include `<nlohmann/json.hpp>` where you use one.
template <>
struct TypeTraits<nlohmann::json> {
    static SqlType sql_type() { return Json{}; }
    /// Throws DataError(`bad_json`) when a string in it is not UTF-8. NaN and infinities become JSON's null.
    static ValueView view(const nlohmann::json& value, Scratch& scratch);
    /// Accepts Json and Text. Throws DataError(`bad_json`).
    static void read(const ValueView& value, nlohmann::json& target);
};

}  // namespace azoth
