// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "orm/load_step.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// Loads a relationship of those owners that do not have it yet, by one query (for every 500 keys). `step` is the
/// option that asks for it, or null. `query`, unless it is null, finds the related objects of all of them.
void load_all(SessionCore& session, std::span<ObjectHeader* const> owners, const Relationship& relationship,
              const LoadStep* step, const sql::SelectNode* query = nullptr);

}  // namespace azoth::orm
