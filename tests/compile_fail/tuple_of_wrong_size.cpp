// expect: azoth: tuples are compared with tuples of the same size
// max lines: 12
#include "azoth/schema/table.hpp"
#include "azoth/sql/tuple.hpp"

using namespace azoth;

auto wrong(const Table& table) {
    const auto id = table.c<int>("id");
    return tuple_(id, id) == tuple_(id, id, id);
}
