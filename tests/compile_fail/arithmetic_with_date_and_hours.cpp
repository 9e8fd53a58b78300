// expect: azoth: a date moves by whole days; cast it to a timestamp to add hours
// max lines: 12
#include <chrono>

#include "azoth/schema/table.hpp"
#include "azoth/sql/arithmetic.hpp"

using namespace azoth;

auto wrong(const Table& table) {
    return table.c<std::chrono::year_month_day>("day") + std::chrono::hours(1);
}
