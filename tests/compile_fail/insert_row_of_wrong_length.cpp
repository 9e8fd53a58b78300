// expect: azoth: a row of this INSERT has as many values as columns
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/dml.hpp"

using namespace azoth;

auto wrong(const Table& table) {
    return insert(table).columns(table.c<int>("pages"), table.c<std::string>("title")).values(1);
}
