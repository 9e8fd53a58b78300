// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "azoth/orm/history.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// A flush would write something of this object, which stands for a row.
bool is_changed(const ObjectHeader& header);
/// Columns that the next flush writes; all of a new object.
std::vector<ColumnChange> changes_of(const ObjectHeader& header);

struct RelatedObjects {
    std::vector<ObjectHeader*> added;
    std::vector<ObjectHeader*> removed;
    std::vector<ObjectHeader*> unchanged;
};

/// Loads the relationship if need be.
RelatedObjects relationship_history(SessionCore& session, ObjectHeader& header, const Relationship& relationship);

}  // namespace azoth::orm
