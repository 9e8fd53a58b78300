// expect: azoth: text is matched against text only
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/matching.hpp"
#include "azoth/sql/select.hpp"

using namespace azoth;

auto wrong(const Table& table) { return contains(table.c<int>("id"), "1"); }
