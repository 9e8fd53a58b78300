// expect: azoth: the two sides of this operator have types that SQL cannot compare
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/expr.hpp"

using namespace azoth;

auto wrong(const Table& table) {
    return table.c<int>("pages").between(1, "many");
}
