// SPDX-License-Identifier: MIT
#include "azoth/sql/time_nodes.hpp"

#include "azoth/sql/cache_key.hpp"

namespace azoth::sql {

void ExtractNode::write_scalars(CacheKeyWriter& key) const { key.word(static_cast<std::uint64_t>(part)); }

void TimeShiftNode::write_scalars(CacheKeyWriter& key) const { key.word(is_earlier ? 1 : 0); }

void TimeDifferenceNode::write_scalars(CacheKeyWriter& key) const { key.word(is_of_days ? 1 : 0); }

}  // namespace azoth::sql
