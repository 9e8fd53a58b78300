// expect: this class is not mapped
// max lines: 12
#include "azoth/azoth.hpp"

struct Stranger {
    std::int64_t id = 0;
};

auto statement = azoth::c(&Stranger::id) == 1;
