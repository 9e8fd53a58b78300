// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "azoth/types/value_view.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// Runs the SELECT of one object by its key; null when there is no such row.
ObjectHeader* load_by_key(SessionCore& session, const ClassMap& map, std::span<const ValueView> key);
/// The same for a class that is_loaded_plainly(), in a session without criteria.
ObjectHeader* take_by_key(SessionCore& session, const ClassMap& map, std::span<const ValueView> key);

/// Reads the row of an object again, whatever has been changed in memory. Throws NoResultError(`no_such_row`).
void refresh(SessionCore& session, ObjectHeader& header);

}  // namespace azoth::orm
