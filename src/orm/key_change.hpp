// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "azoth/orm/class_map.hpp"

namespace azoth::orm {

class SessionCore;

/// Whether the database carries a changed key of one class on to rows of the other one (ON UPDATE CASCADE).
bool follows_key(const ClassMap& child, const ClassMap& parent);
/// The same of one foreign key, by the positions of its columns among those of the child.
bool follows_key(const ClassMap& child, const std::vector<std::uint32_t>& columns, const ClassMap& parent);

/// The same of one that these columns write.
bool writes_key_of(const ClassMap& child, const std::vector<std::uint32_t>& columns, const ClassMap& parent);

/// Before an object is looked for by a key that no object has: it may be about to get it. True when there was a flush.
bool flush_changed_keys(SessionCore& session, const ClassMap& map);

}  // namespace azoth::orm
