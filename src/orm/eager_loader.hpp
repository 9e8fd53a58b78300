// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "azoth/sql/select_node.hpp"
#include "orm/load_step.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// The query that has found some objects, and where they stand in it.
struct ObjectSource {
    const sql::SelectNode* query = nullptr;  ///< null: none that could be asked again
    sql::FromPtr from;
};

/// Loads what steps ask for at once, and has not come with the rows of the objects.
void load_eagerly(SessionCore& session, const ClassMap& map, std::span<ObjectHeader* const> objects,
                  const LoadStep& steps, const ObjectSource& source = {});

}  // namespace azoth::orm
