// expect: members are found without being named in a plain struct only
// max lines: 12
#include "azoth/azoth.hpp"

class Account {
    int id_ = 0;
};

void mapping(azoth::Mapper<Account>& m) {
    m.table("accounts");
    m.auto_columns();
}
