// expect: azoth: the column of the query has a type that SQL cannot compare
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/select.hpp"

using namespace azoth;

auto wrong(const Table& table) {
    return table.c<int>("id").in(select(table.c<std::string>("name")));
}
