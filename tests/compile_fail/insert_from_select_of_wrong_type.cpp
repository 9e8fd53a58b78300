// expect: azoth: the columns of this query do not fit those of the INSERT, by number or by type
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/select.hpp"

using namespace azoth;

auto wrong(const Table& table) {
    return insert(table).columns(table.c<int>("pages")).from_select(select(table.c<std::string>("title")));
}
