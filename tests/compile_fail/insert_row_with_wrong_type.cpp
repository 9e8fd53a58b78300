// expect: azoth: a value of this row has a type that its column does not take
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/dml.hpp"

using namespace azoth;

auto wrong(const Table& table) { return insert(table).columns(table.c<int>("pages")).values("many"); }
