// expect: azoth: set.. takes assignments
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/dml.hpp"

using namespace azoth;

auto wrong(const Table& table) { return update(table).set(table.c<int>("pages") == 5); }
