// expect: members are not found without being named in a struct with a base
// max lines: 12
#include "azoth/azoth.hpp"

struct Timestamps {
    int created_at = 0;
};
struct Post : Timestamps {
    int id = 0;
};

void mapping(azoth::Mapper<Post>& m) {
    m.table("posts");
    m.auto_columns();
}
