// expect: azoth: the default of this bindparam.. has another type than its values
// max lines: 12
#include "azoth/sql/bind_parameter.hpp"

using namespace azoth;

auto wrong() { return bindparam<int>("pages").default_value(std::string("many")); }
