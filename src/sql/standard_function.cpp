// SPDX-License-Identifier: MIT
#include "azoth/sql/standard_function.hpp"

namespace azoth::sql {

std::string_view name_of(StandardFunction function) {
    using enum StandardFunction;
    switch (function) {
        case None:
        case Special: return "";
        case Lower: return "lower";
        case Upper: return "upper";
        case CharLength: return "char_length";
        case OctetLength: return "octet_length";
        case Trim: return "trim";
        case LTrim: return "ltrim";
        case RTrim: return "rtrim";
        case Substr: return "substr";
        case Replace: return "replace";
        case ConcatWs: return "concat_ws";
        case Left: return "left";
        case Right: return "right";
        case LPad: return "lpad";
        case RPad: return "rpad";
        case Instr: return "instr";
        case Repeat: return "repeat";
        case Reverse: return "reverse";
        case Abs: return "abs";
        case Round: return "round";
        case Ceil: return "ceil";
        case Floor: return "floor";
        case Trunc: return "trunc";
        case Power: return "power";
        case Sqrt: return "sqrt";
        case Exp: return "exp";
        case Ln: return "ln";
        case Log10: return "log10";
        case Mod: return "mod";
        case Sign: return "sign";
        case Random: return "random";
        case Greatest: return "greatest";
        case Least: return "least";
        case Coalesce: return "coalesce";
        case NullIf: return "nullif";
        case Now: return "now";
        case CurrentDate: return "current_date";
        case CurrentTime: return "localtime";
        case LocalTimestamp: return "localtimestamp";
        case DateTrunc: return "date_trunc";
        case RandomUuid: return "gen_random_uuid";
        case CurrentUser: return "current_user";
        case Grouping: return "grouping";
        case Count: return "count";
        case Sum: return "sum";
        case Avg: return "avg";
        case Min: return "min";
        case Max: return "max";
        case StddevSamp: return "stddev_samp";
        case StddevPop: return "stddev_pop";
        case VarSamp: return "var_samp";
        case VarPop: return "var_pop";
        case Any: return "some";
        case Every: return "every";
        case AggregateStrings: return "listagg";
        case JsonAgg: return "json_arrayagg";
        case JsonObjectAgg: return "json_objectagg";
        case ArrayAgg: return "array_agg";
        case PercentileCont: return "percentile_cont";
        case PercentileDisc: return "percentile_disc";
        case Mode: return "mode";
        case RowNumber: return "row_number";
        case Rank: return "rank";
        case DenseRank: return "dense_rank";
        case PercentRank: return "percent_rank";
        case CumeDist: return "cume_dist";
        case NTile: return "ntile";
        case Lag: return "lag";
        case Lead: return "lead";
        case FirstValue: return "first_value";
        case LastValue: return "last_value";
        case NthValue: return "nth_value";
        case GenerateSeries: return "generate_series";
    }
    return "";
}

bool ignores_nulls(StandardFunction function) {
    using enum StandardFunction;
    switch (function) {
        case Count:
        case Sum:
        case Avg:
        case Min:
        case Max:
        case StddevSamp:
        case StddevPop:
        case VarSamp:
        case VarPop:
        case Any:
        case Every:
        case AggregateStrings: return true;
        default: return false;
    }
}

}  // namespace azoth::sql
