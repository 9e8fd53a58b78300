// expect: azoth: .*cannot (be )?compare
// max lines: 12
#include "azoth/azoth.hpp"

struct Book {
    std::int64_t id = 0;
    std::string title;
};

void mapping(azoth::Mapper<Book>& m) {
    m.table("books");
    m.columns<&Book::id, &Book::title>();
    m.primary_key(&Book::id);
}

auto statement = azoth::c(&Book::title) == 5;
