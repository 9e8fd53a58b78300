// expect: azoth: this class is not mapped
// max lines: 12
#include "azoth/azoth.hpp"

using namespace azoth;

class Summary {
    int pages = 0;
};

auto wrong(Connection& connection) { return connection.execute(text("SELECT 1 AS pages")).into<Summary>(); }
