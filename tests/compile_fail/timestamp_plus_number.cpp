// expect: azoth: a timestamp moves by a std::chrono duration
// max lines: 12
#include <chrono>

#include "azoth/schema/table.hpp"
#include "azoth/sql/arithmetic.hpp"

using namespace azoth;

auto wrong(const Table& table) {
    return table.c<std::chrono::local_time<std::chrono::microseconds>>("at") + 1;
}
