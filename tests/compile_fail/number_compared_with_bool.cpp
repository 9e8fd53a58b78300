// expect: azoth: the two sides of this operator have types that SQL cannot compare
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/matching.hpp"
#include "azoth/sql/select.hpp"

using namespace azoth;

auto wrong(const Table& table) { return table.c<int>("id") == true; }
