// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <utility>

#include "azoth/sql/expression_nodes.hpp"

namespace azoth::sql {

/// What extract() takes out of a date or a time. All of them are whole numbers.
enum class DatePart : std::uint8_t {
    Year,
    Quarter,  ///< 1 to 4
    Month,    ///< 1 to 12
    Week,     ///< of ISO 8601: 1 to 53, of the year that IsoYear says
    Day,
    DayOfWeek,     ///< 0 is Sunday, 6 is Saturday
    IsoDayOfWeek,  ///< 1 is Monday, 7 is Sunday
    DayOfYear,     ///< 1 to 366
    IsoYear,       ///< the year that the ISO week belongs to
    Hour,
    Minute,
    Second,       ///< 0 to 59
    Microsecond,  ///< within the second: 0 to 999999
    Epoch,        ///< whole seconds since 1970-01-01 00:00
};

/// EXTRACT(part FROM moment).
class ExtractNode final : public CompositeNodeOf<ExtractNode> {
public:
    ExtractNode(DatePart wanted, ExpressionPtr moment);

    const ExpressionNode& moment() const { return *operands()[0]; }

    const DatePart part;

private:
    void write_scalars(CacheKeyWriter& key) const override;
};

/// A moment that lies so much later or earlier: a date by days, a timestamp by microseconds.
class TimeShiftNode final : public CompositeNodeOf<TimeShiftNode> {
public:
    TimeShiftNode(ExpressionPtr moment, ExpressionPtr amount, bool earlier);

    const ExpressionNode& moment() const { return *operands()[0]; }
    const ExpressionNode& amount() const { return *operands()[1]; }
    bool is_of_days() const { return type().kind == TypeKind::Date; }

    const bool is_earlier;

private:
    void write_scalars(CacheKeyWriter& key) const override;
};

/// later - earlier: of dates in days, of timestamps in microseconds.
class TimeDifferenceNode final : public CompositeNodeOf<TimeDifferenceNode> {
public:
    TimeDifferenceNode(ExpressionPtr later, ExpressionPtr earlier, bool days);

    const ExpressionNode& later() const { return *operands()[0]; }
    const ExpressionNode& earlier() const { return *operands()[1]; }

    const bool is_of_days;

private:
    void write_scalars(CacheKeyWriter& key) const override;
};

}  // namespace azoth::sql
