// expect: azoth: two dates or times cannot be added
// max lines: 12
#include <chrono>

#include "azoth/schema/table.hpp"
#include "azoth/sql/arithmetic.hpp"

using namespace azoth;

auto wrong(const Table& table) {
    const auto day = table.c<std::chrono::year_month_day>("day");
    return day + day;
}
