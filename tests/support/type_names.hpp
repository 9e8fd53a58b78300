// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "azoth/compile/dialect.hpp"
#include "azoth/schema/table.hpp"

namespace azoth::test {

/// The type of a column `t.v` in CREATE TABLE.
inline std::string name_in_ddl(const Dialect& dialect, const SqlType& type) {
    MetaData metadata;
    const Table table("t", metadata, Column("v", type));
    return dialect.type_name(type, table.definition(), table.definition().definitions()[0]);
}

}  // namespace azoth::test
