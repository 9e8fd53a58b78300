// expect: get a const Class&, because nothing writes what they would change
// max lines: 12
#include "azoth/azoth.hpp"

struct Book {
    int id = 0;
};

void mapping(azoth::Mapper<Book>& m) {
    m.after_insert([](Book& book) { book.id = 7; });
}
