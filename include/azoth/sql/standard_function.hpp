// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace azoth::sql {

/// The functions that azoth knows the meaning of, so that each dialect can say them in its own words.
enum class StandardFunction : std::uint8_t {
    None,     ///< called by a name of the user's
    Special,  ///< of few databases, known to their dialects by its name
    // texts
    Lower,
    Upper,
    CharLength,
    OctetLength,
    Trim,
    LTrim,
    RTrim,
    Substr,
    Replace,
    ConcatWs,
    Left,
    Right,
    LPad,
    RPad,
    Instr,
    Repeat,
    Reverse,
    // numbers
    Abs,
    Round,
    Ceil,
    Floor,
    Trunc,
    Power,
    Sqrt,
    Exp,
    Ln,
    Log10,
    Mod,
    Sign,
    Random,
    Greatest,
    Least,
    // NULL
    Coalesce,
    NullIf,
    // time
    Now,
    CurrentDate,
    CurrentTime,
    LocalTimestamp,
    DateTrunc,
    // others
    RandomUuid,
    CurrentUser,
    Grouping,
    // aggregates
    Count,
    Sum,
    Avg,
    Min,
    Max,
    StddevSamp,
    StddevPop,
    VarSamp,
    VarPop,
    Any,
    Every,
    AggregateStrings,
    JsonAgg,
    JsonObjectAgg,
    ArrayAgg,
    PercentileCont,
    PercentileDisc,
    Mode,
    // window functions
    RowNumber,
    Rank,
    DenseRank,
    PercentRank,
    CumeDist,
    NTile,
    Lag,
    Lead,
    FirstValue,
    LastValue,
    NthValue,
    // functions that give rows
    GenerateSeries,
};

/// What the function is called where no dialect says otherwise.
std::string_view name_of(StandardFunction function);
/// Whether a row in which the first argument is NULL is to this aggregate as if it were not there.
bool ignores_nulls(StandardFunction function);

}  // namespace azoth::sql
