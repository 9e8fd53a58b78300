// expect: a validator is a function of the member's value
// max lines: 12
#include "azoth/azoth.hpp"

struct Book {
    int id = 0;
    int pages = 0;
};

void mapping(azoth::Mapper<Book>& m) {
    m.validate(&Book::pages, [](const std::string& text) { return !text.empty(); });
}
