// expect: a relationship is a member of type Many<Class> or One<Class>
// max lines: 12
#include "azoth/azoth.hpp"

struct Book {
    std::int64_t id = 0;
};

void mapping(azoth::Mapper<Book>& m) {
    m.relationship<&Book::id>();
}
