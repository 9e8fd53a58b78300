// expect: azoth: a condition must be true or false; compare this expression with something
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/matching.hpp"
#include "azoth/sql/select.hpp"

using namespace azoth;

auto wrong(const Table& table) { return select(table.c<int>("id")).where(table.c<int>("id")); }
