// SPDX-License-Identifier: MIT
#include "users_table.hpp"

#include <fmt/core.h>

namespace azoth::bench {
namespace {

std::string insert_of(int count) {
    std::string sql = "INSERT INTO users (name, hair_color) VALUES ";
    for (int number = 1; number <= count; ++number) {
        const RawUser user = make_user(number);
        const std::string color = user.hair_color ? fmt::format("'{}'", *user.hair_color) : "NULL";
        sql += fmt::format("{}('{}', {})", number == 1 ? "" : ", ", user.name, color);
    }
    return sql;
}

}  // namespace

RawUser make_user(int number) {
    RawUser user;
    user.name = fmt::format("User {}", number);
    if (number % 3 != 0) user.hair_color = number % 3 == 1 ? "black" : "brown";
    return user;
}

void UsersTable::fill(int count) {
    if (count_ == count) return;
    client_->empty_table();
    if (count != 0) client_->run(insert_of(count));
    client_->settle();
    count_ = count;
}

}  // namespace azoth::bench
