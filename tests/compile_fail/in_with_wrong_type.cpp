// expect: azoth: the values of this IN have a type that SQL cannot compare with the left side
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/matching.hpp"
#include "azoth/sql/select.hpp"

using namespace azoth;

auto wrong(const Table& table) { return table.c<std::string>("name").in(std::vector<int>{1}); }
