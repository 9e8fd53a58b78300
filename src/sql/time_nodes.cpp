// SPDX-License-Identifier: MIT
#include "azoth/sql/time_nodes.hpp"

#include "azoth/sql/cache_key.hpp"

namespace azoth::sql {

ExtractNode::ExtractNode(DatePart wanted, ExpressionPtr moment)
    : CompositeNodeOf(NodeKind::Extract, {std::move(moment)},
                      wanted == DatePart::Epoch ? SqlType(BigInteger{}) : SqlType(Integer{})),
      part(wanted) {}

TimeShiftNode::TimeShiftNode(ExpressionPtr moment, ExpressionPtr amount, bool earlier)
    : CompositeNodeOf(NodeKind::TimeShift, {moment, std::move(amount)}, moment->type()), is_earlier(earlier) {}

TimeDifferenceNode::TimeDifferenceNode(ExpressionPtr later, ExpressionPtr earlier, bool days)
    : CompositeNodeOf(NodeKind::TimeDifference, {std::move(later), std::move(earlier)},
                      days ? SqlType(Integer{}) : SqlType(BigInteger{})),
      is_of_days(days) {}

void ExtractNode::write_scalars(CacheKeyWriter& key) const { key.word(static_cast<std::uint64_t>(part)); }

void TimeShiftNode::write_scalars(CacheKeyWriter& key) const { key.word(is_earlier ? 1 : 0); }

void TimeDifferenceNode::write_scalars(CacheKeyWriter& key) const { key.word(is_of_days ? 1 : 0); }

}  // namespace azoth::sql
