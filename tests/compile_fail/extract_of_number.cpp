// expect: azoth: extract.. needs a date, a timestamp or a time of day
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/extract.hpp"

using namespace azoth;

auto wrong(const Table& table) {
    return extract(DatePart::Year, table.c<int>("year"));
}
