// expect: azoth: a batch runs INSERT, UPDATE or DELETE once for each row of parameters
// max lines: 12
#include "azoth/engine/connection.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/select.hpp"

using namespace azoth;

auto wrong(Connection& connection, const Table& table, const std::vector<Parameters>& rows) {
    return connection.execute(select(table.c<int>("pages")), rows);
}
