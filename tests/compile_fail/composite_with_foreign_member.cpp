// expect: this member belongs to another class than the composite
// max lines: 12
#include "azoth/azoth.hpp"

struct Address {
    std::string city;
};
struct Other {
    std::string city;
};
struct Customer {
    int id = 0;
    Address home;
};
void mapping(azoth::Mapper<Customer>&);

auto condition = azoth::c(&Customer::home, &Other::city) == "Rome";
