// expect: azoth: the two sides of this operator have types that SQL cannot compare or combine
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/bind_parameter.hpp"

using namespace azoth;

auto wrong(const Table& table) { return table.c<int>("pages") == bindparam<std::string>("pages"); }
