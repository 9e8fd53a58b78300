// SPDX-License-Identifier: MIT
#include "azoth/engine/dml_result.hpp"

namespace azoth {

std::vector<std::vector<Value>> DmlResult::inserted_primary_key_rows() const {
    if (!key_rows.empty() || inserted_primary_key.empty()) return key_rows;
    return {inserted_primary_key};
}

const Row* DmlResult::returned_defaults() const { return default_rows.empty() ? nullptr : default_rows.data(); }

}  // namespace azoth
