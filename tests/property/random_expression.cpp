// SPDX-License-Identifier: MIT
#include "property/random_expression.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/custom_function.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "property/sqlite_semantics.hpp"

namespace azoth::test {
namespace {

constexpr std::array<std::string_view, 12> kTexts = {"",  "a",  "B",    "ab", "abc", " x ",
                                                     "é", "aé", "it's", "%",  "a_b", "\\"};
constexpr std::int64_t kLargest = std::int64_t{1} << 40;

template <class T>
Expr<T> in_parentheses(const Expr<T>& expression) {
    static const auto kForm = CustomExpression<T>("parentheses").elsewhere("({0})");
    return kForm(expression);
}

/// A part made of parts: built twice, and computed.
template <class R, class Build, class Compute, class... Parts>
Sample<R> made(Build build, Compute compute, const Parts&... parts) {
    return {Expr<R>(build(parts.plain...)), in_parentheses(Expr<R>(build(parts.parenthesised...))),
            [compute, values = std::make_tuple(parts.value...)](const SampleRow& row) {
                return std::apply([&](const auto&... value) { return Cell(compute(value(row)...)); }, values);
            }};
}

/// For what is NULL as soon as a part is.
template <class Compute>
auto strict(Compute compute) {
    return
        [compute](const auto&... cells) -> Cell { return (is_null(cells) || ...) ? Cell() : Cell(compute(cells...)); };
}

std::int64_t int_of(const Cell& cell) {
    return std::get<std::int64_t>(cell);
}
const std::string& text_of(const Cell& cell) {
    return std::get<std::string>(cell);
}
Cell truth_of(bool value) {
    return std::int64_t{value ? 1 : 0};
}

template <class T>
Sample<T> leaf(const Expr<T>& expression, std::function<Cell(const SampleRow&)> value) {
    return {expression, in_parentheses(expression), std::move(value)};
}

bool is_small(const Sample<Number>& sample) {
    const std::vector<SampleRow> rows = SampleTable::rows();
    return std::all_of(rows.begin(), rows.end(), [&](const SampleRow& row) {
        const Cell cell = sample.value(row);
        return is_null(cell) || (int_of(cell) < kLargest && int_of(cell) > -kLargest);
    });
}

bool is_short(const Sample<Words>& sample) {
    const std::vector<SampleRow> rows = SampleTable::rows();
    return std::all_of(rows.begin(), rows.end(), [&](const SampleRow& row) {
        const Cell cell = sample.value(row);
        return is_null(cell) || text_of(cell).size() < 1000;
    });
}

}  // namespace

std::vector<SampleRow> SampleTable::rows() {
    const Cell null;
    return {{1, std::int64_t{0}, std::int64_t{1}, std::string("abc"), std::string("ab")},
            {2, std::int64_t{-3}, std::int64_t{7}, std::string(""), std::string("é B")},
            {3, null, std::int64_t{2}, null, std::string("it's")},
            {4, std::int64_t{5}, null, std::string("a_b"), null},
            {5, std::int64_t{9}, std::int64_t{-9}, std::string("%"), std::string("%")}};
}

Sample<Number> RandomExpressions::number(int depth) {
    if (depth <= 0) return number_leaf();
    Sample<Number> result = below(2) == 0 ? number_operation(depth - 1) : number_function(depth - 1);
    return is_small(result) ? result : number_leaf();
}

Sample<Number> RandomExpressions::number_leaf() {
    switch (below(4)) {
        case 0: return leaf<Number>(table_.n, [](const SampleRow& row) { return row.n; });
        case 1: return leaf<Number>(table_.m, [](const SampleRow& row) { return row.m; });
        case 2:
            if (below(4) == 0)
                return leaf<Number>(Expr<Number>(detail::make_null()), [](const SampleRow&) { return Cell(); });
            [[fallthrough]];
        default: {
            const std::int64_t value = below(20) - 10;
            return leaf<Number>(literal(Number(value)), [value](const SampleRow&) { return Cell(value); });
        }
    }
}

Sample<Number> RandomExpressions::number_operation(int depth) {
    const Sample<Number> a = number(depth);
    const Sample<Number> b = number(depth);
    switch (below(5)) {
        case 0:
            return made<Number>([](const auto& x, const auto& y) { return (x + y).node(); },
                                strict([](const Cell& x, const Cell& y) { return int_of(x) + int_of(y); }), a, b);
        case 1:
            return made<Number>([](const auto& x, const auto& y) { return (x - y).node(); },
                                strict([](const Cell& x, const Cell& y) { return int_of(x) - int_of(y); }), a, b);
        case 2:
            return made<Number>([](const auto& x, const auto& y) { return (x * y).node(); },
                                strict([](const Cell& x, const Cell& y) { return int_of(x) * int_of(y); }), a, b);
        case 3:
            return made<Number>([](const auto& x, const auto& y) { return (x % y).node(); },
                                strict([](const Cell& x, const Cell& y) {
                                    return int_of(y) == 0 ? Cell() : Cell(int_of(x) % int_of(y));
                                }),
                                a, b);
        default:
            return made<Number>([](const auto& x) { return (-x).node(); },
                                strict([](const Cell& x) { return -int_of(x); }), a);
    }
}

Sample<Number> RandomExpressions::number_function(int depth) {
    const Sample<Number> a = number(depth);
    const Sample<Number> b = number(depth);
    switch (below(8)) {
        case 0:
            return made<Number>([](const auto& x) { return func::abs(x).node(); },
                                strict([](const Cell& x) { return std::abs(int_of(x)); }), a);
        case 1:
            return made<Number>([](const auto& x, const auto& y) { return func::coalesce(x, y).node(); },
                                [](const Cell& x, const Cell& y) { return is_null(x) ? y : x; }, a, b);
        case 2:
            return made<Number>([](const auto& x, const auto& y) { return func::nullif(x, y).node(); },
                                [](const Cell& x, const Cell& y) {
                                    return !is_null(x) && !is_null(y) && compare(x, y) == 0 ? Cell() : x;
                                },
                                a, b);
        case 3:
            return made<Number>([](const auto& x, const auto& y) { return func::greatest(x, y).node(); },
                                strict([](const Cell& x, const Cell& y) { return std::max(int_of(x), int_of(y)); }), a,
                                b);
        case 4:
            return made<Number>([](const auto& x, const auto& y) { return func::mod(x, y).node(); },
                                strict([](const Cell& x, const Cell& y) {
                                    return int_of(y) == 0 ? Cell() : Cell(int_of(x) % int_of(y));
                                }),
                                a, b);
        case 5:
            return made<Number>([](const auto& x) { return func::length(x).node(); },
                                strict([](const Cell& x) { return char_length(text_of(x)); }), text(depth));
        case 6:
            return made<Number>([](const auto& x, const auto& y) { return func::instr(x, y).node(); },
                                strict([](const Cell& x, const Cell& y) { return instr(text_of(x), text_of(y)); }),
                                text(depth), text(depth));
        default: return choice(a, b, depth);
    }
}

template <class T>
Sample<T> RandomExpressions::choice(Sample<T> first, Sample<T> second, int depth) {
    return made<T>(
        [](const auto& condition, const auto& x, const auto& y) -> ExpressionPtr {
            std::vector<sql::CaseNode::Branch> branches{{condition.node(), x.node()}};
            return make_node<sql::CaseNode>(std::move(branches), y.node(), nullptr, x.node()->type());
        },
        [](const Cell& condition, const Cell& x, const Cell& y) {
            return !is_null(condition) && int_of(condition) != 0 ? x : y;
        },
        truth(depth), first, second);
}

Sample<Words> RandomExpressions::text(int depth) {
    if (depth <= 0) return text_leaf();
    Sample<Words> result = text_function(depth - 1);
    return is_short(result) ? result : text_leaf();
}

Sample<Words> RandomExpressions::text_leaf() {
    switch (below(3)) {
        case 0: return leaf<Words>(table_.s, [](const SampleRow& row) { return row.s; });
        case 1: return leaf<Words>(table_.t, [](const SampleRow& row) { return row.t; });
        default: {
            std::string value(kTexts[static_cast<std::size_t>(below(static_cast<int>(kTexts.size())))]);
            return leaf<Words>(literal(Words(value)), [value](const SampleRow&) { return Cell(value); });
        }
    }
}

Sample<Words> RandomExpressions::text_function(int depth) {
    const Sample<Words> a = text(depth);
    const Sample<Words> b = text(depth);
    const int count = below(4);
    const int start = below(4) + 1;
    switch (below(11)) {
        case 0:
        case 1:
            return made<Words>([](const auto& x, const auto& y) { return (x + y).node(); },
                               strict([](const Cell& x, const Cell& y) { return text_of(x) + text_of(y); }), a, b);
        case 2:
            return made<Words>([](const auto& x) { return func::lower(x).node(); },
                               strict([](const Cell& x) { return lower(text_of(x)); }), a);
        case 3:
            return made<Words>([](const auto& x) { return func::upper(x).node(); },
                               strict([](const Cell& x) { return upper(text_of(x)); }), a);
        case 4:
            return made<Words>([](const auto& x) { return func::trim(x).node(); },
                               strict([](const Cell& x) { return trim(text_of(x)); }), a);
        case 5:
            return made<Words>([=](const auto& x) { return func::substr(x, start, count).node(); },
                               strict([=](const Cell& x) { return substr(text_of(x), start, count); }), a);
        case 6:
            return made<Words>([=](const auto& x) { return func::right(x, count).node(); },
                               strict([=](const Cell& x) { return right(text_of(x), count); }), a);
        case 7:
            return made<Words>([=](const auto& x) { return func::lpad(x, count, "xy").node(); },
                               strict([=](const Cell& x) { return lpad(text_of(x), count, "xy"); }), a);
        case 8:
            return made<Words>(
                [](const auto& x, const auto& y) { return func::replace(x, y, "-").node(); },
                strict([](const Cell& x, const Cell& y) { return replace(text_of(x), text_of(y), "-"); }), a, b);
        case 9:
            return made<Words>([](const auto& x, const auto& y) { return func::coalesce(x, y).node(); },
                               [](const Cell& x, const Cell& y) { return is_null(x) ? y : x; }, a, b);
        default: return choice(a, b, depth);
    }
}

Sample<bool> RandomExpressions::truth(int depth) {
    if (depth <= 0) return comparison(0);
    switch (below(5)) {
        case 0:
            return made<bool>([](const auto& x, const auto& y) { return (x && y).node(); }, &and_of, truth(depth - 1),
                              truth(depth - 1));
        case 1:
            return made<bool>([](const auto& x, const auto& y) { return (x || y).node(); }, &or_of, truth(depth - 1),
                              truth(depth - 1));
        case 2: return made<bool>([](const auto& x) { return (!x).node(); }, &not_of, truth(depth - 1));
        case 3: return test(depth - 1);
        default: return comparison(depth - 1);
    }
}

template <class T>
Sample<bool> RandomExpressions::compared(const Sample<T>& left, const Sample<T>& right) {
    const auto by = [&](auto build, auto holds) {
        return made<bool>(build,
                          strict([holds](const Cell& x, const Cell& y) { return truth_of(holds(compare(x, y))); }),
                          left, right);
    };
    const auto is_null_literal = [](const Sample<T>& sample) {
        return sample.plain.node()->kind() == sql::NodeKind::Null;
    };
    // With NULL as such they are IS NULL and IS NOT NULL.
    const int first = is_null_literal(left) || is_null_literal(right) ? 2 : 0;
    switch (first + below(6 - first)) {
        case 0: return by([](const auto& x, const auto& y) { return (x == y).node(); }, [](int o) { return o == 0; });
        case 1: return by([](const auto& x, const auto& y) { return (x != y).node(); }, [](int o) { return o != 0; });
        case 2: return by([](const auto& x, const auto& y) { return (x < y).node(); }, [](int o) { return o < 0; });
        case 3: return by([](const auto& x, const auto& y) { return (x <= y).node(); }, [](int o) { return o <= 0; });
        case 4: return by([](const auto& x, const auto& y) { return (x > y).node(); }, [](int o) { return o > 0; });
        default: return by([](const auto& x, const auto& y) { return (x >= y).node(); }, [](int o) { return o >= 0; });
    }
}

Sample<bool> RandomExpressions::comparison(int depth) {
    return below(2) == 0 ? compared(number(depth), number(depth)) : compared(text(depth), text(depth));
}

Sample<bool> RandomExpressions::test(int depth) {
    switch (below(5)) {
        case 0:
            return made<bool>([](const auto& x) { return x.is_null().node(); },
                              [](const Cell& x) { return truth_of(is_null(x)); }, number(depth));
        case 1:
            return made<bool>([](const auto& x, const auto& y) { return x.is_distinct_from(y).node(); },
                              [](const Cell& x, const Cell& y) {
                                  return truth_of(is_null(x) != is_null(y) || (!is_null(x) && compare(x, y) != 0));
                              },
                              text(depth), text(depth));
        case 2:
            return made<bool>(
                [](const auto& x) {
                    return x.in({1, 2, -3}).node();
                },
                strict([](const Cell& x) { return truth_of(int_of(x) == 1 || int_of(x) == 2 || int_of(x) == -3); }),
                number(depth));
        case 3:
            return made<bool>(
                [](const auto& x, const auto& low, const auto& high) { return x.between(low, high).node(); },
                [](const Cell& x, const Cell& low, const Cell& high) {
                    const auto at_least =
                        strict([](const Cell& a, const Cell& b) { return truth_of(compare(a, b) >= 0); });
                    return and_of(at_least(x, low), at_least(high, x));
                },
                number(depth), number(depth), number(depth));
        default:
            return made<bool>([](const auto& x) { return contains(x, "%").node(); },
                              strict([](const Cell& x) { return truth_of(text_of(x).find('%') != std::string::npos); }),
                              text(depth));
    }
}

}  // namespace azoth::test
