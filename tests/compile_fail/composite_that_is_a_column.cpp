// expect: a composite is a member that is a struct
// max lines: 12
#include "azoth/azoth.hpp"

struct Book {
    int id = 0;
};

void mapping(azoth::Mapper<Book>& m) {
    m.composite<&Book::id>();
}
