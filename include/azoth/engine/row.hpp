// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/types/value.hpp"

namespace azoth {

/// A row whose columns are known at run time only: `row["name"].as<std::string>()`.
///
/// A plain value, free of its result.
class Row {
public:
    Row() = default;

    std::size_t size() const { return values_.size(); }
    /// Throws: ArgumentError(`no_such_column`).
    const Value& operator[](std::size_t position) const;
    /// Throws: ArgumentError(`no_such_column`, `ambiguous_column`) that lists the names there are.
    const Value& operator[](std::string_view name) const;
    std::span<const std::string> names() const;

    auto begin() const { return values_.begin(); }
    auto end() const { return values_.end(); }

private:
    friend class ResultCore;

    std::shared_ptr<const std::vector<std::string>> names_;
    std::vector<Value> values_;
};

}  // namespace azoth
