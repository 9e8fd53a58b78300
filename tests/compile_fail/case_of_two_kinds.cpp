// expect: azoth: the results of a CASE must be of one type
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/case.hpp"

using namespace azoth;

auto wrong(const Table& table) {
    return case_(when(table.c<int>("pages") > 1, "thick")).else_(0);
}
