// SPDX-License-Identifier: MIT
#pragma once

#include "orm/column_positions.hpp"

namespace azoth::orm {

class SessionCore;

/// Whether the database carries a changed key of `parent` on to rows of `child` (ON UPDATE CASCADE), by
/// the foreign key with these columns.
bool follows_key(const ClassMap& child, const Positions& columns, const ClassMap& parent);
/// The same of a foreign key that has one of these columns.
bool writes_key_of(const ClassMap& child, const Positions& columns, const ClassMap& parent);

/// Before an object is looked for by a key that no object has: it may be about to get it, by a change of its own or of
/// its parent. True when there was a flush.
bool flush_changed_keys(SessionCore& session, const ClassMap& map);

}  // namespace azoth::orm
