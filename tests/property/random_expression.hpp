// SPDX-License-Identifier: MIT
#pragma once

#include <random>
#include <vector>

#include "azoth/schema/table.hpp"
#include "property/sample.hpp"

namespace azoth::test {

/// The table of the expressions and its rows.
struct SampleTable {
    MetaData metadata;
    Table table{"samples",
                metadata,
                Column("id", BigInteger{}).primary_key(),
                Column("n", BigInteger{}),
                Column("m", BigInteger{}),
                Column("s", Text{}),
                Column("t", Text{})};
    ColumnExpr<std::int64_t> id = table.c<std::int64_t>("id");
    ColumnExpr<Number> n = table.c<Number>("n");
    ColumnExpr<Number> m = table.c<Number>("m");
    ColumnExpr<Words> s = table.c<Words>("s");
    ColumnExpr<Words> t = table.c<Words>("t");

    static std::vector<SampleRow> rows();
};

/// Makes expressions of the table, whatever comes.
class RandomExpressions {
public:
    RandomExpressions(const SampleTable& table, std::uint64_t seed) : table_(table), random_(seed) {}

    /// With so many levels at most. Numbers stay within 64 bits.
    Sample<Number> number(int depth);
    Sample<Words> text(int depth);
    Sample<bool> truth(int depth);

private:
    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }
    Sample<Number> number_leaf();
    Sample<Number> number_operation(int depth);
    Sample<Number> number_function(int depth);
    Sample<Words> text_leaf();
    Sample<Words> text_function(int depth);
    Sample<bool> comparison(int depth);
    Sample<bool> test(int depth);
    template <class T>
    Sample<T> choice(Sample<T> first, Sample<T> second, int depth);
    template <class T>
    Sample<bool> compared(const Sample<T>& left, const Sample<T>& right);

    const SampleTable& table_;
    std::mt19937_64 random_;
};

}  // namespace azoth::test
