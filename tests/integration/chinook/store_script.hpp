// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "azoth/engine/connection.hpp"

namespace azoth::test::chinook {

/// The folder with chinook_sqlite.sql and the others: AZOTH_CHINOOK, or the one beside the project; empty when there is
/// none.
std::optional<std::string> script_folder();

/// The statements of a script, without those that create or choose a database.
std::vector<std::string> statements_of(const std::string& script);

/// Creates and fills the tables.
void run_script(Connection& connection, const std::string& folder);

}  // namespace azoth::test::chinook
