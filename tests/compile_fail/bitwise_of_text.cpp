// expect: azoth: bitwise operators need whole numbers
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/bitwise.hpp"

using namespace azoth;

auto wrong(const Table& table) {
    return bitwise_and(table.c<double>("price"), 1);
}
