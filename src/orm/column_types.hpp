// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "azoth/orm/registry.hpp"

namespace azoth::orm {

/// The types that a Registry gives to columns of the classes that are built while this is there, in this thread.
class TypesInForce {
public:
    explicit TypesInForce(const std::vector<ColumnTypeRule>& types);
    TypesInForce(const TypesInForce&) = delete;
    TypesInForce& operator=(const TypesInForce&) = delete;
    ~TypesInForce();

    /// Null: azoth's own.
    static std::shared_ptr<const std::vector<ColumnTypeRule>> current();
    /// What a column is whose member is of this type.
    static SqlType column_type(const CppType& type);

private:
    std::shared_ptr<const std::vector<ColumnTypeRule>> types_;
    std::shared_ptr<const std::vector<ColumnTypeRule>> before_;
};

}  // namespace azoth::orm
