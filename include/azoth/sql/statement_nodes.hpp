// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/select_node.hpp"
#include "azoth/sql/statement_node.hpp"
