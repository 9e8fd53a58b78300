// expect: azoth: arithmetic needs numbers on both sides
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/matching.hpp"
#include "azoth/sql/select.hpp"

using namespace azoth;

auto wrong(const Table& table) { return table.c<int>("id") + "x"; }
