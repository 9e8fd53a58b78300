// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/engine/engine.hpp"

namespace azoth::test {

/// Creates the tables of Shop in an empty database and fills them with what its comment says.
void create_shop(const Engine& engine);

}  // namespace azoth::test
