// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/delete.hpp"
#include "azoth/sql/insert.hpp"
#include "azoth/sql/merge.hpp"
#include "azoth/sql/update.hpp"
