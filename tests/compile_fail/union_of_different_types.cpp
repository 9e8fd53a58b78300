// expect: the statements of a UNION, INTERSECT or EXCEPT have columns of different types
// max lines: 14
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

auto mixed() {
    return union_(azoth::select(&Book::id), azoth::select(&Book::title));
}
