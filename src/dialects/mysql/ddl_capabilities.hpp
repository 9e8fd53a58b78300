// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/ddl_dialect.hpp"
#include "dialects/mysql/product.hpp"

namespace azoth::mysql {

DdlCapabilities ddl_capabilities(const Product& product);

}  // namespace azoth::mysql
