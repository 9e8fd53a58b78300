// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "azoth/sql/expression_nodes.hpp"

namespace azoth::sql {

/// A place for a value that is given by name at execution: bindparam(), and `:name` in text(). Without a name it is a
/// value that is written into the SQL instead of being sent apart.
class NamedBindNode final : public ExpressionNode {
public:
    /// How the values reach the database.
    enum class Form : std::uint8_t { Bound, Expanding, Literal };

    NamedBindNode(std::string place, SqlType type, Form way = Form::Bound,
                  std::optional<std::vector<Value>> without = std::nullopt);
    void write_key(CacheKeyWriter& key) const override;

    const std::string name;
    const Form form;
    const std::optional<std::vector<Value>> default_values;  ///< empty: a value must be given
};

}  // namespace azoth::sql
