// expect: azoth: a batch gives no rows back
// max lines: 12
#include "azoth/engine/connection.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/dml.hpp"

using namespace azoth;

auto wrong(Connection& connection, const Table& table, const std::vector<Parameters>& rows) {
    return connection.execute(insert(table).returning(table.c<int>("pages")), rows);
}
